import { type ChangeQuery, changeQuerySchema } from '../../shared/contract/queries.ts';
import { categories } from '../../shared/model/change.ts';
import { verdicts } from '../../shared/model/explanation.ts';
import { itemTypes } from '../../shared/model/item.ts';
import { type Filter, type Sql, timeBounds, toFilter } from './change-filter.ts';
import type { KnownFilter } from './known-filter.ts';
import { knownIds, lookedUpTo, tied } from './known-pages.ts';
import { matching } from './matching.ts';
import type { Database, SqlValue } from './sqlite.ts';
import { searched } from './stored-text.ts';

/** A card of the log: a change by itself, or all changes of a cause that a filter lets pass. */
export interface FoundCard {
  /** The newest change on it: where it stands in the log. */
  readonly head: number;
  /** `null` of a change by itself. */
  readonly cause: number | null;
  /** How many changes pass, and the newest of them. */
  readonly matching: number;
  readonly newest: readonly number[];
}

/** So many changes of a cause are on its card at most. */
const shownOfCause = 5;

const whatever: KnownFilter = { verdicts, acknowledged: [0, 1], cause: undefined };

/** A page of cards, the newest first: only those whose newest change is older than `before`. */
export function readCards(db: Database, query: ChangeQuery): readonly FoundCard[] {
  const { before = Number.MAX_SAFE_INTEGER, limit, ...given } = changeQuerySchema.parse(query);
  const filter = toFilter(given);
  const lists = [filter.types, filter.categories, filter.known?.verdicts ?? verdicts];
  if (lists.some((allowed) => allowed.length === 0)) return [];
  return db.snapshot(() => {
    const heads = [...singles(db, filter, before, limit), ...groups(db, filter, before, limit)];
    return heads
      .toSorted((a, b) => b.head - a.head)
      .slice(0, limit)
      .map((each) => (each.cause === null ? alone(each.head) : ofCause(db, filter, each, each.cause)));
  });
}

interface Head {
  readonly head: number;
  readonly cause: number | null;
  /** How many changes of the cause pass, where that is known of what was gone through for its head. */
  readonly matching: number | null;
}

const alone = (head: number): FoundCard => ({ head, cause: null, matching: 1, newest: [head] });

/** Changes that are on no cause's card. */
function singles(db: Database, filter: Filter, below: number, limit: number): readonly Head[] {
  const ids = singleIds(db, filter, below);
  if (ids === undefined) return [];
  return db.all<Head>(
    `SELECT id AS head, NULL AS cause, NULL AS matching FROM (${ids.text} ORDER BY id DESC LIMIT ?)`,
    ...ids.values,
    limit,
  );
}

function singleIds(db: Database, filter: Filter, below: number): Sql | undefined {
  const known = filter.known ?? whatever;
  if (filter.words.length > 0) {
    const { text, values, id } = matching(db, { ...filter, known });
    return { text: `SELECT ${id} AS id ${text} AND e.group_id IS NULL AND ${id} < ?`, values: [...values, below] };
  }
  // What a cause is named for is on the card of a cause.
  if (known.cause !== undefined) return undefined;
  if (filter.known !== undefined || !filter.anyKind) return knownIds(db, filter, known, { below, single: true });
  return {
    text: `SELECT id FROM explanations INDEXED BY explanations_single WHERE group_id IS NULL AND id < ?
      UNION ALL SELECT id FROM changes NOT INDEXED WHERE id > ? AND id < ?
        AND NOT EXISTS (SELECT 1 FROM explanations WHERE id = changes.id)`,
    values: [below, lookedUpTo(db), below],
  };
}

/** The causes with the newest change of each that passes, where that is older than `below`. */
function groups(db: Database, filter: Filter, below: number, limit: number): readonly Head[] {
  const newest = filter.words.length > 0 ? newestByWords(db, filter) : (newestTied(filter) ?? newestByKind(filter));
  return db.all<Head>(
    `SELECT head, cause, matching FROM (${newest.text}) WHERE head < ? ORDER BY head DESC LIMIT ?`,
    ...newest.values,
    below,
    limit,
  );
}

/** Each cause's changes are gone through from the newest on, up to the first that passes. */
function newestByKind(filter: Filter): Sql {
  const { text, values } = passing(filter);
  return {
    text: `SELECT k.id AS cause, NULL AS matching, (SELECT e.id FROM explanations e INDEXED BY explanations_by_group
      WHERE e.group_id = k.id${text} ORDER BY e.id DESC LIMIT 1) AS head FROM causes k`,
    values,
  };
}

/** The changes that a filter for one cause lets pass are on few cards: that of the cause, and those of plans. */
function newestTied(filter: Filter): Sql | undefined {
  const { known } = filter;
  if (known?.cause === undefined) return undefined;
  const { text, values } = tied(filter, known, known.cause, undefined);
  return {
    text: `SELECT group_id AS cause, max(id) AS head, NULL AS matching FROM (${text}) JOIN explanations USING (id) GROUP BY group_id`,
    values,
  };
}

function newestByWords(db: Database, filter: Filter): Sql {
  const { text, values } = matching(db, { ...filter, known: filter.known ?? whatever });
  return {
    text: `SELECT e.group_id AS cause, max(e.id) AS head, count(*) AS matching ${text} AND e.group_id IS NOT NULL GROUP BY e.group_id`,
    values,
  };
}

/** What a filter without words asks of the row `e` of an explanation, each condition with `AND` before it. */
function passing(filter: Filter): Sql {
  const { known } = filter;
  const lists: readonly (readonly [column: string, allowed: readonly SqlValue[], all: number])[] = [
    ['e.type', filter.types, itemTypes.length],
    ['e.category', filter.categories, categories.length],
    ['e.verdict', known?.verdicts ?? verdicts, verdicts.length],
    ['e.acknowledged', known?.acknowledged ?? [0, 1], 2],
  ];
  const asked = lists.filter(([, allowed, all]) => allowed.length < all);
  const time = timeBounds(filter, 'e.');
  const causes = known?.cause === undefined ? [] : [known.cause, known.cause];
  return {
    text: `${asked.map(([column, allowed]) => ` AND ${column} IN (${allowed.map(() => '?').join(', ')})`).join('')}${time.text}${
      causes.length === 0 ? '' : ' AND (e.cause_id = ? OR e.plan_id = ?)'
    }`,
    values: [...asked.flatMap(([, allowed]) => allowed), ...time.values, ...causes],
  };
}

function ofCause(db: Database, filter: Filter, { head, matching: counted }: Head, cause: number): FoundCard {
  if (counted === 1) return { head, cause, matching: 1, newest: [head] };
  const { text, values } = passing(filter);
  const words = filter.words.map(() => ` AND instr(${searched('c')}, ?)`).join('');
  const from = `FROM explanations e INDEXED BY explanations_by_group${words && ' CROSS JOIN changes c ON c.id = e.id'}
    WHERE e.group_id = ?${text}${words}`;
  const bound: readonly SqlValue[] = [cause, ...values, ...filter.words];
  const found = counted ?? db.number(`SELECT count(*) AS n ${from}`, ...bound);
  // With no more asked for than there are, those that hold the words need not be looked for in all that is older.
  const shown = Math.min(shownOfCause, found);
  return {
    head,
    cause,
    matching: found,
    newest: db
      .all<{ readonly id: number }>(`SELECT e.id ${from} ORDER BY e.id DESC LIMIT ?`, ...bound, shown)
      .map(({ id }) => id),
  };
}
