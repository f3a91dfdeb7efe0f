import { bumpKnowledge } from './meta.ts';
import { toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';
import { toStored } from './stored-text.ts';

/** Which changes: by their ids, all of a cause (a transaction or a plan), or both. */
export interface Chosen {
  readonly ids?: readonly number[] | undefined;
  readonly cause?: number | undefined;
}

interface Id {
  readonly id: number;
}

const idsOf = (rows: readonly Id[]) => rows.map(({ id }) => id);
const named = 'id IN (SELECT value FROM json_each(?))';
const ofCause = `id IN (SELECT id FROM explanations WHERE cause_id = ?1 UNION SELECT id FROM explanations WHERE plan_id = ?1)`;

/**
 * Acknowledges changes: those named, and all that a cause has now. One that is acknowledged already stays as it is, but
 * that one which was named takes a new reason. Returns the ids of those that were not acknowledged before.
 */
export function writeAcknowledgements(
  db: Database,
  { ids, cause }: Chosen,
  reason: string,
  now: string,
): readonly number[] {
  const at = toMoment(now);
  const why = toStored(reason);
  const fresh = new Set<number>();
  if (ids !== undefined && ids.length > 0) {
    const these = JSON.stringify(ids);
    const insert = `INSERT OR IGNORE INTO acknowledgements (id, at, reason)
      SELECT id, ?, ? FROM changes WHERE ${named} RETURNING id`;
    if (reason !== '') {
      // It is a person's word from now on.
      db.run(`UPDATE acknowledgements SET reason = ?, at = ?, expectation_id = NULL WHERE ${named}`, why, at, these);
    }
    for (const id of idsOf(db.all<Id>(insert, at, why, these))) fresh.add(id);
  }
  if (cause !== undefined) {
    const insert = `INSERT OR IGNORE INTO acknowledgements (id, at, reason)
      SELECT id, ?2, ?3 FROM changes WHERE ${ofCause} RETURNING id`;
    for (const id of idsOf(db.all<Id>(insert, cause, at, why))) fresh.add(id);
  }
  note(db, [...fresh], true);
  return [...fresh];
}

/** Takes the word back; returns the ids of those that were acknowledged. */
export function deleteAcknowledgements(db: Database, { ids, cause }: Chosen): readonly number[] {
  const gone = new Set<number>();
  if (ids !== undefined && ids.length > 0) {
    const sql = `DELETE FROM acknowledgements WHERE ${named} RETURNING id`;
    for (const id of idsOf(db.all<Id>(sql, JSON.stringify(ids)))) gone.add(id);
  }
  if (cause !== undefined) {
    const sql = `DELETE FROM acknowledgements WHERE ${ofCause} RETURNING id`;
    for (const id of idsOf(db.all<Id>(sql, cause))) gone.add(id);
  }
  note(db, [...gone], false);
  return [...gone];
}

/**
 * Notes with what is known of changes whether they are acknowledged, within the caller's transaction. One that was not
 * looked at yet waits to be explained.
 */
export function note(db: Database, ids: readonly number[], acknowledged: boolean): void {
  if (ids.length === 0) return;
  const these = JSON.stringify(ids);
  db.run(
    `INSERT OR IGNORE INTO explanations (id, type, category, noticed_at, verdict)
     SELECT id, type, category, noticed_at, 'pending' FROM changes WHERE ${named}`,
    these,
  );
  db.run(`UPDATE explanations SET acknowledged = ? WHERE ${named}`, acknowledged ? 1 : 0, these);
  bumpKnowledge(db);
}
