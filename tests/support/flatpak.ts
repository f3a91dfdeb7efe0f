import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';

/** An application or a runtime that a test makes. */
export interface TestApp {
  readonly id: string;
  /** The version that its AppStream data tells; without one it has no such data. */
  readonly version?: string;
  readonly summary?: string;
  /** Makes another build of the same version. */
  readonly content?: string;
}

/** What Flatpak calls this machine's kind of processor. */
export const flatpakArch = process.arch === 'arm64' ? 'aarch64' : 'x86_64';

/** Flatpak, real, with a repository and installations in a folder of the test's own. */
export class FlatpakMachine {
  readonly system: string;
  readonly user: string;
  readonly #repository: string;

  private constructor(private readonly folder: string) {
    this.system = join(folder, 'system');
    this.user = join(folder, 'home/.local/share/flatpak');
    this.#repository = join(folder, 'repository');
  }

  static async create(folder: string): Promise<FlatpakMachine> {
    const machine = new FlatpakMachine(folder);
    await mkdir(machine.home, { recursive: true });
    await machine.#run('ostree', [`--repo=${machine.#repository}`, 'init', '--mode=archive']);
    return machine;
  }

  get home(): string {
    return join(this.folder, 'home');
  }

  /** Builds a runtime and puts it into the repository. */
  async offerRuntime({ id, content = '' }: TestApp): Promise<void> {
    const build = await this.#build();
    await writeFile(join(build, 'metadata'), `[Runtime]\nname=${id}\n`);
    await writeFile(join(build, 'files/content'), content);
    await this.#run('flatpak', ['build-export', '--runtime', this.#repository, build, '1']);
  }

  /** Builds an application for the branch 'stable' and puts it into the repository. */
  async offer({ id, version, summary = 'Made by a test', content = '' }: TestApp): Promise<void> {
    const build = await this.#build();
    const lines = ['[Application]', `name=${id}`, `runtime=org.test.Platform/${flatpakArch}/1`, 'command=run'];
    await writeFile(join(build, 'metadata'), `${lines.join('\n')}\n`);
    await writeFile(join(build, 'files/content'), content);
    if (version !== undefined) {
      const release = `<releases><release version="${version}" timestamp="1700000000"/></releases>`;
      const about = `<id>${id}</id><name>Test</name><summary>${summary}</summary>${release}`;
      const folder = join(build, 'files/share/app-info/xmls');
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${id}.xml`);
      await writeFile(file, `<components version="0.8"><component type="desktop">${about}</component></components>`);
      await this.#run('gzip', [file]);
    }
    await this.#run('flatpak', ['build-export', this.#repository, build, 'stable']);
  }

  /** Runs flatpak on the installations of this machine; fails when flatpak does. */
  async flatpak(...args: string[]): Promise<string> {
    return this.#run('flatpak', args);
  }

  /** Makes the repository known to an installation. */
  async addRemote(which: '--user' | '--system'): Promise<void> {
    await this.flatpak('remote-add', which, '--no-gpg-verify', 'origin', this.#repository);
  }

  async #build(): Promise<string> {
    const build = join(this.folder, 'build');
    await rm(build, { recursive: true, force: true });
    for (const each of ['files', 'export', 'usr']) await mkdir(join(build, each), { recursive: true });
    return build;
  }

  async #run(file: string, args: readonly string[]): Promise<string> {
    const result = await runTool(file, args, {
      timeLimit: 60_000,
      outputLimit: 1_000_000,
      environment: {
        HOME: this.home,
        XDG_DATA_HOME: join(this.home, '.local/share'),
        XDG_CACHE_HOME: join(this.home, '.cache'),
        FLATPAK_USER_DIR: this.user,
        FLATPAK_SYSTEM_DIR: this.system,
        FLATPAK_SYSTEM_CACHE_DIR: join(this.folder, 'cache'),
        FLATPAK_CONFIG_DIR: join(this.folder, 'etc'),
      },
    });
    if (result.kind === 'done') return result.output;
    throw new Error(`${file} ${args.join(' ')}: ${JSON.stringify(result)}`);
  }
}
