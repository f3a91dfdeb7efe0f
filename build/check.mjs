/**
 * `npm run check`: what to run before a commit, in under a minute: types, lint and format, unit tests, side by side.
 */
import { inRoot, root } from './support/paths.mjs';
import { run } from './support/run.mjs';
import { runMain, say } from './support/say.mjs';
import { installModules } from './system/modules.mjs';

const limit = 5 * 60_000;

/** @param {string} script the script of an npm package, run with this Node */
const tool = (script, /** @type {readonly string[]} */ ...args) => ({ script: inRoot('node_modules', script), args });

const checks = {
  types: tool('typescript/bin/tsc', '-b', '--pretty', 'false'),
  'lint and format': tool('@biomejs/biome/bin/biome', 'check', '.'),
  'unit tests': tool('vitest/vitest.mjs', 'run', '--config', 'build/vitest.config.ts', '--project', 'unit'),
};

await runMain(async () => {
  await installModules(say);
  const started = performance.now();
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, { script, args }]) => {
      const outcome = await run(process.execPath, [script, ...args], { cwd: root, timeout: limit });
      return { name, ...outcome };
    }),
  );
  const failed = results.filter(({ status }) => status !== 0);
  for (const { name, output, timedOut } of failed) {
    say(`\n${name}:\n${timedOut ? 'did not end within 5 minutes\n' : ''}${output.trimEnd()}`);
  }
  const words = results.map(({ name, status }) => `${name} ${status === 0 ? 'good' : 'failed'}`).join(', ');
  say(`\n${words} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return failed.length === 0 ? 0 : 1;
});
