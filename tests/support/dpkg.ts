import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runTool } from './run-tool.ts';

/** A Debian package that a test makes. */
export interface TestPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly control?: string;
  /** Maintainer scripts by name: postinst, prerm… */
  readonly scripts?: Readonly<Record<string, string>>;
  readonly conffile?: string;
  /** Further files by path, with what they hold. */
  readonly files?: Readonly<Record<string, string>>;
  /** Its triggers file, see deb-triggers(5). */
  readonly triggers?: string;
}

/** dpkg, real, on a root of its own. */
export class DpkgRoot {
  private constructor(readonly folder: string) {}

  static async create(): Promise<DpkgRoot> {
    const root = new DpkgRoot(await mkdtemp(join(tmpdir(), 'tidemark-dpkg-')));
    for (const each of ['updates', 'info', 'triggers', 'parts'])
      await mkdir(join(root.adminDir, each), { recursive: true });
    await mkdir(root.instDir);
    for (const each of ['status', 'available']) await writeFile(join(root.adminDir, each), '');
    return root;
  }

  get adminDir(): string {
    return join(this.folder, 'admin');
  }

  get instDir(): string {
    return join(this.folder, 'inst');
  }

  get status(): string {
    return join(this.adminDir, 'status');
  }

  /** Builds a package with dpkg-deb and returns its file. */
  async build(made: TestPackage): Promise<string> {
    const architecture = made.architecture ?? 'all';
    const file = join(this.folder, `${made.name}_${made.version}_${architecture}.deb`);
    const tree = `${file}.tree`;
    await mkdir(join(tree, 'DEBIAN'), { recursive: true });
    await mkdir(join(tree, 'usr/share', made.name), { recursive: true });
    await writeFile(join(tree, 'usr/share', made.name, 'version'), `${made.version}\n`);
    const control = [
      `Package: ${made.name}`,
      `Version: ${made.version}`,
      `Architecture: ${architecture}`,
      'Maintainer: A Tester <tester@example.org>',
      'Section: misc',
      'Installed-Size: 7',
      'Multi-Arch: same',
      'Description: made by a test',
      ' and described at length',
      ' .',
      ' in two paragraphs.',
    ].filter((line) => architecture !== 'all' || !line.startsWith('Multi-Arch'));
    await writeFile(join(tree, 'DEBIAN/control'), `${control.join('\n')}\n`);
    if (made.conffile !== undefined) {
      await mkdir(dirname(join(tree, made.conffile)), { recursive: true });
      await writeFile(join(tree, made.conffile), 'setting=1\n');
      await writeFile(join(tree, 'DEBIAN/conffiles'), `${made.conffile}\n`);
    }
    for (const [path, text] of Object.entries(made.files ?? {})) {
      await mkdir(join(tree, dirname(path)), { recursive: true });
      await writeFile(join(tree, path), text);
    }
    if (made.triggers !== undefined) await writeFile(join(tree, 'DEBIAN/triggers'), `${made.triggers}\n`);
    for (const [name, text] of Object.entries(made.scripts ?? {})) {
      await writeFile(join(tree, 'DEBIAN', name), `#!/bin/sh\n${text}\n`);
      await chmod(join(tree, 'DEBIAN', name), 0o755);
    }
    await this.#run('dpkg-deb', ['--root-owner-group', '--build', tree, file]);
    return file;
  }

  /** Runs dpkg on this root; fails when dpkg does. */
  async dpkg(...args: string[]): Promise<string> {
    return this.#run('dpkg', this.arguments(...args));
  }

  /** Runs dpkg as apt does, which holds the frontend's lock itself. */
  async dpkgUnderFrontend(...args: string[]): Promise<string> {
    return this.#run('dpkg', this.arguments(...args), { DPKG_FRONTEND_LOCKED: 'true' });
  }

  /** Locks the database as apt does, with fcntl(2), in a process of its own. Perl is part of every Debian. */
  async holdFrontendLock(): Promise<{ readonly release: () => Promise<void> }> {
    const program =
      'use Fcntl; open(F, ">>", $ARGV[0]) or die; ' +
      'my $lock = pack("s s x4 q q l x4", F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLK, $lock) or die $!; $| = 1; print "held\\n"; <STDIN>;';
    const child = spawn('perl', ['-e', program, join(this.adminDir, 'lock-frontend')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await Promise.race([
      once(child.stdout, 'data'),
      ended.then(() => Promise.reject(new Error('the lock was refused'))),
    ]);
    return {
      release: async () => {
        child.stdin.end();
        await ended;
      },
    };
  }

  /** The argument list that makes dpkg work on this root and nowhere else. */
  arguments(...args: string[]): string[] {
    return [
      `--admindir=${this.adminDir}`,
      `--instdir=${this.instDir}`,
      `--log=${join(this.folder, 'dpkg.log')}`,
      '--force-script-chrootless',
      '--force-unsafe-io',
      ...args,
    ];
  }

  async readStatus(): Promise<string> {
    return readFile(this.status, 'utf8');
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async #run(
    file: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const result = await runTool(file, args, { timeLimit: 60_000, outputLimit: 1_000_000, environment });
    if (result.kind === 'done') return result.output;
    throw new Error(`${file} ${args.join(' ')}: ${JSON.stringify(result)}`);
  }
}
