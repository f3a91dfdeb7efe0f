/**
 * `npm run --silent tidemark -- COMMAND`: the command line out of the repository. It is bundled anew when its sources
 * changed, without a word unless that fails, and then runs in this very process, so that its exit status, its input and
 * the signals sent to it are its own.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { builtCommandLine, inRoot } from './support/paths.mjs';
import { runMain } from './support/say.mjs';

await runMain(async () => {
  if (!existsSync(inRoot('node_modules', '.package-lock.json'))) {
    const { prepare } = await import('./prepare.mjs');
    await prepare('command-line');
  }
  const { bundle } = await import('./support/bundle.mjs');
  await bundle(['main'], { quiet: true });
  return 0;
});

if (process.exitCode === 0) {
  process.exitCode = undefined;
  // As if it had been started by itself: it finds its arguments where a program finds them.
  process.argv[1] = builtCommandLine;
  await import(pathToFileURL(builtCommandLine).href);
}
