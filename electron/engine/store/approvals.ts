import type { Expectation } from '../../shared/model/approval.ts';
import { type Chosen, deleteAcknowledgements, writeAcknowledgements } from './acknowledgements.ts';
import { endExpectation, endOverdue, type NewExpectation, readExpectations, writeExpectation } from './expectations.ts';
import type { Database } from './sqlite.ts';

/** What a machine's owner said of changes, as it can be read. Moments are ISO 8601. */
export interface ApprovalReader {
  /** Those that hold at this moment first, then the ended ones, the newest first each. */
  expectations(now: string): readonly Expectation[];
  /** The first of these ids that no change of the log has. */
  unknown(ids: readonly number[]): number | undefined;
}

export interface ApprovalWriter extends ApprovalReader {
  /** Returns the ids of those that were not acknowledged before; see `writeAcknowledgements`. */
  acknowledge(chosen: Chosen, reason: string, now: string): readonly number[];
  /** Returns the ids of those that were acknowledged. */
  unacknowledge(chosen: Chosen): readonly number[];
  /** The same expectation that holds already is given the new reason, where there is one, and the new end. */
  expect(made: NewExpectation, now: string): Expectation;
  /** Ends an expectation; whether it held until now. */
  unexpect(id: number, now: string): boolean;
  /** Ends the expectations whose time is over; how many. */
  endOverdue(now: string): number;
}

export const approvalReader = (db: Database): ApprovalReader => ({
  expectations: (now) => readExpectations(db, now),
  unknown: (ids) =>
    db.get<{ readonly id: number }>(
      'SELECT value AS id FROM json_each(?) WHERE value NOT IN (SELECT id FROM changes) LIMIT 1',
      JSON.stringify(ids),
    )?.id,
});

export const approvalWriter = (db: Database): ApprovalWriter => ({
  ...approvalReader(db),
  acknowledge: (chosen, reason, now) => db.transaction(() => writeAcknowledgements(db, chosen, reason, now)),
  unacknowledge: (chosen) => db.transaction(() => deleteAcknowledgements(db, chosen)),
  expect: (made, now) => db.transaction(() => writeExpectation(db, made, now)),
  unexpect: (id, now) => endExpectation(db, id, now),
  endOverdue: (now) => endOverdue(db, now),
});
