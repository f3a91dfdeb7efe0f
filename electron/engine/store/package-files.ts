import { packageRefSchema } from '../../shared/model/explanation.ts';
import type { KnownList, OwnershipMemory, RememberedList } from '../explain/ownership/memory.ts';
import type { Database } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

interface PackageFilesRow {
  readonly id: number;
  readonly list: string;
  readonly package: string;
  readonly stamp: string;
  readonly hashes: Uint8Array;
  readonly gone_at: number | null;
}

/** Rows that are read at once. */
const slice = 200;

/** Where the store keeps which package has which path. */
export function createOwnershipMemory(db: Database): OwnershipMemory {
  return {
    *load() {
      for (let last = 0; ; ) {
        const rows = db.all<PackageFilesRow>(
          'SELECT id, list, package, stamp, hashes, gone_at FROM package_files WHERE id > ? ORDER BY id LIMIT ?',
          last,
          slice,
        );
        // What can't be understood is read again from the package's own list.
        yield rows.flatMap((row) => toRemembered(row) ?? []);
        if (rows.length < slice) return;
        last = rows.at(-1)?.id ?? last;
      }
    },
    save: (changed, gone) =>
      db.transaction(() => {
        const now = Date.now();
        for (const { now: known, keepsBefore } of changed) {
          if (keepsBefore) keep(db, known, now);
          db.run(
            `INSERT INTO package_files (manager, list, package, stamp, hashes) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (manager, list) WHERE gone_at IS NULL
             DO UPDATE SET package = excluded.package, stamp = excluded.stamp, hashes = excluded.hashes`,
            toStored(known.package.manager),
            toStored(known.list),
            JSON.stringify(known.package),
            toStored(known.stamp),
            new Uint8Array(known.hashes.buffer, known.hashes.byteOffset, known.hashes.byteLength),
          );
        }
        for (const each of gone) keep(db, each, now);
      }),
    settle: () => {
      db.run('DELETE FROM package_files WHERE gone_at IS NOT NULL');
    },
  };
}

/** What a package has becomes what it had. */
function keep(db: Database, { package: { manager }, list }: Pick<KnownList, 'package' | 'list'>, now: number): void {
  db.run(
    'UPDATE package_files SET gone_at = ? WHERE manager = ? AND list = ? AND gone_at IS NULL',
    now,
    toStored(manager),
    toStored(list),
  );
}

function toRemembered(row: PackageFilesRow): RememberedList | undefined {
  if (row.hashes.byteLength % 8 !== 0) return undefined;
  const found = packageRefSchema.safeParse(JSON.parse(row.package));
  if (!found.success) return undefined;
  const hashes = new Uint32Array(row.hashes.byteLength / 4);
  // Copied: where SQLite put the bytes, numbers of 32 bits may not begin.
  new Uint8Array(hashes.buffer).set(row.hashes);
  return {
    package: found.data,
    list: fromStored(row.list),
    stamp: fromStored(row.stamp),
    hashes,
    had: row.gone_at !== null,
  };
}
