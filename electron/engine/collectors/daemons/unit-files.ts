import type { FileHashes } from './file-hashes.ts';
import { inParallel } from './in-parallel.ts';
import { dropInsOf, type Found, readFolders } from './unit-folders.ts';
import { templateOf } from './words.ts';

/** A drop-in, with the checksum of its content: `null` of one that is masked by /dev/null. */
export interface DropIn {
  readonly path: string;
  readonly checksum: string | null;
}

/** What lies on the disk of one unit. */
export interface UnitOnDisk {
  /** Its file; `null` where it has drop-ins or links alone. */
  readonly path: string | null;
  /** Of its file's content; `null` where that is /dev/null, which masks it. */
  readonly checksum: string | null;
  /** Those that count, in the order in which systemd reads them. */
  readonly dropIns: readonly DropIn[];
  /** All this and the links that start it, as one text: with the same one, systemd reads the same of it. */
  readonly print: string;
}

/** What lies in the folders that a manager reads its units from. */
export interface UnitFiles {
  /** Every name that has a file or is an alias, of the kinds that can be daemons. */
  readonly names: ReadonlySet<string>;
  /** The instances that last, of templates that have a file. */
  readonly instances: ReadonlySet<string>;
  readonly aliases: ReadonlySet<string>;
  readonly of: (unit: string) => Promise<UnitOnDisk>;
  /** Folders that could not be read: what is in them only systemd can tell. */
  readonly unreadable: readonly string[];
}

/** How many units' files are read at once. */
const atOnce = 16;

/**
 * Reads the folders that a manager reads units from, in its order (systemd.unit(5), unit file load path): much cheaper
 * than to ask systemd, which goes through all of them for each unit. `again`: whatever is kept of their content.
 */
export async function readUnitFiles(
  folders: readonly string[],
  hashes: FileHashes,
  again: boolean,
): Promise<UnitFiles> {
  const found = await readFolders(folders);
  const aliases = new Map<string, string[]>();
  for (const [alias, unit] of found.aliases) aliases.set(unit, [...(aliases.get(unit) ?? []), alias].sort());
  return {
    names: new Set([...found.files.keys(), ...found.aliases.keys()]),
    instances: new Set([...found.instances].filter((name) => fileOf(found, name) !== undefined)),
    aliases: new Set(found.aliases.keys()),
    of: (unit) => readOne(found, [unit, ...(aliases.get(unit) ?? [])], hashes, again),
    unreadable: found.unreadable,
  };
}

/** Reads the files of several units. */
export async function readUnits(files: UnitFiles, units: readonly string[]): Promise<ReadonlyMap<string, UnitOnDisk>> {
  const read = new Map<string, UnitOnDisk>();
  await inParallel(units, atOnce, async (unit) => {
    read.set(unit, await files.of(unit));
  });
  return read;
}

/** A unit's own file, or its template's. */
function fileOf(found: Found, unit: string): string | undefined {
  const template = templateOf(unit);
  const ofTemplate = template === undefined ? undefined : (found.aliases.get(template) ?? template);
  return found.files.get(unit) ?? (ofTemplate === undefined ? undefined : found.files.get(ofTemplate));
}

async function readOne(
  found: Found,
  names: readonly string[],
  hashes: FileHashes,
  again: boolean,
): Promise<UnitOnDisk> {
  const [unit = ''] = names;
  const path = fileOf(found, unit) ?? null;
  const checksum = path === null ? null : await hashes.of(path, again);
  const dropIns: DropIn[] = [];
  const template = templateOf(unit);
  for (const each of dropInsOf(template === undefined ? names : [...names, template], found.dropIns)) {
    dropIns.push({ path: each, checksum: await hashes.of(each, again) });
  }
  const links = names.flatMap((name) => found.links.get(name) ?? []).sort();
  return { path, checksum, dropIns, print: JSON.stringify([path, checksum, dropIns, names, links]) };
}
