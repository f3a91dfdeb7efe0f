import { TidemarkError } from '../../shared/contract/errors.ts';
import {
  type ChangeFilter,
  type ChangeQuery,
  changeQuerySchema,
  type TimelineQuery,
  timelineQuerySchema,
} from '../../shared/contract/queries.ts';
import type { Change } from '../../shared/model/change.ts';
import type { ItemType } from '../../shared/model/item.ts';
import { type Filter, kinds, type Sql, timeBounds, toFilter } from './change-filter.ts';
import { readChanges } from './change-log.ts';
import { countKind, countKinds } from './kind-counts.ts';
import { countKnownKind, knownIds, tied } from './known-pages.ts';
import type { MatchCounts } from './match-counts.ts';
import { matching } from './matching.ts';
import { toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';

/** A page of the log, the newest first. */
export function readChangePage(db: Database, query: ChangeQuery): readonly Change[] {
  const { before, limit, ...given } = changeQuerySchema.parse(query);
  return db.snapshot(() => {
    const ids = pageIds(db, toFilter(given), before ?? Number.MAX_SAFE_INTEGER);
    if (ids === undefined) return [];
    const rows = db.all<{ readonly id: number }>(`${ids.text} ORDER BY id DESC LIMIT ?`, ...ids.values, limit);
    return readChanges(
      db,
      rows.map(({ id }) => id),
    );
  });
}

function pageIds(db: Database, filter: Filter, before: number): Sql | undefined {
  if (filter.words.length > 0) {
    const { text, values, id } = matching(db, filter);
    return { text: `SELECT ${id} AS id ${text} AND ${id} < ?`, values: [...values, before] };
  }
  if (filter.known !== undefined) return knownIds(db, filter, filter.known, { below: before });
  if (filter.anyKind) return { text: 'SELECT id FROM changes WHERE id < ?', values: [before] };
  const time = timeBounds(filter);
  const arms = kinds(filter);
  if (arms.length === 0) return undefined;
  // One arm a kind, each in the index's order: SQLite merges them and stops at the limit.
  const arm = `SELECT id FROM changes INDEXED BY changes_by_kind WHERE type = ? AND category = ? AND id < ?${time.text}`;
  return {
    text: arms.map(() => arm).join(' UNION ALL '),
    values: arms.flatMap((kind) => [...kind, before, ...time.values]),
  };
}

/** How many changes a filter matches. */
export function countMatching(db: Database, given: ChangeFilter, matches: MatchCounts): number {
  const filter = toFilter(given);
  return filter.words.length > 0 ? matches.count(filter) : db.snapshot(() => countKinds(db, filter));
}

interface Bar {
  readonly bar: number;
  readonly type: ItemType;
  readonly count: number;
}

/**
 * How many changes of each type fall into each of `bars` equal parts of the time
 * from `since` on and before `until`. Bars without changes are left out.
 */
export function readTimeline(db: Database, query: TimelineQuery): readonly Bar[] {
  const { since, until, bars, filter: given } = timelineQuerySchema.parse(query);
  const from = toMoment(since);
  const width = toMoment(until) - from;
  if (width <= 0) {
    throw new TidemarkError('invalid', `A timeline can't run from ${since} to ${until}.`, 'Give a later end.');
  }
  const filter = toFilter(given);
  const within: Filter = {
    ...filter,
    since: Math.max(from, filter.since ?? from),
    until: Math.min(from + width, filter.until ?? from + width),
    anyKind: false,
  };
  return db.snapshot(() => {
    if (within.words.length > 0) {
      const { text, values } = matching(db, within);
      return foundBars(db, { text, values }, from, width, bars);
    }
    if (within.known?.cause !== undefined) {
      const { text, values } = tied(within, within.known, within.known.cause, undefined);
      return foundBars(db, { text: `FROM (${text}) JOIN changes c USING (id)`, values }, from, width, bars);
    }
    return countedBars(db, within, from, width, bars);
  });
}

/** Counts the bars of what a part of a statement finds, whose changes it calls `c`. */
function foundBars(db: Database, { text, values }: Sql, from: number, width: number, bars: number): readonly Bar[] {
  return db.all<Bar>(
    `SELECT CAST((c.noticed_at - ?) * ? / ? AS INTEGER) AS bar, c.type AS type, count(*) AS count ${text} GROUP BY 1, 2 ORDER BY 1, 2`,
    from,
    bars,
    width,
    ...values,
  );
}

/** Counts every bar by its range of the index: far faster than grouping a million rows. */
function countedBars(db: Database, filter: Filter, from: number, width: number, bars: number): readonly Bar[] {
  const found: Bar[] = [];
  const { known } = filter;
  const count: typeof countKind =
    known === undefined ? countKind : (_, type, category, time) => countKnownKind(db, known, type, category, time);
  for (const type of filter.types) {
    const present = filter.categories.filter((category) => count(db, type, category, filter) > 0);
    if (present.length === 0) continue;
    for (let bar = 0; bar < bars; bar++) {
      const since = Math.max(filter.since ?? 0, Math.ceil(from + (bar * width) / bars));
      const until = Math.min(filter.until ?? 0, Math.ceil(from + ((bar + 1) * width) / bars));
      if (since >= until) continue;
      const inBar = present.reduce((sum, category) => sum + count(db, type, category, { since, until }), 0);
      if (inBar > 0) found.push({ bar, type: type as ItemType, count: inBar });
    }
  }
  return found;
}
