/**
 * `npm run bench`: measures the budgets, beside AIDE and inotifywait, and prints them; also written to
 * `dist/bench.json`. `npm run bench -- PART…` measures parts alone, `-- --readme` writes the last figures into README.md.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { foreground } from './support/foreground.mjs';
import { builtCommandLine, inRoot } from './support/paths.mjs';
import { runMain } from './support/say.mjs';

/** The bench, and what it starts beside itself. */
const entries = {
  bench: inRoot('tests', 'bench', 'index.ts'),
  'writer-thread': inRoot('tests', 'bench', 'support', 'writer-thread.ts'),
  'parent-port': inRoot('tests', 'bench', 'support', 'parent-port.ts'),
};

await runMain(async () => {
  await prepare('bench');
  const { bundle } = await import('./support/bundle.mjs');
  const { rolldown } = await import('rolldown');
  await bundle(['main']);
  const folder = inRoot('node_modules', '.cache', 'tidemark-bench');
  const bench = await rolldown({ input: entries, platform: 'node' });
  await bench.write({ dir: folder, format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'shared-[name].mjs' });
  await bench.close();
  await mkdir(inRoot('dist'), { recursive: true });
  const paths = {
    cli: builtCommandLine,
    engine: inRoot('out', 'main', 'engine.js'),
    report: inRoot('dist', 'bench.json'),
    readme: inRoot('README.md'),
  };
  return foreground(process.execPath, [join(folder, 'bench.mjs'), JSON.stringify(paths), ...process.argv.slice(2)]);
});
