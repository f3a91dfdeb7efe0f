import { dataColumns } from '../../../../shared/model/table-columns.ts';
import type { Context } from '../context.ts';
import type { Sql } from '../plan.ts';
import { type Column, once, type Relation } from '../relation.ts';
import { bind, raw, sql } from '../sql.ts';
import { asExpr, fromFields, madeTexts, type Stored } from './by-type.ts';
import { commonColumns } from './common.ts';
import { method } from './field-value.ts';

/**
 * The inventory as it was at a moment: the present one with every later change undone, as `readInventory` gives it,
 * here of all types at once.
 */
function past(): Sql {
  const asOf = bind({ at: 'asOf' });
  return sql`(WITH
    undone AS MATERIALIZED (
      SELECT type, key, min(id) AS id FROM changes WHERE noticed_at > ${asOf} GROUP BY type, key
    ),
    was AS MATERIALIZED (
      SELECT undone.type, undone.key, id FROM undone JOIN change_records USING (id)
      WHERE before IS NOT NULL AND known_since <= ${asOf}
    )
    SELECT changes.type, changes.key, changes.name, before AS fields
      FROM was JOIN changes USING (id) JOIN change_records USING (id)
    UNION ALL
    SELECT type, key, name, fields FROM items
      WHERE first_seen <= ${asOf} AND (type, key) NOT IN (SELECT type, key FROM undone)
    UNION ALL
    SELECT type, key, name, fields FROM ended_items
      WHERE first_seen <= ${asOf} AND ended_at > ${asOf} AND (type, key) NOT IN (SELECT type, key FROM was))`;
}

/** ConfigurationData over the store's inventory: as it is, or as it was at the moment that is asked about. */
export function dataTable(context: Context): Relation {
  const i = context.aliases('i');
  const of = (column: string) => raw(`${i}.${column}`);
  const stored: Stored = {
    type: of('type'),
    key: of('key'),
    name: of('name'),
    now: of('fields'),
    last: of('fields'),
    before: undefined,
  };
  const own = new Map<string, () => Sql>([
    ...commonColumns(stored),
    ['Type', () => raw("'ConfigurationData'")],
    ['ConfigDataType', () => stored.type],
    ['TimeGenerated', () => bind({ at: 'now' })],
    ['ChecksumMethod', () => method(stored.now)],
  ]);
  const isPast = context.scope === 'past';
  const columns: readonly Column[] = dataColumns.map((column) => ({
    ...column,
    value: once(() => asExpr(column, own.get(column.name)?.() ?? fromFields(stored, column), context.strict)),
  }));
  const texts = () => [stored.key, stored.name, stored.now];
  return {
    source: {
      from: () => ({ from: sql`${isPast ? past() : raw('items')} ${raw(i)}`, where: [] }),
      ...(isPast ? {} : { key: of('id') }),
      stored: { texts, columns, made: madeTexts },
    },
    where: [],
    columns,
    sorted: false,
    order: ['type', 'key'].map((name) => ({
      value: () => ({ ...of(name), type: 'string' as const }),
      descending: false,
      nullsFirst: true,
    })),
  };
}
