import type { Category, Change, How, NewChange } from '../../shared/model/change.ts';
import type { ItemType } from '../../shared/model/item.ts';
import { chainHash, chainHead, hex, type StoredChange } from './chain.ts';
import { keepReferred } from './contents.ts';
import { type Known, readKnown } from './explanations.ts';
import { fieldsFromStored, fieldsToStored } from './fields.ts';
import type { LooseEnds } from './interface.ts';
import { setMeta } from './meta.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';
import { fromStored, searchText, toStored } from './stored-text.ts';

export const changeColumns = `id, type, category, noticed_at, since, how, key, name, search,
  fields_changed, before, after, known_since, moved`;

/**
 * Appends changes to the log, within the caller's transaction and before the
 * inventory is brought up to date: the items' first sight is read from it.
 */
export function appendChanges(db: Database, changes: readonly NewChange[]): readonly Change[] {
  if (changes.length === 0) return [];
  let { id, hash } = chainHead(db);
  const appended = changes.map((change) => {
    id += 1;
    const stored = toStoredChange(db, id, change);
    const link = chainHash(hash, stored);
    hash = hex(link);
    insertChange(db, stored, link);
    keepReferred(db, change, id);
    return toChange(stored, db.file);
  });
  setMeta(db, 'head', { id, hash });
  for (const change of appended) noteLateMove(db, change, appended);
  return appended;
}

/** Notes with the earlier change of a move in two collections what its later one says: its end is the last of that key. */
function noteLateMove(db: Database, change: Change, together: readonly Change[]): void {
  const key = change.movedFrom ?? change.movedTo;
  if (
    key === undefined ||
    together.some((each) => each.key === key && (each.movedTo ?? each.movedFrom) === change.key)
  ) {
    return;
  }
  db.run(
    'INSERT OR IGNORE INTO late_moves (id, later) SELECT max(id), ? FROM changes WHERE key = ? AND type = ? AND id < ?',
    change.id,
    toStored(key),
    change.type,
    change.id,
  );
}

/** See `WriteStore.loose`: only the last changes of their keys. */
export function readLoose(
  db: Database,
  type: ItemType,
  { files, others }: LooseEnds,
  since: string,
): readonly Change[] {
  const ids = db.all<{ readonly id: number }>(
    `SELECT c.id FROM changes c JOIN change_records r USING (id)
     WHERE c.type = ? AND c.category IN (SELECT value FROM json_each(?)) AND c.noticed_at >= ? AND r.moved IS NULL
       AND json_extract(coalesce(r.after, r.before), '$.fileId') IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM late_moves WHERE id = c.id)
       AND c.id = (SELECT max(id) FROM changes WHERE key = c.key AND type = c.type)`,
    type,
    JSON.stringify(others),
    toMoment(since),
    JSON.stringify(files),
  );
  return readChanges(
    db,
    ids.map(({ id }) => id),
  );
}

function toStoredChange(db: Database, id: number, change: NewChange): StoredChange {
  const key = toStored(change.key);
  const noticedAt = toMoment(change.noticedAt);
  const since = toMoment(change.since);
  const firstSeen = db.get<{ readonly first_seen: number }>(
    'SELECT first_seen FROM items WHERE type = ? AND key = ?',
    change.type,
    key,
  );
  const moved = change.movedFrom ?? change.movedTo;
  return {
    id,
    type: change.type,
    category: change.category,
    noticed_at: noticedAt,
    since,
    how: change.how,
    key,
    name: toStored(change.name),
    search: searchText(change.name, change.key),
    fields_changed: JSON.stringify(change.fieldsChanged),
    before: change.before && fieldsToStored(change.before),
    after: change.after && fieldsToStored(change.after),
    known_since: change.category === 'Added' ? noticedAt : Math.min(firstSeen?.first_seen ?? since, since),
    moved: moved === undefined ? null : toStored(moved),
  };
}

function insertChange(db: Database, change: StoredChange, hash: Uint8Array): void {
  db.run(
    `INSERT INTO changes (id, type, category, noticed_at, since, how, key, name, search)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    change.id,
    change.type,
    change.category,
    change.noticed_at,
    change.since,
    change.how,
    change.key,
    change.name,
    change.search,
  );
  db.run(
    `INSERT INTO change_records (id, fields_changed, before, after, known_since, moved, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    change.id,
    change.fields_changed,
    change.before,
    change.after,
    change.known_since,
    change.moved,
    hash,
  );
  db.run('INSERT INTO change_search (rowid, text) VALUES (?, ?)', change.id, change.search ?? change.key);
}

/** `late`: the key of the other end, where that was noticed later; `known`: what is known beside the record. */
function toChange(row: StoredChange & { readonly late?: string | null }, file: string, known?: Known): Change {
  return {
    id: row.id,
    type: row.type as ItemType,
    key: fromStored(row.key),
    name: fromStored(row.name),
    category: row.category as Category,
    noticedAt: fromMoment(row.noticed_at),
    since: fromMoment(row.since),
    how: row.how as How,
    fieldsChanged: JSON.parse(row.fields_changed) as string[],
    before: row.before === null ? null : fieldsFromStored(row.before, file),
    after: row.after === null ? null : fieldsFromStored(row.after, file),
    ...movedOf(row),
    ...known,
  };
}

function movedOf({
  moved: told,
  late,
  category,
}: StoredChange & { readonly late?: string | null }): Pick<Change, 'movedFrom' | 'movedTo'> {
  const moved = told ?? late ?? null;
  if (moved === null) return {};
  return category === 'Removed' ? { movedTo: fromStored(moved) } : { movedFrom: fromStored(moved) };
}

/** The changes of these ids, the newest first. */
export function readChanges(db: Database, ids: readonly number[]): readonly Change[] {
  const known = readKnown(db, ids);
  return db
    .all<StoredChange & { readonly late: string | null }>(
      `SELECT ${changeColumns},
         (SELECT other.key FROM late_moves JOIN changes other ON other.id = later WHERE late_moves.id = changes.id) AS late
       FROM changes JOIN change_records USING (id)
       WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC`,
      JSON.stringify(ids),
    )
    .map((row) => toChange(row, db.file, known.get(row.id)));
}

/** Changes of one item, the newest first. */
export function readHistory(db: Database, type: ItemType, key: string, limit: number): readonly Change[] {
  const ids = db.all<{ readonly id: number }>(
    'SELECT id FROM changes WHERE key = ? AND type = ? ORDER BY id DESC LIMIT ?',
    toStored(key),
    type,
    limit,
  );
  return readChanges(
    db,
    ids.map(({ id }) => id),
  );
}
