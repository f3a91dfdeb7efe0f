import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readStanzas } from './deb822.ts';
import { type DpkgPackage, packageFields, packageKey, parsePackage } from './package.ts';

/** How often to begin again when dpkg replaces its status file while it is read. */
const attempts = 3;

/**
 * What dpkg's database says now, by item key. dpkg journals every step of a
 * transaction into numbered files under `updates` and folds them into `status` at
 * its end (or at its next start, if it was killed), so both have to be read to know what dpkg knows.
 * Rejects with a ControlSyntaxError, or with a system error whose `path` names the file.
 */
export async function readDatabase(adminDir: string, signal: AbortSignal): Promise<ReadonlyMap<string, DpkgPackage>> {
  const file = join(adminDir, 'status');
  for (let attempt = 1; ; attempt++) {
    const before = await markOf(file);
    const packages = new Map<string, DpkgPackage>();
    for await (const found of readPackages(file, signal)) packages.set(packageKey(found), found);
    for (const step of await journal(adminDir)) {
      for (const found of await readStep(step, signal)) apply(packages, found);
    }
    if (before === (await markOf(file)) || attempt === attempts) return packages;
  }
}

async function* readPackages(file: string, signal: AbortSignal): AsyncGenerator<DpkgPackage> {
  for await (const stanza of readStanzas(createReadStream(file, { signal }), packageFields)) {
    yield parsePackage(stanza);
  }
}

/** The journal's files in the order in which they count; one that is being written has another kind of name. */
async function journal(adminDir: string): Promise<string[]> {
  const folder = join(adminDir, 'updates');
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    // A database made by other tools has none, and then nothing is journalled.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => /^\d+$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

async function readStep(file: string, signal: AbortSignal): Promise<DpkgPackage[]> {
  try {
    const found: DpkgPackage[] = [];
    for await (const each of readPackages(file, signal)) found.push(each);
    return found;
  } catch (error) {
    // Folded into `status` meanwhile, which is then read again.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function apply(packages: Map<string, DpkgPackage>, found: DpkgPackage): void {
  if (found.architecture === '') {
    // What is removed without a trace has no architecture any more.
    const same = [...packages].filter(([, each]) => each.name === found.name);
    const [only] = same;
    if (same.length === 1 && only !== undefined) packages.delete(only[0]);
  }
  packages.set(packageKey(found), found);
}

/** Changes whenever the file is replaced. */
async function markOf(file: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(file, { bigint: true });
  return `${ino}:${size}:${mtimeNs}`;
}
