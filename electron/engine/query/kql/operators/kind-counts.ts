import { categories } from '../../../../shared/model/change.ts';
import { itemTypes } from '../../../../shared/model/item.ts';
import { expression } from '../expressions/expression.ts';
import { kusto } from '../kusto.ts';
import type { Expr, Sql } from '../plan.ts';
import type { Relation } from '../relation.ts';
import { rowScope } from '../row-scope.ts';
import type { Node } from '../scope.ts';
import { bind, joined, raw, sql } from '../sql.ts';
import { elements } from '../syntax.ts';
import { asksOnly } from '../tables/newest.ts';
import type { Work } from '../work.ts';
import { type Grouped, grouped } from './grouped.ts';

/** Shorter bins are so many that counting them one by one takes longer than grouping all rows (ms). */
const shortest = 6 * 3_600_000;
/** From where on KQL counts bins of moments: the first day of its calendar (ms since 1970). */
const firstDay = -62_135_596_800_000;

/** The length of the bins of a key `bin(TimeGenerated, 1d)`; `undefined` for another key. */
function binLength(key: Node, time: string, relation: Relation, work: Work): number | undefined {
  const { Syntax } = kusto();
  const call = key instanceof Syntax.SimpleNamedExpression ? key.Expression : key;
  if (!(call instanceof Syntax.FunctionCallExpression) || !/^(?:bin|floor)$/.test(call.Name?.SimpleName ?? ''))
    return undefined;
  const [of, size] = elements(call.ArgumentList?.Expressions ?? null).map((each) =>
    expression(each, rowScope(relation, work)),
  );
  if (of?.sql !== time || size?.type !== 'timespan' || typeof size.constant !== 'number') return undefined;
  return Number.isInteger(size.constant) && size.constant >= shortest ? size.constant : undefined;
}

/**
 * The bins in which there are changes, of each type and category, with how many there are: in the place of the table
 * itself, and under its name. Each is found and counted by a range of the index, without a look at its rows.
 */
function bins(alias: string, where: readonly Sql[], length: number): Sql {
  const c = raw(alias);
  const list = (values: readonly string[]) => raw(`(VALUES ${values.map((value) => `('${value}')`).join(', ')})`);
  const size = sql`CAST(${bind(length)} AS INTEGER)`;
  const start = sql`(at - (at - CAST(${bind(firstDay)} AS INTEGER)) % ${size})`;
  const kind = sql`${c}.type = kinds.type AND ${c}.category = kinds.category`;
  const first = (from: Sql) => sql`(SELECT ${c}.noticed_at FROM changes ${c}
    WHERE ${joined([kind, from, ...where], ' AND ')} ORDER BY ${c}.noticed_at LIMIT 1)`;
  const within = sql`${c}.noticed_at >= start AND ${c}.noticed_at < start + ${size}`;
  // A kind with the first change of a bin, then with that of the next, until there is none.
  return sql`(WITH RECURSIVE found(type, category, at) AS (
      SELECT type, category, ${first(raw('TRUE'))} FROM (
        SELECT types.column1 AS type, categories.column1 AS category
        FROM ${list(itemTypes)} AS types, ${list(categories)} AS categories
      ) AS kinds
      UNION ALL
      SELECT type, category, ${first(sql`${c}.noticed_at >= ${start} + ${size}`)} FROM found AS kinds WHERE at IS NOT NULL
    )
    SELECT type, category, start AS noticed_at,
      (SELECT count(*) FROM changes ${c} WHERE ${joined([kind, within, ...where], ' AND ')}) AS counted
    FROM (SELECT type, category, ${start} AS start FROM found WHERE at IS NOT NULL) AS kinds) AS ${c}`;
}

/** A count of rows as a sum of what was counted already; `undefined` for any other aggregate. */
function summed(value: Expr, alias: string): Expr | undefined {
  const [, filter] = /^count\(\*\)( FILTER \(WHERE .*\))?$/s.exec(value.sql) ?? [];
  if (!value.sql.startsWith('count(*)') || (value.sql !== 'count(*)' && filter === undefined)) return undefined;
  if (!asksOnly(value, alias, ['type', 'category'])) return undefined;
  return { ...value, sql: `coalesce(sum(${alias}.counted)${filter ?? ''}, 0)` };
}

/**
 * A count of changes by type, category and a bin of their time, read from the index by ranges: of a million changes
 * a tenth of the time that grouping them takes. `undefined` where something else is asked for.
 */
export function countedByKind(
  relation: Relation,
  by: readonly Node[],
  keys: readonly Grouped[],
  others: readonly Grouped[],
  work: Work,
): Relation | undefined {
  const { changes: alias } = relation.source;
  if (alias === undefined || !relation.where.every((each) => asksOnly(each, alias, ['type', 'category', 'noticed_at'])))
    return undefined;
  const lengths = by.flatMap((key) => binLength(key, `${alias}.noticed_at`, relation, work) ?? []);
  const rest = keys.filter(({ value }) => !asksOnly(value(), alias, ['type', 'category']));
  const [length] = lengths;
  if (length === undefined || lengths.length !== 1 || rest.length !== 1) return undefined;
  const sums = others.map((each) => ({ each, sum: summed(each.value(), alias) }));
  if (sums.some(({ sum }) => sum === undefined)) return undefined;
  const counted: Relation = {
    ...relation,
    source: { from: () => ({ from: bins(alias, relation.where, length), where: [] }) },
    where: [],
  };
  return grouped(
    counted,
    keys,
    sums.map(({ each, sum }) => ({ ...each, value: () => sum ?? each.value() })),
    work,
  );
}
