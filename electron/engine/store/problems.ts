import type { ItemType } from '../../shared/model/item.ts';
import type { Problem, ProblemKind, ProblemType, StandingProblem } from '../../shared/model/problem.ts';
import type { Scope } from '../collectors/collector.ts';
import { fromMoment } from './moments.ts';
import { inScope, isWhole } from './scope.ts';
import type { Database } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

interface ProblemRow {
  readonly type: string;
  readonly subject: string;
  readonly kind: string;
  readonly message: string;
  readonly advice: string;
  readonly first_seen: number;
  readonly last_seen: number;
  readonly by_watch: number;
}

export function readProblems(db: Database): readonly StandingProblem[] {
  return db.all<ProblemRow>('SELECT * FROM problems ORDER BY first_seen, type, subject, kind').map((row) => ({
    type: row.type as ProblemType,
    kind: row.kind as ProblemKind,
    subject: fromStored(row.subject),
    message: fromStored(row.message),
    advice: fromStored(row.advice),
    firstSeen: fromMoment(row.first_seen),
    lastSeen: fromMoment(row.last_seen),
  }));
}

/** Writes a problem, or that it still stands. It is known again by its type, subject and kind. */
export function writeProblem(db: Database, problem: Problem, at: number, by: 'collection' | 'watch'): void {
  db.run(
    `INSERT INTO problems (type, subject, kind, message, advice, first_seen, last_seen, by_watch)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (type, subject, kind) DO UPDATE SET message = excluded.message, advice = excluded.advice,
       last_seen = excluded.last_seen, by_watch = excluded.by_watch`,
    problem.type,
    toStored(problem.subject),
    problem.kind,
    toStored(problem.message),
    toStored(problem.advice),
    at,
    at,
    by === 'watch' ? 1 : 0,
  );
}

export function deleteProblem(db: Database, { type, kind, subject }: Pick<Problem, 'type' | 'kind' | 'subject'>): void {
  db.run('DELETE FROM problems WHERE type = ? AND subject = ? AND kind = ?', type, toStored(subject), kind);
}

/**
 * Writes the problems that a collection of a scope met, and ends those of the
 * scope that it did not meet again. What a watch met is beyond what the
 * collection of a part can judge: it stands until the whole type was collected,
 * by a collection that began (`startedAt`) after the watch spoke. One that was last seen after
 * `at` is of a time before the clock was set back.
 */
export function settleProblems(
  db: Database,
  type: ItemType,
  scope: Scope,
  problems: readonly Problem[],
  startedAt: number,
  at: number,
): void {
  const whole = isWhole(scope);
  const met = new Set(problems.map((problem) => identity(problem.subject, problem.kind)));
  for (const row of db.all<ProblemRow>('SELECT * FROM problems WHERE type = ?', type)) {
    const subject = fromStored(row.subject);
    if (met.has(identity(subject, row.kind))) continue;
    const judged =
      row.by_watch === 0 ? inScope(type, scope, subject) : whole && (row.last_seen < startedAt || row.last_seen > at);
    if (!judged) continue;
    db.run('DELETE FROM problems WHERE type = ? AND subject = ? AND kind = ?', type, row.subject, row.kind);
  }
  for (const problem of problems) writeProblem(db, problem, at, 'collection');
}

function identity(subject: string, kind: string): string {
  return `${kind} ${subject}`;
}
