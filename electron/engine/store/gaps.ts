import type { ItemType } from '../../shared/model/item.ts';
import type { Gap, GapReason } from '../../shared/model/problem.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

interface GapRow {
  readonly id: number;
  readonly type: string | null;
  readonly reason: string;
  readonly subject: string;
  readonly from_moment: number;
  readonly to_moment: number | null;
}

function toGap(row: GapRow): Gap {
  return {
    id: row.id,
    type: row.type as ItemType | null,
    reason: row.reason as GapReason,
    subject: fromStored(row.subject),
    from: fromMoment(row.from_moment),
    to: row.to_moment === null ? null : fromMoment(row.to_moment),
  };
}

/** Gaps that lasted at `since` or later, the newest first. */
export function readGaps(db: Database, filter: { readonly since?: string; readonly limit: number }): readonly Gap[] {
  return db
    .all<GapRow>(
      'SELECT * FROM gaps WHERE to_moment IS NULL OR to_moment >= ? ORDER BY from_moment DESC, id DESC LIMIT ?',
      filter.since === undefined ? 0 : toMoment(filter.since),
      filter.limit,
    )
    .map(toGap);
}

export function insertGap(db: Database, gap: Omit<Gap, 'id' | 'to'>): Gap {
  const row = db.returning<GapRow>(
    'INSERT INTO gaps (type, reason, subject, from_moment) VALUES (?, ?, ?, ?) RETURNING *',
    gap.type,
    gap.reason,
    toStored(gap.subject),
    toMoment(gap.from),
  );
  return toGap(row);
}

/** Ends the open gaps that began by a moment: those of a type, or (for `null`) those that concern all types at once. */
export function endGaps(db: Database, type: ItemType | null, at: string): readonly Gap[] {
  const moment = toMoment(at);
  return db
    .all<GapRow>(
      `UPDATE gaps SET to_moment = max(from_moment, ?)
         WHERE to_moment IS NULL AND (from_moment <= ? OR from_moment > ?) AND type IS ? RETURNING *`,
      moment,
      moment,
      // What seems to begin in the future was opened before the clock was set back.
      Date.now(),
      type,
    )
    .map(toGap);
}
