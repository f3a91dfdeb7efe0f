import { TidemarkError } from '../../shared/contract/errors.ts';
import { type InventoryQuery, inventoryQuerySchema } from '../../shared/contract/queries.ts';
import type { Item } from '../../shared/model/item.ts';
import { countItems, type ItemRow, toItem } from './inventory.ts';
import { getMeta } from './meta.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database, SqlValue } from './sqlite.ts';
import { searchWords } from './stored-text.ts';

/** Where a page of the inventory is read from. */
interface Rows {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** A page of the inventory by key, as it is now or as it was at a moment, and how many items there are in all. */
export function readInventory(
  db: Database,
  query: InventoryQuery,
): { readonly items: readonly Item[]; readonly total: number } {
  const { type, text, at, offset, limit } = inventoryQuerySchema.parse(query);
  const words = searchWords(text);
  const source = at === undefined ? present(type) : past(db, type, toMoment(at));
  const where = words.map(() => 'instr(coalesce(search, key), ?)').join(' AND ') || 'TRUE';
  return db.snapshot(() => {
    const rows = db.all<ItemRow>(
      `${source.sql} SELECT key, name, fields FROM listed WHERE ${where} ORDER BY key LIMIT ? OFFSET ?`,
      ...source.values,
      ...words,
      limit,
      offset,
    );
    const total =
      at === undefined && words.length === 0
        ? countItems(db, type)
        : db.number(`${source.sql} SELECT count(*) AS n FROM listed WHERE ${where}`, ...source.values, ...words);
    return { items: rows.map((row) => toItem(type, row, db.file)), total };
  });
}

function present(type: string): Rows {
  return {
    sql: 'WITH listed AS NOT MATERIALIZED (SELECT key, name, search, fields FROM items WHERE type = ?)',
    values: [type],
  };
}

/**
 * The inventory at a moment: the present one with every later change undone. For
 * each key the first change after the moment tells what was before it, unless the
 * item was not yet known then. What was tracked then and is no longer is taken
 * from where it was kept aside. Fields that are refreshed silently (rule 4) leave
 * no change, so they are not undone: they are as the next change after the moment
 * found them, or as they are now.
 */
function past(db: Database, type: string, moment: number): Rows {
  const prunedBefore = getMeta(db, 'prunedBefore');
  if (prunedBefore !== undefined && moment < prunedBefore) {
    throw new TidemarkError(
      'notFound',
      `Changes before ${fromMoment(prunedBefore)} are no longer kept, so the inventory before that can't be told.`,
      'Ask for a later moment, or keep changes for longer (retention in the settings).',
    );
  }
  return {
    sql: `WITH
      undone AS MATERIALIZED (
        SELECT key, min(id) AS id FROM changes WHERE type = ? AND noticed_at > ? GROUP BY key
      ),
      listed AS MATERIALIZED (
        SELECT c.key, c.name, c.search, r.before AS fields
          FROM undone JOIN changes c ON c.id = undone.id JOIN change_records r ON r.id = undone.id
          WHERE r.before IS NOT NULL AND r.known_since <= ?
        UNION ALL
        SELECT key, name, search, fields FROM items
          WHERE type = ? AND first_seen <= ? AND key NOT IN (SELECT key FROM undone)
        UNION ALL
        SELECT e.key, e.name, e.search, e.fields FROM ended_items e
          WHERE e.type = ? AND e.first_seen <= ? AND e.ended_at > ? AND NOT EXISTS (
            SELECT 1 FROM undone JOIN change_records r ON r.id = undone.id
            WHERE undone.key = e.key AND r.known_since <= ? AND r.before IS NOT NULL
          )
      )`,
    values: [type, moment, moment, type, moment, type, moment, moment, moment],
  };
}
