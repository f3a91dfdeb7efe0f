import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { TidemarkError } from '../../shared/contract/errors.ts';

/** Primary result codes, https://www.sqlite.org/rescode.html */
const code = {
  perm: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  auth: 23,
  notADatabase: 26,
} as const;

/** The primary result code of what SQLite threw; its extended code holds it in the low byte. */
function resultCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return undefined;
  return thrown.errcode & 0xff;
}

function systemCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return undefined;
  return thrown.code;
}

/**
 * What SQLite or the file system threw about a store's file, as a TidemarkError
 * that names the file and says what to do. Only `storeDamaged` speaks of damage:
 * a file that is locked, not permitted or without space is whole.
 */
export function storeError(thrown: unknown, file: string): TidemarkError {
  if (thrown instanceof TidemarkError) return thrown;
  const options = { cause: thrown };
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const full = () =>
    new TidemarkError(
      'diskFull',
      `No space is left on the disk for ${file}.`,
      'Free some space there, or lower the limit of kept content; nothing stored is lost.',
      options,
    );
  const denied = () =>
    new TidemarkError(
      'denied',
      `${file} may not be opened or written: ${reason}.`,
      "Give Tidemark's user the rights to the file and its folder, or name another data folder with --data.",
      options,
    );

  switch (systemCode(thrown)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return full();
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EISDIR':
    // A folder can't be made there at all, as in /proc.
    case 'ENOENT':
    case 'ELOOP':
    case 'ENAMETOOLONG':
      return denied();
  }
  switch (resultCode(thrown)) {
    case code.full:
      return full();
    case code.corrupt:
    case code.notADatabase:
      return damaged(file, reason, thrown);
    case code.busy:
    case code.locked:
      return new TidemarkError(
        'locked',
        `${file} is held by another process.`,
        'Try again in a moment; if it stays so, end the program that has the file open.',
        options,
      );
    case code.perm:
    case code.readOnly:
    case code.cantOpen:
    case code.auth:
      return withoutSpace(file) ? full() : denied();
    case code.ioError:
      // Memory shared through the -shm file can't grow on a full disk: SQLite calls that an I/O error.
      if (withoutSpace(file)) return full();
      return new TidemarkError(
        'unavailable',
        `The disk failed while ${file} was read or written: ${reason}.`,
        "Look at the system's log for errors of that disk.",
        options,
      );
  }
  return TidemarkError.from(thrown);
}

/** The store, or a part of it, is not what Tidemark wrote. */
export function damaged(file: string, reason: string, cause?: unknown): TidemarkError {
  return new TidemarkError(
    'storeDamaged',
    `${file} is damaged: ${reason}.`,
    'Restart Tidemark: it puts a damaged store aside, never deletes it, and starts a new one.',
    { cause },
  );
}

function withoutSpace(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < 64 * 1024;
  } catch {
    return false;
  }
}
