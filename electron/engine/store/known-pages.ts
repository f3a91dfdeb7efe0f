import { chainHead } from './chain.ts';
import { type Filter, kinds, type Sql, timeBounds } from './change-filter.ts';
import { type KnownFilter, passesUnlooked } from './known-filter.ts';
import { getMeta } from './meta.ts';
import type { Database, SqlValue } from './sqlite.ts';

type Time = Pick<Filter, 'since' | 'until'>;

/** So few changes that were not looked at are read one by one, rather than counted by an index of all. */
const fewAtMost = 20_000;

/** The last change that was looked at. */
export const lookedUpTo = (db: Database): number => getMeta(db, 'explainedUpTo') ?? 0;

/** Every verdict with its marks of acknowledgement: one range of an index each. */
export const standings = ({ verdicts, acknowledged }: KnownFilter) =>
  verdicts.flatMap((verdict) => acknowledged.map((mark) => [verdict, mark] as const));

/** How many changes of one type and category a filter lets pass in a time, by what is known of them. */
export function countKnownKind(db: Database, known: KnownFilter, type: string, category: string, time: Time): number {
  const { text, values } = timeBounds(time);
  const looked = standings(known).reduce(
    (sum, standing) =>
      sum +
      db.number(
        `SELECT count(*) AS n FROM explanations INDEXED BY explanations_by_time
         WHERE verdict = ? AND acknowledged = ? AND type = ? AND category = ?${text}`,
        ...standing,
        type,
        category,
        ...values,
      ),
    0,
  );
  return passesUnlooked(known) ? looked + countUnlooked(db, type, category, time) : looked;
}

/** Changes that have no explanation: those after the last one looked at, but for those that were acknowledged. */
function countUnlooked(db: Database, type: string, category: string, time: Time): number {
  const from = lookedUpTo(db);
  const head = chainHead(db).id;
  if (head <= from) return 0;
  const { text, values } = timeBounds(time);
  const index = head - from > fewAtMost ? 'changes_by_time' : 'changes_by_kind';
  const all = db.number(
    `SELECT count(*) AS n FROM changes INDEXED BY ${index} WHERE type = ? AND category = ? AND id > ?${text}`,
    type,
    category,
    from,
    ...values,
  );
  const marked = db.number(
    `SELECT count(*) AS n FROM explanations NOT INDEXED WHERE id > ? AND type = ? AND category = ?${text}`,
    from,
    type,
    category,
    ...values,
  );
  return all - marked;
}

/** How many changes a filter lets pass, whatever their text. */
export function countKnown(db: Database, filter: Filter, known: KnownFilter): number {
  if (known.cause !== undefined) {
    const { text, values } = tied(filter, known, known.cause, undefined);
    return db.number(`SELECT count(*) AS n FROM (${text})`, ...values);
  }
  if (!filter.anyKind) {
    return kinds(filter).reduce((sum, [type, category]) => sum + countKnownKind(db, known, type, category, filter), 0);
  }
  const looked = standings(known).reduce(
    (sum, standing) =>
      sum +
      db.number(
        `SELECT count(*) AS n FROM explanations INDEXED BY explanations_by_time WHERE verdict = ? AND acknowledged = ?`,
        ...standing,
      ),
    0,
  );
  if (!passesUnlooked(known)) return looked;
  const from = lookedUpTo(db);
  return (
    looked +
    Math.max(0, chainHead(db).id - from) -
    db.number('SELECT count(*) AS n FROM explanations NOT INDEXED WHERE id > ?', from)
  );
}

/**
 * The ids of changes that a filter lets pass, whatever their text, to be ordered by `id`. `below`: only those before
 * this one. `single`: only those that are on no card of a cause. `undefined` where there can be none.
 */
export function knownIds(
  db: Database,
  filter: Filter,
  known: KnownFilter,
  { below, single = false }: { readonly below: number; readonly single?: boolean },
): Sql | undefined {
  if (known.cause !== undefined) return tied(filter, known, known.cause, below);
  const time = timeBounds(filter);
  const alone = single ? ' AND group_id IS NULL' : '';
  const arms: Sql[] = [];
  for (const standing of standings(known)) {
    for (const kind of kinds(filter)) {
      const range =
        'INDEXED BY explanations_by_kind WHERE verdict = ? AND acknowledged = ? AND type = ? AND category = ?';
      const values: readonly SqlValue[] = [...standing, ...kind];
      // An arm costs time even where it finds nothing, and most kinds are not there.
      if (db.get(`SELECT 1 FROM explanations ${range} LIMIT 1`, ...values) === undefined) continue;
      arms.push({
        text: `SELECT id FROM explanations ${range} AND id < ?${time.text}${alone}`,
        values: [...values, below, ...time.values],
      });
    }
  }
  if (passesUnlooked(known)) {
    const from = lookedUpTo(db);
    for (const kind of chainHead(db).id > from ? kinds(filter) : []) {
      arms.push({
        text: `SELECT id FROM changes INDEXED BY changes_by_kind WHERE type = ? AND category = ? AND id < ? AND id > ?
          ${time.text} AND NOT EXISTS (SELECT 1 FROM explanations WHERE id = changes.id)`,
        values: [...kind, below, from, ...time.values],
      });
    }
  }
  if (arms.length === 0) return undefined;
  return { text: arms.map(({ text }) => text).join(' UNION ALL '), values: arms.flatMap(({ values }) => values) };
}

/** The columns of changes that a cause (a transaction or a plan) is tied to, of those that pass. */
export function tied(filter: Filter, known: KnownFilter, cause: number, below: number | undefined): Sql {
  const time = timeBounds(filter);
  const conditions = `${below === undefined ? '' : ' AND id < ?'}
    AND type IN (SELECT value FROM json_each(?)) AND category IN (SELECT value FROM json_each(?))
    AND verdict IN (SELECT value FROM json_each(?)) AND acknowledged IN (SELECT value FROM json_each(?))${time.text}`;
  const values: readonly SqlValue[] = [
    cause,
    ...(below === undefined ? [] : [below]),
    ...[filter.types, filter.categories, known.verdicts, known.acknowledged].map((list) => JSON.stringify(list)),
    ...time.values,
  ];
  const arm = (by: 'cause' | 'plan') =>
    `SELECT id FROM explanations INDEXED BY explanations_by_${by} WHERE ${by}_id = ?${conditions}`;
  return { text: `${arm('cause')} UNION ALL ${arm('plan')}`, values: [...values, ...values] };
}
