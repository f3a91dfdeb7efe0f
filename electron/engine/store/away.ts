import type { ItemType } from '../../shared/model/item.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';

/** A time in which Tidemark did not run or the machine slept. Moments are ISO 8601. */
export interface AwayTime {
  readonly reason: 'notRunning' | 'asleep';
  readonly from: string;
  readonly to: string;
}

/** What was found to have changed in such a time. */
export interface FoundAway {
  readonly counts: Partial<Record<ItemType, number>>;
  /** The ids of the causes whose cards show some of it, the newest first. */
  readonly causes: readonly number[];
  /** Of the changes: how many neither a transaction nor a plan explains, and how many of these stand out. */
  readonly unexplained: number;
  readonly standingOut: number;
  /** Changes that nothing explains, those that stand out first. */
  readonly others: readonly number[];
}

/** A look that makes up for the time away has ended so long (milliseconds) after it began. */
const lookWithin = 3600_000;

interface Row {
  readonly reason: 'notRunning' | 'asleep';
  readonly from_moment: number;
  readonly to_moment: number;
}

/**
 * Times away that have been made up for, the newest first. Times that overlap are one: a start that was cut off leaves
 * its time to the next one.
 */
export function readAwayTimes(db: Database, limit: number): readonly AwayTime[] {
  const rows = db.all<Row>(
    `SELECT reason, from_moment, to_moment FROM gaps
     WHERE type IS NULL AND reason IN ('notRunning', 'asleep') AND to_moment IS NOT NULL
     ORDER BY to_moment DESC, from_moment LIMIT ?`,
    // Enough for some that are joined.
    limit * 4,
  );
  const times: Row[] = [];
  for (const row of rows) {
    const later = times.at(-1);
    if (later !== undefined && row.to_moment > later.from_moment) {
      times[times.length - 1] = { ...later, from_moment: Math.min(later.from_moment, row.from_moment) };
    } else times.push(row);
  }
  return times.slice(0, limit).map(({ reason, from_moment, to_moment }) => ({
    reason,
    from: fromMoment(from_moment),
    to: fromMoment(to_moment),
  }));
}

/** What the looks after a time away found; `othersAtMost` of the changes that nothing explains are named. */
export function readAway(db: Database, { from, to }: AwayTime, othersAtMost: number): FoundAway {
  const found = `SELECT c.id, c.type, coalesce(e.verdict, 'pending') AS verdict, e.group_id
    FROM changes c LEFT JOIN explanations e ON e.id = c.id
    WHERE c.how = 'startup' AND c.noticed_at BETWEEN ? AND ? AND c.since <= ?`;
  const end = toMoment(to);
  const bound = [toMoment(from), Math.min(end + lookWithin, nextAway(db, end)), end];
  const counted = db.all<{
    readonly type: ItemType;
    readonly count: number;
    readonly unexplained: number;
    readonly standing_out: number;
  }>(
    `SELECT type, count(*) AS count, sum(verdict NOT IN ('explained', 'planned')) AS unexplained,
       sum(verdict = 'standsOut') AS standing_out
     FROM (${found}) GROUP BY type`,
    ...bound,
  );
  const ids = (sql: string, ...more: readonly number[]) =>
    db.all<{ readonly id: number }>(sql, ...bound, ...more).map(({ id }) => id);
  return {
    counts: Object.fromEntries(counted.map(({ type, count }) => [type, count])),
    unexplained: counted.reduce((sum, each) => sum + each.unexplained, 0),
    standingOut: counted.reduce((sum, each) => sum + each.standing_out, 0),
    causes: ids(
      `SELECT group_id AS id FROM (${found}) WHERE group_id IS NOT NULL GROUP BY group_id ORDER BY max(id) DESC`,
    ),
    others: ids(
      `SELECT id FROM (${found}) WHERE verdict NOT IN ('explained', 'planned') ORDER BY verdict = 'standsOut' DESC, id DESC LIMIT ?`,
      othersAtMost,
    ),
  };
}

/** When the next time away began; what is noticed from then on belongs to that. */
function nextAway(db: Database, after: number): number {
  const next = db.get<{ readonly from_moment: number | null }>(
    `SELECT min(from_moment) AS from_moment FROM gaps
     WHERE type IS NULL AND reason IN ('notRunning', 'asleep') AND from_moment >= ?`,
    after,
  );
  return next?.from_moment ?? Number.MAX_SAFE_INTEGER;
}
