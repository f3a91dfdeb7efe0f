import { TidemarkError } from '../../shared/contract/errors.ts';
import { type InventoryQuery, inventoryQuerySchema } from '../../shared/contract/queries.ts';
import type { Item } from '../../shared/model/item.ts';
import { type ItemRow, toItem } from './inventory.ts';
import type { InventoryOrders } from './inventory-order.ts';
import { getMeta } from './meta.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database, SqlValue } from './sqlite.ts';
import { searched, searchWords } from './stored-text.ts';

/** Where a page of the inventory is read from. */
interface Rows {
  /** Declares `listed`: the key, name and search text of every item. */
  readonly listed: string;
  readonly values: readonly SqlValue[];
  /** The expression for an item's fields, which only a page's rows are asked for. */
  readonly fields: string;
}

/** A page of the inventory by key, as it is now or as it was at a moment, and how many items there are in all. */
export function readInventory(
  db: Database,
  query: InventoryQuery,
  orders: InventoryOrders,
): { readonly items: readonly Item[]; readonly total: number } {
  const { type, text, at, offset, limit, sort } = inventoryQuerySchema.parse(query);
  if (sort !== undefined) {
    if (at !== undefined)
      throw new TidemarkError('invalid', 'A past inventory is listed by key.', 'Leave the order out.');
    const order = orders.order({ type, text: text ?? '', sort });
    return { items: orders.items(type, order.slice(offset, offset + limit)), total: order.length };
  }
  const words = searchWords(text);
  const { listed, values, fields } = at === undefined ? present(type) : past(db, type, toMoment(at));
  const where = words.map(() => `instr(${searched('listed')}, ?)`).join(' AND ') || 'TRUE';
  const found = `${listed},
    found AS ${at === undefined ? 'NOT ' : ''}MATERIALIZED (SELECT * FROM listed WHERE ${where})`;
  return db.snapshot(() => {
    // Page and total in one statement, so that a past inventory is worked out once.
    const rows = db.all<ItemRow & { readonly total: number }>(
      `${found}, page AS (SELECT * FROM found ORDER BY key LIMIT ? OFFSET ?)
       SELECT key, name, ${fields} AS fields, (SELECT count(*) FROM found) AS total FROM page ORDER BY key`,
      ...values,
      ...words,
      limit,
      offset,
    );
    const total = rows[0]?.total ?? db.number(`${found} SELECT count(*) AS n FROM found`, ...values, ...words);
    return { items: rows.map((row) => toItem(type, row, db.file)), total };
  });
}

function present(type: string): Rows {
  return {
    listed: 'WITH listed AS NOT MATERIALIZED (SELECT type, id, key, name, search FROM items WHERE type = ?)',
    values: [type],
    fields: '(SELECT fields FROM items WHERE id = page.id)',
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
    listed: `WITH
      undone AS MATERIALIZED (
        SELECT key, min(id) AS id FROM changes WHERE type = ? AND noticed_at > ? GROUP BY key
      ),
      was AS MATERIALIZED (
        SELECT key, id FROM undone JOIN change_records USING (id) WHERE before IS NOT NULL AND known_since <= ?
      ),
      listed AS MATERIALIZED (
        SELECT 'was' AS origin, c.type, id, c.key, c.name, c.search FROM was JOIN changes c USING (id)
        UNION ALL
        SELECT 'is', type, id, key, name, search FROM items
          WHERE type = ? AND first_seen <= ? AND key NOT IN (SELECT key FROM undone)
        UNION ALL
        SELECT 'ended', type, id, key, name, search FROM ended_items
          WHERE type = ? AND first_seen <= ? AND ended_at > ? AND key NOT IN (SELECT key FROM was)
      )`,
    values: [type, moment, moment, type, moment, type, moment, moment],
    fields: `CASE origin
      WHEN 'was' THEN (SELECT before FROM change_records WHERE id = page.id)
      WHEN 'is' THEN (SELECT fields FROM items WHERE id = page.id)
      ELSE (SELECT fields FROM ended_items WHERE id = page.id) END`,
  };
}
