import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runTool } from './run-tool.ts';

export const hasDnf = ['/usr/bin/dnf', '/usr/bin/rpmbuild', '/usr/bin/createrepo_c'].every((each) => existsSync(each));

/** dnf and rpm, real, on a root of their own with a repository that lies on the disk. */
export class DnfRoot {
  private constructor(readonly folder: string) {}

  static async create(folder: string): Promise<DnfRoot> {
    for (const each of ['repository', 'work', 'root']) await mkdir(join(folder, each));
    await writeFile(
      join(folder, 'dnf.conf'),
      `[main]\ngpgcheck=0\nreposdir=${folder}/none\n[local]\nname=local\nbaseurl=file://${folder}/repository\n`,
    );
    return new DnfRoot(folder);
  }

  /** dnf's history. */
  get history(): string {
    return join(this.folder, 'root/var/lib/dnf/history.sqlite');
  }

  /** The folder of rpm's database, which Debian's rpm has below the home of root. */
  get database(): string {
    return join(this.folder, 'root/root/.rpmdb');
  }

  /** Builds a package for all architectures with one file; returns the package's own. */
  async build(name: string, version: string, more: readonly string[] = []): Promise<string> {
    const work = join(this.folder, 'work');
    const spec = join(work, `${name}-${version}.spec`);
    const file = `/usr/share/${name}/version`;
    const text = [
      `Name: ${name}`,
      `Version: ${version}`,
      'Release: 1',
      'Summary: made by a test',
      'License: MIT',
      'BuildArch: noarch',
      ...more,
      '%description',
      'Made by a test.',
      '%install',
      `mkdir -p %{buildroot}/usr/share/${name}`,
      `echo ${version} > %{buildroot}${file}`,
      '%files',
      file,
    ];
    await writeFile(spec, `${text.join('\n')}\n`);
    await run('rpmbuild', ['-bb', '--define', `_topdir ${work}`, spec]);
    return join(work, 'RPMS/noarch', `${name}-${version}-1.noarch.rpm`);
  }

  /** Puts packages into the repository. */
  async publish(...files: readonly string[]): Promise<void> {
    const repository = join(this.folder, 'repository');
    for (const file of files) await copyFile(file, join(repository, basename(file)));
    await run('createrepo_c', [repository]);
  }

  /** Runs dnf on this root; fails when dnf does. */
  async dnf(...args: readonly string[]): Promise<void> {
    const { folder } = this;
    const place = ['-c', join(folder, 'dnf.conf'), `--installroot=${join(folder, 'root')}`, '--releasever=1'];
    await run('dnf', [...place, '--refresh', '-y', ...args]);
  }

  /** Runs rpm on this root; Debian's wants to be told that it is meant. */
  async rpm(...args: readonly string[]): Promise<void> {
    await run('rpm', ['--force-debian', '--root', join(this.folder, 'root'), '--dbpath', '/root/.rpmdb', ...args]);
  }
}

async function run(file: string, args: readonly string[]): Promise<void> {
  const result = await runTool(file, args, { timeLimit: 60_000, outputLimit: 1_000_000 });
  if (result.kind !== 'done') throw new Error(`${file} ${args.join(' ')}: ${JSON.stringify(result)}`);
}
