import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';

export const hasPacman = existsSync('/usr/bin/pacman');

/** pacman, real, on a root of its own: it installs from files and has no repository. */
export class PacmanRoot {
  private constructor(readonly folder: string) {}

  static async create(folder: string): Promise<PacmanRoot> {
    const root = new PacmanRoot(folder);
    await mkdir(root.database, { recursive: true });
    for (const each of ['cache', 'hooks']) await mkdir(join(folder, each));
    await writeFile(
      join(folder, 'pacman.conf'),
      '[options]\nArchitecture = auto\nSigLevel = Never\nLocalFileSigLevel = Never\n',
    );
    return root;
  }

  get database(): string {
    return join(this.folder, 'root/var/lib/pacman');
  }

  get log(): string {
    return join(this.folder, 'pacman.log');
  }

  /** Builds a package with one file; `scripts` is the text of its `.INSTALL`. Returns the package's own file. */
  async build(name: string, version: string, scripts?: string): Promise<string> {
    const file = join(this.folder, `${name}-${version}-any.pkg.tar.gz`);
    const tree = `${file}.tree`;
    await mkdir(join(tree, 'usr/share', name), { recursive: true });
    await writeFile(join(tree, 'usr/share', name, 'version'), `${version}\n`);
    const about = { pkgname: name, pkgbase: name, pkgver: version, pkgdesc: 'made by a test', size: 10, arch: 'any' };
    const lines = Object.entries(about).map(([key, value]) => `${key} = ${value}\n`);
    await writeFile(join(tree, '.PKGINFO'), lines.join(''));
    if (scripts !== undefined) await writeFile(join(tree, '.INSTALL'), scripts);
    const parts = ['.PKGINFO', ...(scripts === undefined ? [] : ['.INSTALL']), 'usr'];
    await run('tar', ['-C', tree, '-czf', file, ...parts]);
    return file;
  }

  /** Runs pacman on this root; fails when it does. */
  async pacman(...args: readonly string[]): Promise<void> {
    const { folder } = this;
    const place = [
      ['--config', join(folder, 'pacman.conf')],
      ['--root', join(folder, 'root')],
      ['--dbpath', this.database],
      ['--logfile', this.log],
      ['--cachedir', join(folder, 'cache')],
      ['--hookdir', join(folder, 'hooks')],
    ].flat();
    await run('pacman', [...place, '--noconfirm', ...args]);
  }
}

async function run(file: string, args: readonly string[]): Promise<void> {
  const result = await runTool(file, args, { timeLimit: 60_000, outputLimit: 1_000_000 });
  if (result.kind !== 'done') throw new Error(`${file} ${args.join(' ')}: ${JSON.stringify(result)}`);
}
