import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsence, namesIn } from '../small-files.ts';
import { piecesOf } from '../text-file.ts';
import { readStanzas } from './deb822.ts';
import { type DpkgPackage, packageFields, parsePackage } from './package.ts';

/** How often to begin again when dpkg replaces its status file while it is read. */
const attempts = 3;

/** Packages by the keys of their items. */
export type Packages = ReadonlyMap<string, DpkgPackage>;

/**
 * What dpkg's database says now. dpkg journals every step of a
 * transaction into numbered files under `updates` and folds them into `status` at
 * its end (or at its next start, if it was killed), so both have to be read to know what dpkg knows.
 * Rejects with a ControlSyntaxError, or with a system error whose `path` names the file.
 */
export async function readDatabase(adminDir: string, signal: AbortSignal): Promise<Packages> {
  const file = join(adminDir, 'status');
  for (let attempt = 1; ; attempt++) {
    const before = await markOf(file);
    const packages = new Map<string, DpkgPackage>();
    await readPackages(file, signal, (found) => packages.set(found.key, found));
    for (const step of await journal(adminDir)) {
      for (const found of await readStep(step, signal)) apply(packages, found);
    }
    if (before === (await markOf(file)) || attempt === attempts) return packages;
  }
}

/** Tells of every package in a file of the database. */
async function readPackages(file: string, signal: AbortSignal, found: (each: DpkgPackage) => void): Promise<void> {
  for await (const stanzas of readStanzas(piecesOf(file, signal), packageFields)) {
    for (const stanza of stanzas) found(parsePackage(stanza));
  }
}

/** The journal's files in the order in which they count; one that is being written has another kind of name. */
async function journal(adminDir: string): Promise<string[]> {
  const folder = join(adminDir, 'updates');
  // A database made by other tools has none, and then nothing is journalled.
  const names = await namesIn(folder);
  return names
    .filter((name) => /^\d+$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

async function readStep(file: string, signal: AbortSignal): Promise<DpkgPackage[]> {
  try {
    const found: DpkgPackage[] = [];
    await readPackages(file, signal, (each) => found.push(each));
    return found;
  } catch (error) {
    // Folded into `status` meanwhile, which is then read again.
    if (isAbsence(error)) return [];
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
  packages.set(found.key, found);
}

/** Changes whenever the file is replaced. */
async function markOf(file: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(file, { bigint: true });
  return `${ino}:${size}:${mtimeNs}`;
}
