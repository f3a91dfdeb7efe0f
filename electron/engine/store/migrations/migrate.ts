import { TidemarkError } from '../../../shared/contract/errors.ts';
import type { Database } from '../sqlite.ts';
import { firstStore } from './1-first-store.ts';
import { moves } from './2-moves.ts';
import { lateMoves } from './3-late-moves.ts';
import { alerts } from './4-alerts.ts';
import { causes } from './5-causes.ts';

/** Brings a store from the version before to this one: the first entry makes version 1 of an empty file. */
export const migrations: readonly ((db: Database) => void)[] = [firstStore, moves, lateMoves, alerts, causes];

/** The version of the store that this Tidemark writes, kept in SQLite's `user_version`. */
export const currentVersion = migrations.length;

export function storeVersion(db: Database): number {
  return db.get<{ readonly user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}

/** Refuses a store that a newer Tidemark wrote, before anything in it is touched. */
export function refuseFuture(db: Database): void {
  const version = storeVersion(db);
  if (version <= currentVersion) return;
  throw new TidemarkError(
    'storeDamaged',
    `${db.file} was written by a newer Tidemark (version ${version} of the store; this one knows ${currentVersion}).`,
    'Install that newer Tidemark again, or name another data folder with --data; this store was left as it is.',
  );
}

/** Brings a store up to date, each version in a transaction of its own. */
export function migrate(db: Database): void {
  refuseFuture(db);
  for (let version = storeVersion(db); version < currentVersion; version++) {
    const migration = migrations[version];
    db.transaction(() => {
      migration?.(db);
      // A pragma takes no bound values; this one is a number of ours.
      db.exec(`PRAGMA user_version = ${version + 1}`);
    });
  }
}
