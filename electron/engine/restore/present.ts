import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { platformOfPath, platformWords } from '../../shared/model/platform-words.ts';
import { isAbsent, isLink } from './failures.ts';
import type { HeldFolder } from './held-folder.ts';

/** What a file holds now. */
export interface Present {
  /** 'sha256:<hex>' */
  readonly hash: string;
  readonly stats: Stats;
  /** Its bytes; undefined of a file that is too large to be shown. */
  readonly bytes: Buffer | undefined;
}

/** Content is kept up to so many bytes at the most (see the settings): more is not shown of a file either. */
const mostShown = 256 * 1024 * 1024;
const chunk = 1024 * 1024;
const optional = (flag: number | undefined) => flag ?? 0;
const flags = constants.O_RDONLY | optional(constants.O_NOFOLLOW) | optional(constants.O_NONBLOCK);

/** Reads what is there now, never through a link; undefined where nothing is. `shown` is its path for people. */
export async function readPresent(folder: HeldFolder, name: string, shown: string): Promise<Present | undefined> {
  const path = folder.path(name);
  try {
    // Windows has no O_NOFOLLOW.
    if ((await lstat(path)).isSymbolicLink()) throw linkInPlace(shown);
    const handle = await open(path, flags);
    try {
      return await readOpen(handle, shown);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isAbsent(error)) return undefined;
    if (isLink(error)) throw linkInPlace(shown);
    throw error;
  }
}

async function readOpen(handle: FileHandle, shown: string): Promise<Present> {
  const stats = await handle.stat();
  if (!stats.isFile()) {
    throw new TidemarkError(
      'invalid',
      `${shown} is ${stats.isDirectory() ? `a ${platformWords(platformOfPath(shown)).directory}` : 'no regular file'} now, and was a file in this version.`,
      'Move it out of the way first, or save a copy somewhere else.',
    );
  }
  const hash = createHash('sha256');
  const kept: Buffer[] | undefined = stats.size <= mostShown ? [] : undefined;
  // As far as its size says: a file that grows as fast as it is read has an end.
  for (let at = 0; at < stats.size; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunk), 0, Math.min(chunk, stats.size - at), at);
    if (bytesRead === 0) break;
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    kept?.push(piece);
    at += bytesRead;
  }
  return { hash: `sha256:${hash.digest('hex')}`, stats, bytes: kept && Buffer.concat(kept) };
}

const linkInPlace = (shown: string) =>
  new TidemarkError(
    'invalid',
    `${shown} is a link now, and was a file in this version: nothing is written through it.`,
    'Remove the link first, or save a copy somewhere else.',
  );
