import { accessSync, chmodSync, closeSync, constants, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { findDamage, putAside } from './damage.ts';
import { storeError } from './errors.ts';
import type { ReadStore, WriteStore } from './interface.ts';
import { setMeta } from './meta.ts';
import { currentVersion, migrate, refuseFuture, storeVersion } from './migrations/migrate.ts';
import { own } from './ownership.ts';
import { createReader } from './reader.ts';
import { Database } from './sqlite.ts';
import { createWriter } from './writer.ts';

export interface OpenedStore {
  readonly store: WriteStore;
  /** The new path of a damaged store that was put aside: the user is to be told. */
  readonly putAside: string | null;
}

const storeFile = (dataDir: string) => join(dataDir, 'tidemark.db');

/**
 * Opens the store of a data folder as its one owner, and makes both where they are
 * not there; closing the store gives the folder free. `what` names this process to
 * others ('tidemark watch'). Fails with 'locked' when another process owns the
 * folder, 'denied', 'diskFull', and 'storeDamaged' for a store from a newer
 * Tidemark, which is left as it is.
 */
export function openStore(dataDir: string, what: string): OpenedStore {
  const file = storeFile(dataDir);
  const { release } = own(dataDir, what);
  try {
    const aside = isThere(file) && findDamage(file) !== null ? putAside(file) : null;
    return { store: createWriter(openOwned(file), release), putAside: aside };
  } catch (thrown) {
    release();
    throw thrown;
  }
}

function isThere(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return found !== undefined;
  throw new TidemarkError(
    'denied',
    `${file} is no file, so that nothing can be stored there.`,
    'Move it away, or name another data folder with --data.',
  );
}

function openOwned(file: string): Database {
  try {
    // SQLite makes its other files with the rights of this one.
    if (!isThere(file)) closeSync(openSync(file, 'wx', 0o600));
    chmodSync(file, 0o600);
  } catch (thrown) {
    throw storeError(thrown, file);
  }
  const db = new Database(file, { readOnly: false });
  try {
    db.exec('PRAGMA busy_timeout = 5000; PRAGMA auto_vacuum = INCREMENTAL');
    const mode = db.get<{ readonly journal_mode: string }>('PRAGMA journal_mode = WAL')?.journal_mode;
    if (mode !== 'wal') {
      throw new TidemarkError(
        'unavailable',
        `The file system of ${file} can't hold the store: it shares no memory between processes.`,
        'Name a data folder on a local disk with --data.',
      );
    }
    // A commit that was reported survives a power cut. The log shrinks again after a large save.
    db.exec(
      'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -16000',
    );
    migrate(db);
    setMeta(db, 'closed', false);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/**
 * Opens the store of a data folder for reading, beside a Tidemark that owns it or
 * without one. Fails with 'notFound' when there is none yet.
 */
export function openReader(dataDir: string): ReadStore {
  const file = storeFile(dataDir);
  try {
    accessSync(file, constants.R_OK);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') throw noStore(dataDir);
    throw storeError(thrown, file);
  }
  const db = new Database(file, { readOnly: true });
  try {
    db.exec('PRAGMA busy_timeout = 5000');
    refuseFuture(db);
    const version = storeVersion(db);
    if (version === 0) throw noStore(dataDir);
    if (version < currentVersion) {
      throw new TidemarkError(
        'unavailable',
        `${file} was written by an older Tidemark (version ${version} of the store; this one reads ${currentVersion}).`,
        'Run `tidemark watch` or `tidemark collect` once: it brings the store up to date.',
      );
    }
    return createReader(db);
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

function noStore(dataDir: string): TidemarkError {
  return new TidemarkError(
    'notFound',
    `Nothing is stored yet in the data folder ${dataDir}.`,
    'Run `tidemark watch` first, or name another data folder with --data.',
  );
}
