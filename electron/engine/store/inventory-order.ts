import { fieldDefinition } from '../../shared/model/fields.ts';
import type { FieldValue, Item, ItemType } from '../../shared/model/item.ts';
import { type ItemRow, toItem } from './inventory.ts';
import type { Database, SqlValue } from './sqlite.ts';
import { fromStored, searched, searchWords } from './stored-text.ts';

/** Which order of which items. */
export interface OrderQuery {
  readonly type: ItemType;
  readonly text: string;
  readonly sort: { readonly by: string; readonly descending: boolean };
}

const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const none = (value: FieldValue) => value === null || value === '';

/** Numbers by size, times by the clock, words by the alphabet with the numbers in them by size. */
function compareValues(a: FieldValue, b: FieldValue, plain: boolean): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (plain) return a === b ? 0 : String(a) < String(b) ? -1 : 1;
  return words.compare(String(a), String(b));
}

/**
 * The inventory by one of its columns. The order is worked out in one pass over the type and kept, as the
 * items' numbers, for the pages that follow. There is no index for it: it would cost every
 * baseline more than a pass costs whoever sorts.
 */
export class InventoryOrders {
  readonly #db: Database;
  #kept: { readonly asked: string; readonly order: readonly number[] } | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The numbers of all items that match, in the order that is asked for; what has no value comes last. */
  order(query: OrderQuery): readonly number[] {
    // What this connection and others wrote since.
    const own = this.#db.number('SELECT total_changes() AS n');
    const others = this.#db.get<{ readonly data_version: number }>('PRAGMA data_version')?.data_version;
    const asked = JSON.stringify([query, own, others]);
    if (this.#kept?.asked !== asked) this.#kept = { asked, order: this.#sorted(query) };
    return this.#kept.order;
  }

  /** The items of these numbers, in their order. */
  items(type: ItemType, ids: readonly number[]): readonly Item[] {
    const rows = this.#db.all<ItemRow & { readonly id: number }>(
      'SELECT id, key, name, fields FROM items WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = found.get(id);
      return row === undefined ? [] : [toItem(type, row, this.#db.file)];
    });
  }

  #sorted({ type, text, sort: { by, descending } }: OrderQuery): readonly number[] {
    const wanted = searchWords(text);
    const where = wanted.map(() => ` AND instr(${searched('items')}, ?)`).join('');
    // A file is listed by its whole path, which is its key.
    const named = by === 'name' && type !== 'Files';
    const field = by === 'name' ? undefined : fieldDefinition(type, by);
    const value = named ? 'name' : field === undefined ? 'NULL' : `json_extract(fields, '$.${field.name}')`;
    const bound: readonly SqlValue[] = [type, ...wanted];
    const rows = this.#db.all<{ readonly id: number; readonly value: FieldValue }>(
      `SELECT id, ${value} AS value FROM items WHERE type = ?${where} ORDER BY key`,
      ...bound,
    );
    if (!named && field === undefined) return ordered(rows, descending);
    // Many items share a few values: each is compared once.
    const plain = field?.kind === 'time' || field?.kind === 'hash';
    const shownText = (each: FieldValue) => (named ? fromStored(String(each)) : each);
    const values = [...new Set(rows.map((row) => row.value))].filter((each) => !none(each));
    values.sort((a, b) => compareValues(shownText(a), shownText(b), plain) * (descending ? -1 : 1));
    const ranks = new Map(values.map((each, rank) => [each, rank]));
    const rank = (each: FieldValue) => ranks.get(each) ?? values.length;
    return rows.toSorted((a, b) => rank(a.value) - rank(b.value)).map(({ id }) => id);
  }
}

const ordered = (rows: readonly { readonly id: number }[], descending: boolean): readonly number[] => {
  const ids = rows.map(({ id }) => id);
  return descending ? ids.reverse() : ids;
};
