import { mkdirSync, renameSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '../..');
const folder = resolve(root, 'node_modules/.cache/tidemark-test');

let built: Promise<URL> | undefined;

/** The files collector's worker, bundled as the build does it: Node can't run TypeScript in a worker thread. Built once a process. */
export function filesWorker(): Promise<URL> {
  built ??= build();
  return built;
}

async function build(): Promise<URL> {
  mkdirSync(folder, { recursive: true });
  const bundle = await rolldown({
    input: resolve(root, 'electron/engine/collectors/files/worker/worker.ts'),
    platform: 'node',
  });
  // Under a name of its own first: another test process may be loading the last one at this moment.
  const fresh = resolve(folder, `files-worker-${process.pid}.mjs`);
  const file = resolve(folder, 'files-worker.mjs');
  await bundle.write({ file: fresh, format: 'es' });
  await bundle.close();
  renameSync(fresh, file);
  return pathToFileURL(file);
}
