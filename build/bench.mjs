/** `npm run bench`: measures the budgets, beside AIDE, and prints them as a table; also written to `dist/bench.json`. */
import { mkdir } from 'node:fs/promises';
import { prepare } from './prepare.mjs';
import { foreground } from './support/foreground.mjs';
import { builtCommandLine, inRoot } from './support/paths.mjs';
import { runMain } from './support/say.mjs';

await runMain(async () => {
  await prepare('bench');
  const { bundle } = await import('./support/bundle.mjs');
  const { rolldown } = await import('rolldown');
  await bundle(['main']);
  const bench = await rolldown({ input: inRoot('tests', 'bench', 'index.ts'), platform: 'node' });
  const file = inRoot('node_modules', '.cache', 'tidemark-bench', 'bench.mjs');
  await bench.write({ file, format: 'es' });
  await bench.close();
  await mkdir(inRoot('dist'), { recursive: true });
  return foreground(process.execPath, [file, builtCommandLine, inRoot('dist', 'bench.json')]);
});
