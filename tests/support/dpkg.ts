import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDeb, type TestPackage } from './deb.ts';
import { runTool } from './run-tool.ts';

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

  /** Builds a package that has a file with its version, and returns the package's file. */
  build(made: TestPackage): Promise<string> {
    const { name, version, files } = made;
    return buildDeb(this.folder, { ...made, files: { [`usr/share/${name}/version`]: `${version}\n`, ...files } });
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
