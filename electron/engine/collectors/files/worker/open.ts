import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { nativePath } from '../keys.ts';
import { codeOf, type FileStats, type Status } from './status.ts';

/** Windows has none of these flags. */
const optional = (flag: number | undefined) => flag ?? 0;
const base = constants.O_RDONLY | optional(constants.O_NONBLOCK) | optional(constants.O_NOCTTY);
const noFollow = optional(constants.O_NOFOLLOW);
const noAccessTime = optional(constants.O_NOATIME);

/** open(2): only a file's owner and root may leave its access time alone. */
const mayKeepAccessTime = (stats: FileStats) => {
  const user = process.geteuid?.();
  return user === 0 || user === stats.uid;
};

function openFile(path: string | Buffer, flags: number, stats: FileStats): number {
  if (noAccessTime === 0 || !mayKeepAccessTime(stats)) return openSync(path, flags);
  try {
    return openSync(path, flags | noAccessTime);
  } catch (error) {
    // Within a user namespace, or on a foreign file system, root may not either.
    if (codeOf(error) !== 'EPERM') throw error;
    return openSync(path, flags);
  }
}

/**
 * Opens a regular file that was seen before, hands it over and closes it. Without
 * O_NONBLOCK a FIFO that took its place would hold the thread up for ever, without
 * O_NOFOLLOW a link would lead elsewhere. Undefined if it is another file by now.
 */
export function withFile<T>(key: string, seen: Status, use: (fd: number, stats: Stats) => T): T | undefined {
  const flags = seen.link === undefined ? base | noFollow : base;
  const fd = openFile(nativePath(key), flags, seen.stats);
  try {
    const stats = fstatSync(fd);
    const same = stats.isFile() && stats.ino === seen.stats.ino && stats.dev === seen.stats.dev;
    return same ? use(fd, stats) : undefined;
  } finally {
    closeSync(fd);
  }
}
