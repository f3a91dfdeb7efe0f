import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { nativePath } from '../keys.ts';
import { codeOf } from './status.ts';

/** Windows has none of these flags. */
const optional = (flag: number | undefined) => flag ?? 0;
const base = constants.O_RDONLY | optional(constants.O_NONBLOCK) | optional(constants.O_NOCTTY);
const noFollow = optional(constants.O_NOFOLLOW);
const noAccessTime = optional(constants.O_NOATIME);

/** open(2): only a file's owner and root may leave its access time alone. */
const user = process.geteuid?.();
const mayKeepAccessTime = (owner: number) => user === 0 || user === owner;

function openFile(path: string | Buffer, flags: number, owner: number): number {
  if (noAccessTime === 0 || !mayKeepAccessTime(owner)) return openSync(path, flags);
  try {
    return openSync(path, flags | noAccessTime);
  } catch (error) {
    // Within a user namespace, or on a foreign file system, root may not either.
    if (codeOf(error) !== 'EPERM') throw error;
    return openSync(path, flags);
  }
}

/** What is known of a regular file that is to be opened. */
export interface ToOpen {
  readonly owner: number;
  /** Whether it is reached through a link. */
  readonly linked: boolean;
  /** The very file that was seen, if it has to be that one. */
  readonly same: Pick<Stats, 'dev' | 'ino'> | undefined;
}

/**
 * Opens a regular file that was seen before, hands it over and closes it. Without
 * O_NONBLOCK a FIFO that took its place would hold the thread up for ever, without
 * O_NOFOLLOW a link would lead elsewhere. Undefined if it is another file by now.
 */
export function withFile<T>(
  key: string,
  { owner, linked, same }: ToOpen,
  use: (fd: number, stats: Stats) => T,
): T | undefined {
  const fd = openFile(nativePath(key), linked ? base : base | noFollow, owner);
  try {
    const stats = fstatSync(fd);
    const found = stats.isFile() && (same === undefined || (stats.ino === same.ino && stats.dev === same.dev));
    return found ? use(fd, stats) : undefined;
  } finally {
    closeSync(fd);
  }
}
