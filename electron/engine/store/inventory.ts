import type { Item, ItemType } from '../../shared/model/item.ts';
import type { Known, Observed, Scope } from '../collectors/collector.ts';
import { fieldsFromStored, fieldsToStored } from './fields.ts';
import { hintKeys, isWhole } from './scope.ts';
import type { Database } from './sqlite.ts';
import { fromStored, searchText, toStored } from './stored-text.ts';

export interface ItemRow {
  readonly key: string;
  readonly name: string;
  readonly fields: string;
}

export function toItem(type: ItemType, row: ItemRow, file: string): Item {
  return {
    type,
    key: fromStored(row.key),
    name: fromStored(row.name),
    fields: fieldsFromStored(row.fields, file),
  };
}

/**
 * Keys, stamps and sources in one text, one a line: a row of its own for each of
 * 200,000 items takes twice the time. Stored text holds no line ends.
 */
const knownLines = 'group_concat(key || char(10) || stamp || char(10) || source, char(10)) AS lines';

interface KnownLines {
  readonly lines: string | null;
}

function addLines(known: Map<string, Known>, row: KnownLines | undefined): void {
  if (row === undefined || row.lines === null) return;
  const lines = row.lines.split('\n');
  for (let at = 0; at < lines.length; at += 3) {
    const [key = '', stamp = '', source = ''] = lines.slice(at, at + 3);
    known.set(fromStored(key), { stamp: fromStored(stamp), source: fromStored(source) });
  }
}

/** How many items are read at once of a whole inventory: about 30 ms of work. */
const slice = 10_000;

/** See `WriteStore.knownInSlices`. */
export function* readKnownInSlices(db: Database, type: ItemType): Generator<ReadonlyMap<string, Known>> {
  // No key is empty, so that all of them come after this one.
  for (let after: string | null = ''; after !== null; ) {
    const row: (KnownLines & { readonly last: string | null }) | undefined = db.get(
      `SELECT ${knownLines}, max(key) AS last FROM
         (SELECT key, stamp, source FROM items WHERE type = ? AND key > ? ORDER BY key LIMIT ?)`,
      type,
      after,
      slice,
    );
    const known = new Map<string, Known>();
    addLines(known, row);
    if (known.size > 0) yield known;
    after = known.size < slice ? null : (row?.last ?? null);
  }
}

/** What the inventory holds within a scope, by key. */
export function readKnown(db: Database, type: ItemType, scope: Scope): Map<string, Known> {
  const known = new Map<string, Known>();
  const add = (condition: string, ...values: readonly string[]) => {
    const row = db.get<KnownLines>(`SELECT ${knownLines} FROM items WHERE type = ? ${condition}`, type, ...values);
    addLines(known, row);
  };
  if (scope.kind === 'all' || isWhole(scope)) {
    add('');
    return known;
  }
  for (const hint of scope.hints) {
    const { equals, prefix } = hintKeys(type, hint);
    add('AND key = ?', toStored(equals));
    const least = toStored(prefix);
    // What begins with the prefix lies between it and what its last character's follower makes of it.
    const last = least.length - 1;
    add('AND key >= ? AND key < ?', least, least.slice(0, last) + String.fromCharCode(least.charCodeAt(last) + 1));
  }
  return known;
}

const itemRow = 'SELECT key, name, fields FROM items WHERE type = ? AND key = ?';

export function readItems(db: Database, type: ItemType, keys: readonly string[]): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const key of keys) {
    const row = db.get<ItemRow>(itemRow, type, toStored(key));
    if (row !== undefined) items.set(key, toItem(type, row, db.file));
  }
  return items;
}

/** See `WriteStore.otherwise`: compared as text, so that nothing is parsed of what is as it was. */
export function readOtherwise(db: Database, type: ItemType, seen: readonly Observed[]): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const each of seen) {
    const { key, name } = each.item;
    const row = db.get<ItemRow>(itemRow, type, toStored(key));
    if (row === undefined || (row.fields === fieldsText(each) && row.name === toStored(name))) continue;
    items.set(key, toItem(type, row, db.file));
  }
  return items;
}

const fieldsText = ({ item, text }: Observed) => text ?? fieldsToStored(item.fields);

/** See `WriteStore.stamped`: one pass over the type, whatever the number of prefixes. */
export function readStamped(db: Database, type: ItemType, prefixes: readonly string[]): ReadonlyMap<string, string> {
  const rows = db.all<{ readonly key: string; readonly stamp: string }>(
    `SELECT key, stamp FROM items WHERE type = ? AND (stamp = ''
       OR substr(stamp, 1, instr(stamp, '.')) IN (SELECT value FROM json_each(?)))`,
    type,
    JSON.stringify(prefixes.map(toStored)),
  );
  return new Map(rows.map(({ key, stamp }) => [fromStored(key), fromStored(stamp)]));
}

export function countItems(db: Database, type: ItemType): number {
  return db.number('SELECT count(*) AS n FROM items WHERE type = ?', type);
}

/** Writes items as they were observed. An item that is there keeps the moment at which it was first seen. */
export function upsertItems(db: Database, observed: readonly Observed[], at: number): void {
  for (const each of observed) {
    const { item, stamp, source } = each;
    db.run(
      `INSERT INTO items (type, key, name, search, stamp, source, first_seen, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (type, key) DO UPDATE SET name = excluded.name, search = excluded.search,
         stamp = excluded.stamp, source = excluded.source, fields = excluded.fields`,
      item.type,
      toStored(item.key),
      toStored(item.name),
      searchText(item.name, item.key),
      toStored(stamp),
      toStored(source),
      at,
      fieldsText(each),
    );
  }
}

/**
 * Takes items out. What no change tells of (`removed` has not its key) is tracked
 * no longer, and is kept aside, so that the inventory of an earlier moment has it.
 */
export function deleteItems(
  db: Database,
  type: ItemType,
  keys: readonly string[],
  removed: ReadonlySet<string>,
  at: number,
): void {
  for (const key of keys) {
    const stored = toStored(key);
    if (!removed.has(key)) {
      db.run(
        `INSERT INTO ended_items (type, key, name, search, fields, first_seen, ended_at)
         SELECT type, key, name, search, fields, first_seen, ? FROM items WHERE type = ? AND key = ?`,
        at,
        type,
        stored,
      );
    }
    db.run('DELETE FROM items WHERE type = ? AND key = ?', type, stored);
  }
}

export function readBaselines(db: Database, type: ItemType): ReadonlySet<string> {
  const rows = db.all<{ readonly source: string }>('SELECT source FROM baselines WHERE type = ?', type);
  return new Set(rows.map(({ source }) => fromStored(source)));
}

export function writeBaselines(
  db: Database,
  type: ItemType,
  sources: { readonly begun: readonly string[]; readonly forgotten: readonly string[] },
  at: number,
): void {
  for (const source of sources.forgotten) {
    db.run('DELETE FROM baselines WHERE type = ? AND source = ?', type, toStored(source));
  }
  for (const source of sources.begun) {
    db.run('INSERT OR IGNORE INTO baselines (type, source, since) VALUES (?, ?, ?)', type, toStored(source), at);
  }
}
