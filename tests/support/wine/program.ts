import { existsSync } from 'node:fs';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from '../machine/tool.ts';
import { windowsRuntime } from './runtime.ts';
import { type Wine, windowsPath } from './wine.ts';

const repository = resolve(import.meta.dirname, '../../..');

let built: Promise<unknown> | undefined;

/** The bundled program in a folder of a Wine's own, with Windows' modules beside it: `node.exe` and `cli.js`. */
export async function programIn(wine: Wine): Promise<readonly [string, string]> {
  // The repository's own way to the command line brings its bundle up to date.
  built ??= mustRun(process.execPath, [join(repository, 'build/tidemark.mjs'), '--help'], { seconds: 180 });
  await built;
  const { node, modules } = await windowsRuntime();
  const folder = join(wine.folder, 'program');
  if (!existsSync(folder)) {
    await mkdir(folder);
    await cp(join(repository, 'out/main'), join(folder, 'out/main'), { recursive: true });
    // The bundle is made of ES modules, which only a package.json can say of `.js`.
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
    await symlink(modules, join(folder, 'node_modules'));
  }
  return [windowsPath(node), windowsPath(join(folder, 'out/main/cli.js'))];
}
