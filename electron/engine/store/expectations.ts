import type { Expectation, ExpectationScope } from '../../shared/model/approval.ts';
import { applyExpectations, type Holding } from '../approve/apply.ts';
import { type Condition, conditionSchema } from '../approve/condition.ts';
import { note } from './acknowledgements.ts';
import { chainHead } from './chain.ts';
import { readChanges } from './change-log.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

/** An expectation to be made. */
export interface NewExpectation {
  readonly scope: ExpectationScope;
  readonly subject: string;
  readonly condition: Condition;
  readonly reason: string;
  readonly until: string | null;
}

interface Stored {
  readonly id: number;
  readonly scope: string;
  readonly subject: string;
  readonly condition: string;
  readonly reason: string;
  readonly made_at: number;
  readonly after_change: number;
  readonly until_moment: number | null;
  readonly ended_at: number | null;
  readonly uses: number;
  readonly last_used_at: number | null;
}

const moment = (at: number | null) => (at === null ? null : fromMoment(at));

function toExpectation(row: Stored): Expectation {
  return {
    id: row.id,
    scope: row.scope as ExpectationScope,
    subject: fromStored(row.subject),
    reason: fromStored(row.reason),
    madeAt: fromMoment(row.made_at),
    until: moment(row.until_moment),
    endedAt: moment(row.ended_at),
    uses: row.uses,
    lastUsedAt: moment(row.last_used_at),
  };
}

/** Those that hold first, then the ended ones, the newest first each. One whose time is over has ended with it. */
export function readExpectations(db: Database, now: string): readonly Expectation[] {
  const at = toMoment(now);
  return db
    .all<Stored>('SELECT * FROM expectations ORDER BY id DESC')
    .map((row) => toExpectation(isOver(row, at) ? { ...row, ended_at: row.until_moment } : row))
    .toSorted((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null));
}

const isOver = (row: Stored, now: number) =>
  row.ended_at === null && row.until_moment !== null && row.until_moment <= now;

/** The same expectation that holds already is given the new reason, where there is one, and the new end. */
export function writeExpectation(db: Database, made: NewExpectation, now: string): Expectation {
  const at = toMoment(now);
  endOverdue(db, now);
  const condition = JSON.stringify(made.condition);
  const until = made.until === null ? null : toMoment(made.until);
  const [again] = db.all<Stored>(
    `UPDATE expectations SET until_moment = ?1, reason = CASE WHEN ?2 = '' THEN reason ELSE ?2 END, subject = ?3
     WHERE ended_at IS NULL AND scope = ?4 AND condition = ?5 RETURNING *`,
    until,
    toStored(made.reason),
    toStored(made.subject),
    made.scope,
    condition,
  );
  if (again !== undefined) return toExpectation(again);
  return toExpectation(
    db.returning<Stored>(
      `INSERT INTO expectations (scope, subject, condition, reason, made_at, after_change, until_moment, uses)
       VALUES (?, ?, ?, ?, ?, ?, ?, 0) RETURNING *`,
      made.scope,
      toStored(made.subject),
      condition,
      toStored(made.reason),
      at,
      chainHead(db).id,
      until,
    ),
  );
}

/** Ends one; whether it held until now. */
export function endExpectation(db: Database, id: number, now: string): boolean {
  return db.run('UPDATE expectations SET ended_at = ? WHERE id = ? AND ended_at IS NULL', toMoment(now), id) > 0;
}

/** Ends those whose time is over; how many. */
export function endOverdue(db: Database, now: string): number {
  return db.run(
    'UPDATE expectations SET ended_at = until_moment WHERE ended_at IS NULL AND until_moment <= ?',
    toMoment(now),
  );
}

/**
 * Acknowledges what was expected of these changes, whose explanations are stored, within the caller's transaction.
 * Returns the ids of those that it acknowledged. It hides none of them: notifications leave them out, and alert rules
 * are evaluated for them as for any other.
 */
export function acknowledgeExpected(db: Database, changed: readonly number[], now: string): readonly number[] {
  if (changed.length === 0) return [];
  const rows = db.all<Stored>('SELECT * FROM expectations WHERE ended_at IS NULL ORDER BY id');
  if (rows.length === 0) return [];
  const at = toMoment(now);
  const { acknowledged, usedUp } = applyExpectations(rows.map(toHolding), readChanges(db, changed));
  const ids: number[] = [];
  for (const { change, by } of acknowledged) {
    const inserted = db.run(
      'INSERT OR IGNORE INTO acknowledgements (id, at, reason, expectation_id) VALUES (?, ?, ?, ?)',
      change,
      at,
      toStored(by.reason),
      by.id,
    );
    if (inserted === 0) continue;
    ids.push(change);
    db.run('UPDATE expectations SET uses = uses + 1, last_used_at = ? WHERE id = ?', at, by.id);
  }
  note(db, ids, true);
  for (const id of usedUp) db.run('UPDATE expectations SET ended_at = ? WHERE id = ?', at, id);
  // Only now: what was noticed before an end may be explained after it.
  endOverdue(db, now);
  return ids;
}

const toHolding = (row: Stored): Holding => ({
  id: row.id,
  scope: row.scope as ExpectationScope,
  condition: conditionSchema.parse(JSON.parse(row.condition)),
  reason: fromStored(row.reason),
  afterChange: row.after_change,
  until: moment(row.until_moment),
});

/** Lets go of those that ended before a moment and that no acknowledgement refers to any more. */
export function pruneExpectations(db: Database, before: number): void {
  db.run(
    `DELETE FROM expectations WHERE ended_at < ?
       AND NOT EXISTS (SELECT 1 FROM acknowledgements WHERE expectation_id = expectations.id)`,
    before,
  );
}
