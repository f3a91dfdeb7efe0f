import type { Dirent } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { kindOf, templateOf } from './words.ts';

/** What the folders of units hold, before any file is read. Where several hold a name, the first folder counts. */
export interface Found {
  /** The files by the names of their units. */
  readonly files: Map<string, string>;
  /** The units by other names that they have. */
  readonly aliases: Map<string, string>;
  /** The files of each folder of drop-ins, by the folder's name (`ssh.service.d`) and, in the order that counts, its place. */
  readonly dropIns: Map<string, FolderOfDropIns[]>;
  /** Links that start a unit, by its name. */
  readonly links: Map<string, string[]>;
  /** Instances of templates that a lasting link starts: the others come and go as sessions, devices and crashes do. */
  readonly instances: Set<string>;
  readonly unreadable: string[];
}

export interface FolderOfDropIns {
  /** The place of the folder that it lies in among those that units are read from. */
  readonly rank: number;
  readonly path: string;
  readonly files: readonly string[];
}

/** Folders of links that start their units (systemd.unit(5)). */
export const linkFolder = /\.(?:wants|requires|upholds)$/;

/** Folders that systemd fills by itself, anew at each boot or reload. */
export const ownFolder = /^(?:transient|generator(?:\.early|\.late)?)$/;

export async function readFolders(folders: readonly string[]): Promise<Found> {
  const found: Found = {
    files: new Map(),
    aliases: new Map(),
    dropIns: new Map(),
    links: new Map(),
    instances: new Set(),
    unreadable: [],
  };
  for (const [rank, folder] of folders.entries()) {
    for (const entry of await list(folder, found)) {
      const path = join(folder, entry.name);
      if (entry.name.endsWith('.d')) await takeDropIns(path, rank, found);
      else if (linkFolder.test(entry.name)) await takeLinks(path, !ownFolder.test(basename(folder)), found);
      else await takeUnit(path, entry, found);
    }
  }
  return found;
}

/** What is in a folder; nothing where there is none. */
async function list(folder: string, found: Found): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') found.unreadable.push(folder);
    return [];
  }
}

async function takeUnit(path: string, entry: Dirent, found: Found): Promise<void> {
  const { name } = entry;
  if (kindOf(name) === undefined || found.files.has(name) || found.aliases.has(name)) return;
  if (entry.isSymbolicLink()) {
    // A link that went meanwhile is none.
    const target = basename(await readlink(path).catch(() => name));
    if (target !== name && kindOf(target) !== undefined) {
      found.aliases.set(name, target);
      return;
    }
  } else if (!entry.isFile()) return;
  found.files.set(name, path);
}

async function takeDropIns(path: string, rank: number, found: Found): Promise<void> {
  const files = (await list(path, found)).map(({ name }) => name).filter((name) => name.endsWith('.conf'));
  if (files.length === 0) return;
  const name = basename(path);
  found.dropIns.set(name, [...(found.dropIns.get(name) ?? []), { rank, path, files }]);
}

async function takeLinks(path: string, areLasting: boolean, found: Found): Promise<void> {
  for (const { name } of await list(path, found)) {
    if (kindOf(name) === undefined) continue;
    found.links.set(name, [...(found.links.get(name) ?? []), join(path, name)]);
    if (areLasting && templateOf(name) !== undefined) found.instances.add(name);
  }
}

/**
 * The drop-ins of a unit, given by all its names, in the order in which systemd reads them: by their file names. Of
 * those with one file name the first folder counts, and in one place the folder of the whole name before those of its
 * beginnings (`a-b.service.d` before `a-.service.d`); those of the whole kind (`service.d`) come last.
 */
export function dropInsOf(
  names: readonly string[],
  dropIns: ReadonlyMap<string, readonly FolderOfDropIns[]>,
): readonly string[] {
  const chosen = new Map<string, string>();
  const take = (folders: readonly FolderOfDropIns[]) => {
    for (const { path, files } of folders) {
      for (const file of files) if (!chosen.has(file)) chosen.set(file, join(path, file));
    }
  };
  for (const name of names) {
    const own = beginningsOf(name).flatMap((each, nearness) =>
      (dropIns.get(`${each}.d`) ?? []).map((folder) => ({ ...folder, nearness })),
    );
    take(own.sort((a, b) => a.rank - b.rank || a.nearness - b.nearness));
  }
  const kind = kindOf(names[0] ?? '');
  if (kind !== undefined) take(dropIns.get(`${kind}.d`) ?? []);
  return [...chosen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}

/** `a-b-c.service`, `a-b-.service`, `a-.service` (systemd.unit(5), drop-in files of prefixes). */
export function beginningsOf(unit: string): readonly string[] {
  const dot = unit.lastIndexOf('.');
  const [stem, suffix] = [unit.slice(0, dot), unit.slice(dot)];
  const found = [unit];
  for (let end = stem.lastIndexOf('-', stem.length - 2); end > 0; end = stem.lastIndexOf('-', end - 1)) {
    found.push(`${stem.slice(0, end + 1)}${suffix}`);
  }
  return found;
}
