import { existsSync, renameSync, statSync } from 'node:fs';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { storeError } from './errors.ts';
import { getMeta } from './meta.ts';
import { refuseFuture, storeVersion } from './migrations/migrate.ts';
import { Database } from './sqlite.ts';

/**
 * Up to this many bytes every page is looked at before each start (well under a
 * second); a larger store only when its last owner did not close it.
 */
const alwaysCheckedUpTo = 256 * 1024 * 1024;

/**
 * Why a store is damaged, or `null` when it is sound. Nothing is written. Fails
 * when it can't be told (the file is locked, or not permitted), and when a newer
 * Tidemark wrote it: that is no damage.
 */
export function findDamage(file: string): string | null {
  let db: Database | undefined;
  try {
    db = new Database(file, { readOnly: true });
    db.exec('PRAGMA busy_timeout = 5000');
    storeVersion(db);
  } catch (thrown) {
    db?.close();
    return reasonOf(thrown);
  }
  try {
    refuseFuture(db);
    return examine(db);
  } finally {
    db.close();
  }
}

function examine(db: Database): string | null {
  try {
    const tables = db.all<{ readonly name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
    );
    if (storeVersion(db) === 0) return tables.length === 0 ? null : 'it is a database, but no store of Tidemark';
    if (statSync(db.file).size > alwaysCheckedUpTo && getMeta(db, 'closed') === true) return null;
    for (const { name } of tables) {
      // Table by table, which spares the search index: checking that takes longer than all the rest.
      const [said] = db.all<{ readonly quick_check: string }>('SELECT quick_check FROM pragma_quick_check(?)', name);
      if (said !== undefined && said.quick_check !== 'ok') return said.quick_check;
    }
    return null;
  } catch (thrown) {
    return reasonOf(thrown);
  }
}

function reasonOf(thrown: unknown): string {
  if (thrown instanceof TidemarkError && thrown.kind === 'storeDamaged') return thrown.message;
  throw thrown;
}

/**
 * Renames a store and what belongs to it, so that nothing of it is lost, and
 * returns its new name. The database goes last: the log of an old database beside
 * a new one would be played into that.
 */
export function putAside(file: string): string {
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(/[:.]/gu, '-')}`;
  try {
    for (const part of ['-wal', '-shm', '']) {
      if (existsSync(`${file}${part}`)) renameSync(`${file}${part}`, `${aside}${part}`);
    }
  } catch (thrown) {
    throw storeError(thrown, file);
  }
  return aside;
}
