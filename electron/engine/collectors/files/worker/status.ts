import { lstatSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { nativePath, pathKey } from '../keys.ts';

/** What is used of `Stats`. */
export type FileStats = Readonly<
  Pick<
    Stats,
    'dev' | 'ino' | 'mode' | 'nlink' | 'uid' | 'gid' | 'rdev' | 'size' | 'mtimeMs' | 'ctimeMs' | 'birthtimeMs'
  > &
    Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isBlockDevice'>
>;

/** What the system says of a path: the thing itself and, where it was reached through a link, that link. */
export interface Status {
  readonly stats: FileStats;
  readonly link: FileStats | undefined;
}

/** The system's code of a failure: ENOENT, EACCES… */
export function codeOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : 'EUNKNOWN';
}

/** Whether a code says that there is no such thing. */
export const isAbsence = (code: string) => code === 'ENOENT' || code === 'ENOTDIR';

/** Whether a code says that the account lacks the right. */
export const isDenied = (code: string) => code === 'EACCES' || code === 'EPERM';

/**
 * Looks at a path, undefined if nothing is there. A link that leads nowhere is
 * itself, even where links are followed. Throws the system's error otherwise.
 */
export function look(key: string, follow: boolean): Status | undefined {
  const path = nativePath(key);
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined || !follow || !stats.isSymbolicLink()) return stats && { stats, link: undefined };
    const target = statSync(path, { throwIfNoEntry: false });
    return target === undefined ? { stats, link: undefined } : { stats: target, link: stats };
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** A file's kind, as the field names it. */
export function kindOf(stats: FileStats): string {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isFIFO()) return 'fifo';
  if (stats.isSocket()) return 'socket';
  return stats.isBlockDevice() ? 'blockDevice' : 'characterDevice';
}

/**
 * The mark of what was seen, by which an unchanged thing is known without reading
 * it. A file's inode change time moves with its content, its size, its mode and its
 * owner and its attributes, and can't be set back by its owner; a folder's too. Of
 * devices and sockets, whose times follow their use, the fields alone are the mark.
 * The device number is left out: it can change when the machine starts.
 */
export function stampOf({ stats, link }: Status): string {
  const through = link === undefined ? '' : `>${link.ino}.${link.ctimeMs}`;
  if (stats.isFile()) return `f${stats.ino}.${stats.size}.${stats.mtimeMs}.${stats.ctimeMs}${through}`;
  if (stats.isSymbolicLink()) return `l${stats.ino}.${stats.ctimeMs}`;
  if (stats.isDirectory()) return `d${stats.ino}.${stats.ctimeMs}${through}`;
  return `d${stats.ino}.${stats.mode}.${stats.uid}.${stats.gid}.${stats.rdev}${through}`;
}

/** Marks of a thing without and with a fine clock: how long before a reading a write can share its time. */
const fineWindow = 50;
const coarseWindow = 2000;

/**
 * Whether a change right after the reading could leave the same times behind, so
 * that the stamp proves nothing. File systems with whole seconds only (or pairs of
 * them) get a wider window. The first reading after the window settles it.
 */
export function isRacy({ stats, link }: Status, readAt: number): boolean {
  const timed = stats.isFile() || stats.isSymbolicLink() || stats.isDirectory();
  if (!timed && link === undefined) return false;
  return [stats, link].some((each) => {
    if (each === undefined) return false;
    const window = each.ctimeMs % 1000 === 0 ? coarseWindow : fineWindow;
    return Math.abs(readAt - each.ctimeMs) < window || Math.abs(readAt - each.mtimeMs) < window;
  });
}

/**
 * The mark of what has to be looked at again, equal to no other. A folder's still says
 * that it is one: by that a link to it is known which was walked into before.
 */
export const racyStamp = ({ stats }: Status) => (stats.isDirectory() ? 'd~' : '');

/** Where a link points to, as a key's text. */
export const linkTarget = (key: string) => pathKey(readlinkSync(nativePath(key), { encoding: 'buffer' }));
