import { mkdirSync, renameSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '../..');
const folder = resolve(root, 'node_modules/.cache/tidemark-test');

/** An entry of the engine, bundled as the build does it: a Node that is started by itself can't run TypeScript. */
export async function bundled(name: string, entry: string, external: readonly RegExp[] = []): Promise<URL> {
  mkdirSync(folder, { recursive: true });
  const bundle = await rolldown({ input: resolve(root, entry), platform: 'node', external: [...external] });
  // Under a name of its own first: another test process may be loading the last one at this moment.
  const fresh = resolve(folder, `${name}-${process.pid}.mjs`);
  const file = resolve(folder, `${name}.mjs`);
  await bundle.write({ file: fresh, format: 'es' });
  await bundle.close();
  renameSync(fresh, file);
  return pathToFileURL(file);
}
