import { constants } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A log, or a part of it that was put aside, opened. */
export interface LogFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly size: number;
  /** When it was last written, in milliseconds since 1970: no line of it is newer. */
  readonly writtenAt: number;
}

/** A log, or a part of it, that is there and can't be read. `code` is the system's word for why, or zlib's. */
export class LogError extends Error {
  constructor(
    readonly path: string,
    readonly code: string,
    readonly kind: 'unreadable' | 'unsupported' = 'unreadable',
  ) {
    super(`${path} can’t be read: ${code}`);
  }
}

/** Told of what can't be read; the rest is read without it. */
export type Faults = (error: LogError) => void;

/** One file of a log, as it was listed. */
export interface Part {
  readonly path: string;
  readonly inode: number;
  readonly size: number;
  /** When it was last written, in milliseconds since 1970. */
  readonly writtenAt: number;
}

/**
 * A log and its rotations (logrotate(8): `.1`, `.2.gz`, `-20260301`), the oldest first: `wanted` are those that were
 * written at `moment` or later. The last part that holds anything is always among them, since what was begun in it may
 * go on without a word. Nothing where there is no log.
 */
export async function partsOf(
  log: string,
  moment: number,
  fault: Faults,
): Promise<{ readonly all: readonly Part[]; readonly wanted: readonly Part[] }> {
  const folder = dirname(log);
  const name = basename(log);
  const parts: Part[] = [];
  for (const entry of await listing(folder, fault)) {
    if (entry !== name && !(entry.startsWith(name) && /^[.-]\d+(\.\w+)?$/.test(entry.slice(name.length)))) continue;
    const path = join(folder, entry);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() !== true) continue;
    parts.push({ path, inode: found.ino, size: found.size, writtenAt: found.mtimeMs });
  }
  // The log itself is the newest, even where nothing was written to it since it was begun.
  parts.sort((a, b) => Number(a.path === log) - Number(b.path === log) || a.writtenAt - b.writtenAt);
  const last = parts.findLastIndex(({ size }) => size > 0);
  return { all: parts, wanted: parts.filter(({ writtenAt }, index) => writtenAt >= moment || index >= last) };
}

async function listing(folder: string, fault: Faults): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const told = logError(folder, error);
    if (told !== undefined) fault(told);
    return [];
  }
}

/** Opens a part; whoever gets it closes it. Undefined where it is not the file that was listed any more. */
export async function openPart({ path, inode }: Part): Promise<LogFile | LogError | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return logError(path, error);
  }
  const found = await handle.stat();
  if (found.ino === inode) return { path, handle, size: found.size, writtenAt: found.mtimeMs };
  await handle.close();
  return undefined;
}

export const closeFile = ({ handle }: LogFile): Promise<void> => handle.close();

/** What the system says of a file that could not be used; undefined where there is no such thing. */
export function logError(path: string, error: unknown): LogError | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : new LogError(path, code);
}
