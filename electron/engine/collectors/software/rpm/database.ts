import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAnyLocked } from '../../../file-locks.ts';
import { ifThere } from '../small-files.ts';

/** Where rpm's database lies: the newer place first. */
export const usualFolders = ['/usr/lib/sysimage/rpm', '/var/lib/rpm'];

/** The files that hold it, one of them whatever rpm's version: of SQLite, of rpm's own `ndb`, and of Berkeley DB. */
const databaseFiles = ['rpmdb.sqlite', 'Packages.db', 'Packages'];
/** Those that change with it. */
export const watchedFiles = [...databaseFiles, 'rpmdb.sqlite-wal', 'Index.db'];

/**
 * The first of the folders that holds a database; `undefined` where none does. rpm is never asked
 * where there is none: it would make one.
 */
export async function databaseFolder(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    for (const name of databaseFiles) {
      if ((await ifThere(stat(join(folder, name))))?.isFile()) return folder;
    }
  }
  return undefined;
}

/** Whether a transaction runs: over all of it rpm holds its lock, by fcntl(2). */
export const isAtWork = async (folder: string): Promise<boolean> => isAnyLocked([join(folder, '.rpm.lock')]);

/**
 * Tells the state of a database by its files. Who reads it touches SQLite's shared memory and makes an empty
 * write-ahead log: both say nothing of what is in it.
 */
export async function markOf(folder: string): Promise<string> {
  const marks = watchedFiles.map(async (name) => {
    const found = await stat(join(folder, name), { bigint: true }).catch(() => undefined);
    if (found === undefined || found.size === 0n) return '';
    return `${found.ino}:${found.size}:${found.mtimeNs}`;
  });
  return (await Promise.all(marks)).join(' ');
}
