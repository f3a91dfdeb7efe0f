import type { Acknowledgement } from '../../shared/model/approval.ts';
import { actorWords } from '../../shared/model/cause-words.ts';
import type { Actor, Explanation, PackageRef, Shipped, Tie, Verdict } from '../../shared/model/explanation.ts';
import { fromMoment } from './moments.ts';
import type { Database } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

/** What is known of a change beside its record. */
export interface Known {
  readonly explanation?: Explanation;
  readonly acknowledged?: Acknowledgement;
}

interface KnownRow {
  readonly id: number;
  readonly verdict: string;
  readonly cause_id: number | null;
  readonly plan_id: number | null;
  readonly tie: string | null;
  readonly package: string | null;
  readonly bytes: string | null;
  readonly conffile: number | null;
  readonly why: string | null;
  readonly actor: string | null;
  readonly title: string | null;
  readonly user: string | null;
  readonly at: number | null;
  readonly reason: string | null;
  readonly expectation_id: number | null;
}

/** What is known of these changes, by their ids. */
export function readKnown(db: Database, ids: readonly number[]): ReadonlyMap<number, Known> {
  const rows = db.all<KnownRow>(
    `SELECT e.id, verdict, cause_id, plan_id, tie, package, bytes, conffile, why, actor, title, user,
       at, reason, expectation_id
     FROM explanations e
       LEFT JOIN explanation_records r ON r.id = e.id
       LEFT JOIN causes c ON c.id = coalesce(e.cause_id, e.plan_id)
       LEFT JOIN acknowledgements a ON a.id = e.id
     WHERE e.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map((row) => [row.id, toKnown(row)]));
}

function toKnown(row: KnownRow): Known {
  const explanation: Explanation = {
    verdict: row.verdict as Verdict,
    causeId: row.cause_id,
    planId: row.plan_id,
    tie: row.tie as Tie | null,
    package: row.package === null ? null : (JSON.parse(row.package) as PackageRef),
    bytes: row.bytes as Shipped | null,
    conffile: row.conffile === 1,
    why: fromStored(row.why ?? ''),
    actor: row.actor === null ? null : (JSON.parse(row.actor) as Actor),
    ...(row.title === null ? {} : { cause: fromStored(row.title) }),
    ...(row.user === null ? {} : { requestedBy: fromStored(row.user) }),
  };
  if (row.at === null) return { explanation };
  const acknowledged = {
    at: fromMoment(row.at),
    reason: fromStored(row.reason ?? ''),
    expectationId: row.expectation_id,
  };
  return { explanation, acknowledged };
}

/** Writes what explains a change, in place of what was written before; of one that the log no longer has, nothing. */
export function writeExplanation(db: Database, id: number, explanation: Explanation): void {
  const { causeId, planId } = explanation;
  const written = db.run(
    `INSERT INTO explanations (id, type, category, noticed_at, verdict, group_id, cause_id, plan_id, tie)
     SELECT id, type, category, noticed_at, ?, ?, ?, ?, ? FROM changes WHERE id = ?
     ON CONFLICT (id) DO UPDATE SET verdict = excluded.verdict, group_id = excluded.group_id,
       cause_id = excluded.cause_id, plan_id = excluded.plan_id, tie = excluded.tie`,
    explanation.verdict,
    planId ?? causeId,
    causeId,
    planId,
    explanation.tie,
    id,
  );
  if (written > 0) writeRecord(db, id, explanation);
}

/** Who made a change stays known: that is seen once, and not remembered for long beside the log. */
function writeRecord(db: Database, id: number, explanation: Explanation): void {
  const { actor, bytes, conffile, why } = explanation;
  if (why === '' && explanation.package === null && actor === null && bytes === null && !conffile) {
    db.run('DELETE FROM explanation_records WHERE id = ? AND actor IS NULL', id);
    db.run(`UPDATE explanation_records SET package = NULL, bytes = NULL, conffile = 0, why = '' WHERE id = ?`, id);
    return;
  }
  db.run(
    `INSERT INTO explanation_records (id, package, bytes, conffile, why, actor, changed_by)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET package = excluded.package, bytes = excluded.bytes, conffile = excluded.conffile,
       why = excluded.why, actor = coalesce(excluded.actor, actor),
       changed_by = coalesce(excluded.changed_by, changed_by)`,
    id,
    explanation.package && JSON.stringify(explanation.package),
    bytes,
    conffile ? 1 : 0,
    toStored(why),
    actor && JSON.stringify(actor),
    actor && toStored(actorWords(actor)),
  );
}
