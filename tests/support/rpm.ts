import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';

/** An rpm package that a test makes; it holds no files. */
export interface TestRpm {
  readonly name: string;
  readonly version: string;
  readonly epoch?: number;
  readonly architecture?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  /** A shell script that runs after its files were written. */
  readonly post?: string;
}

/** rpm, real, with a database of its own. */
export class RpmRoot {
  private constructor(readonly folder: string) {}

  static async create(): Promise<RpmRoot> {
    const root = new RpmRoot(await mkdtemp(join(tmpdir(), 'tidemark-rpm-')));
    await root.#run('rpmdb', ['--dbpath', root.database, '--initdb']);
    return root;
  }

  get database(): string {
    return join(this.folder, 'db');
  }

  /** Builds a package with rpmbuild, and answers its file. */
  async build(made: TestRpm): Promise<string> {
    const architecture = made.architecture ?? 'noarch';
    const spec = join(this.folder, `${made.name}-${made.version}.spec`);
    const lines = [
      `Name: ${made.name}`,
      `Version: ${made.version}`,
      'Release: 1',
      ...(made.epoch === undefined ? [] : [`Epoch: ${made.epoch}`]),
      `Summary: ${made.summary ?? 'made by a test'}`,
      'License: MIT',
      ...(architecture === 'noarch' ? ['BuildArch: noarch'] : []),
      ...(made.tags ?? []),
      '%description',
      'Described at length.',
      ...(made.post === undefined ? [] : ['%post -p /bin/sh', made.post]),
      '%files',
    ];
    await writeFile(spec, `${lines.join('\n')}\n`);
    const top = join(this.folder, 'top');
    await mkdir(top, { recursive: true });
    const define = (name: string, value: string) => ['--define', `${name} ${value}`];
    const target = ['--target', architecture];
    await this.#run('rpmbuild', ['-bb', '--quiet', ...target, ...define('_topdir', top), ...this.#dbpath, spec]);
    return join(top, 'RPMS', architecture, `${made.name}-${made.version}-1.${architecture}.rpm`);
  }

  /** Runs rpm on this database; fails when rpm does. What is needed by scripts is not in it, and is not asked for. */
  rpm(...args: string[]): Promise<string> {
    return this.#run('rpm', this.arguments(...args));
  }

  /** The argument list that makes rpm work on this database and nowhere else. */
  arguments(...args: string[]): string[] {
    const forced = args.includes('-e') ? [] : ['--ignorearch', '--nosignature'];
    return ['--dbpath', this.database, '--nodeps', ...forced, ...args];
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  get #dbpath(): string[] {
    return ['--define', `_dbpath ${this.database}`];
  }

  async #run(file: string, args: readonly string[]): Promise<string> {
    const result = await runTool(file, args, { timeLimit: 60_000, outputLimit: 1_000_000 });
    if (result.kind === 'done') return result.output;
    throw new Error(`${file} ${args.join(' ')}: ${JSON.stringify(result)}`);
  }
}
