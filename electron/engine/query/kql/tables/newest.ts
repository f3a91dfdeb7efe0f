import { categories } from '../../../../shared/model/change.ts';
import { itemTypes } from '../../../../shared/model/item.ts';
import type { Sql } from '../plan.ts';
import type { Ordering } from '../relation.ts';
import { joined, raw, sql } from '../sql.ts';

/** Whether a piece asks for nothing of a row but these columns of the table with this alias. */
export const asksOnly = ({ sql: text }: Sql, alias: string, columns: readonly string[]): boolean =>
  [...text.matchAll(/\b([a-z]+\d+)\.(\w+)/g)].every(
    ([, of, column]) => of === alias && columns.includes(column ?? ''),
  ) && !/\bselect\b/i.test(text);

/**
 * The keys of the first changes by time: the index by time is one list for each type and category, and SQLite merges
 * them and stops at the limit, where it would sort all changes else. `undefined` for another order, or conditions that
 * the index can't answer.
 */
export function firstByTime(
  alias: string,
  where: readonly Sql[],
  order: readonly Ordering[],
  limit: Sql,
): Sql | undefined {
  const [only, ...others] = order;
  if (only === undefined || others.length > 0 || only.value().sql !== `${alias}.noticed_at`) return undefined;
  if (!where.every((each) => asksOnly(each, alias, ['type', 'category', 'noticed_at', 'id']))) return undefined;
  const c = raw(alias);
  const arms = itemTypes.flatMap((type) =>
    categories.map((category) => {
      const kind = [raw(`${alias}.type = '${type}'`), raw(`${alias}.category = '${category}'`)];
      return sql`SELECT ${c}.id AS k, ${c}.noticed_at AS at FROM changes ${c} INDEXED BY changes_by_time WHERE ${joined([...kind, ...where], ' AND ')}`;
    }),
  );
  return sql`SELECT k FROM (${joined(arms, ' UNION ALL ')} ORDER BY at ${raw(only.descending ? 'DESC' : 'ASC')} LIMIT ${limit})`;
}
