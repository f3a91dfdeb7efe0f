import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from './tool.ts';

const repository = resolve(import.meta.dirname, '../../..');

/** Where the program lies in the machine. */
export const programFolder = '/opt/tidemark';
export const commandLine = [`/usr/local/bin/node`, `${programFolder}/out/main/cli.js`] as const;

let built: Promise<unknown> | undefined;

/**
 * The arguments of systemd-nspawn that bring the built command line, its native
 * modules and this computer's Node into a machine, read-only. The bundle is
 * copied to `folder` first: another run may build it anew meanwhile. `root` is the
 * machine's root folder.
 */
export async function programBinds(folder: string, root: string): Promise<string[]> {
  // The repository's own way to the command line brings its bundle up to date.
  built ??= mustRun(process.execPath, [join(repository, 'build/tidemark.mjs'), '--help'], { seconds: 120 });
  await built;
  await mkdir(join(folder, 'out'), { recursive: true });
  await cp(join(repository, 'out/main'), join(folder, 'out/main'), { recursive: true });
  // The bundle is made of ES modules, which only a package.json can say of `.js`.
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await mkdir(join(folder, 'node_modules'));
  return [
    `--bind-ro=${process.execPath}:${commandLine[0]}`,
    ...(await nodeParts()).filter((path) => !existsSync(join(root, path))).map((path) => `--bind-ro=${path}`),
    `--bind-ro=${folder}:${programFolder}`,
    `--bind-ro=${join(repository, 'node_modules')}:${programFolder}/node_modules`,
  ];
}

/** What this computer's Node loads besides itself: a distribution's own comes in several packages, with scripts apart. */
async function nodeParts(): Promise<string[]> {
  const libraries = await mustRun('ldd', [process.execPath]);
  const paths = [...libraries.matchAll(/ => (\/\S+) \(0x/g)].map(([, path = '']) => path);
  return [...paths, '/usr/share/nodejs'].filter((path) => existsSync(path));
}
