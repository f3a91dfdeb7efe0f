import { chainAnchor, chainHead } from './chain.ts';
import { type Filter, kinds, timeBounds } from './change-filter.ts';
import { countKnown } from './known-pages.ts';
import type { Database } from './sqlite.ts';

/** How many changes there are of one type and category in a time. */
export function countKind(db: Database, type: string, category: string, time: Pick<Filter, 'since' | 'until'>): number {
  const { text, values } = timeBounds(time);
  return db.number(
    `SELECT count(*) AS n FROM changes INDEXED BY changes_by_time WHERE type = ? AND category = ?${text}`,
    type,
    category,
    ...values,
  );
}

/** How many changes a filter lets pass by all but their text. */
export function countKinds(db: Database, filter: Filter): number {
  if (filter.known !== undefined) return countKnown(db, filter, filter.known);
  if (filter.anyKind) return chainHead(db).id - chainAnchor(db).id;
  return kinds(filter).reduce((sum, [type, category]) => sum + countKind(db, type, category, filter), 0);
}
