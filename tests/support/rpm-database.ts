import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runTool } from './run-tool.ts';
import { temporaryFolder } from './temporary.ts';

const limits = { timeLimit: 60_000, outputLimit: 4_000_000 };

/** A package that a test makes. */
export interface RpmPackage {
  readonly name: string;
  /** Version and release: `1.0-1`. */
  readonly version: string;
  readonly epoch?: number;
  /** What it ships, by path: what is in it, and what `%files` says of it (`%config(noreplace)`). */
  readonly files: Readonly<Record<string, { readonly text?: string; readonly marked?: string }>>;
}

/** Builds a package in a folder and returns its file. */
export async function buildRpm(folder: string, { name, version, epoch, files }: RpmPackage): Promise<string> {
  const work = mkdtempSync(join(folder, 'build-'));
  const [number = '', release = ''] = version.split('-');
  for (const [path, { text, marked }] of Object.entries(files)) {
    if (marked === '%ghost') continue;
    mkdirSync(join(work, 'tree', dirname(path)), { recursive: true });
    if (marked === '%dir') mkdirSync(join(work, 'tree', path), { recursive: true });
    else writeFileSync(join(work, 'tree', path), text ?? '');
  }
  const spec = [
    `Name: ${name}`,
    `Version: ${number}`,
    `Release: ${release}`,
    ...(epoch === undefined ? [] : [`Epoch: ${epoch}`]),
    'Summary: made by a test',
    'License: none',
    'BuildArch: noarch',
    '%description',
    'made by a test',
    '%install',
    'mkdir -p %{buildroot}',
    `if test -d ${work}/tree; then cp -a ${work}/tree/. %{buildroot}/; fi`,
    '%files',
    ...Object.entries(files).map(([path, { marked = '' }]) => `${marked} "${path}"`),
    '',
  ];
  writeFileSync(join(work, 'a.spec'), spec.join('\n'));
  await run('rpmbuild', ['-bb', '--define', `_topdir ${work}/top`, join(work, 'a.spec')]);
  return join(work, `top/RPMS/noarch/${name}-${version}.noarch.rpm`);
}

/** rpm, real, with a database of its own; what it installs is known to that alone. */
export class RpmDatabase {
  readonly folder = temporaryFolder('tidemark-rpm-');

  /** Installs or upgrades a package in the database. Debian's rpm wants to be told that this is meant. */
  async install(file: string): Promise<void> {
    await this.#rpm('-U', '--ignoreos', file);
  }

  /** Installs a package beside what there is of the same name. */
  async installBeside(file: string): Promise<void> {
    await this.#rpm('-i', '--ignoreos', file);
  }

  async erase(name: string): Promise<void> {
    await this.#rpm('-e', name);
  }

  async #rpm(...args: readonly string[]): Promise<void> {
    const always = ['--force-debian', '--dbpath', this.folder, '--justdb', '--nodeps', '--nosignature'];
    await run('rpm', [...always, ...args]);
  }
}

async function run(file: string, args: readonly string[]): Promise<void> {
  const result = await runTool(file, args, limits);
  if (result.kind !== 'done') throw new Error(`${file} ${args.join(' ')}: ${JSON.stringify(result)}`);
}

/** A program in rpm's place. */
export function inRpmsPlace(script: string): string {
  const file = join(temporaryFolder(), 'rpm');
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}
