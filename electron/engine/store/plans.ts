import { type NamedPlan, planAtMost } from '../approve/plan-times.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

/** The plans of a machine's owner: rows of `causes`. */
export interface PlanReader {
  /** The id of the plan that is open. */
  open(): number | undefined;
  /** The plans that are open, or ended at this moment (ISO 8601) or later, the oldest first. */
  since(moment: string): readonly NamedPlan[];
}

export interface PlanWriter extends PlanReader {
  /** Begins a plan, and ends one that is open. Returns the new one's id, and that of the ended one. */
  begin(name: string, now: string): { readonly begun: number; readonly ended: number | undefined };
  /** Ends a plan that is open: whether it was. */
  end(id: number, now: string): boolean;
  /** Ends a plan that was open for too long, as it says then of itself; returns its id. */
  endOverdue(now: string): number | undefined;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly started_at: number;
  readonly ended_at: number | null;
}

const openPlans = `FROM causes WHERE kind = 'planned' AND ended_at IS NULL`;

const hours = planAtMost / 3600_000;
/** What a plan says of itself that was ended so. */
export const overdueWords = `It was left open, and ended by itself after ${hours} hours.`;

export const planReader = (db: Database): PlanReader => ({
  open: () => db.get<{ readonly id: number }>(`SELECT id ${openPlans}`)?.id,
  since: (moment) =>
    db
      .all<Row>(
        `SELECT id, name, started_at, ended_at FROM causes
         WHERE kind = 'planned' AND (ended_at IS NULL OR ended_at >= ?) ORDER BY id`,
        toMoment(moment),
      )
      .map((row) => ({
        id: row.id,
        name: fromStored(row.name),
        startedAt: fromMoment(row.started_at),
        endedAt: row.ended_at === null ? null : fromMoment(row.ended_at),
      })),
});

export function planWriter(db: Database): PlanWriter {
  const reader = planReader(db);
  const end = (id: number, at: number): boolean =>
    db.run(`UPDATE causes SET ended_at = max(started_at, ?) WHERE id = ? AND ended_at IS NULL`, at, id) > 0;
  return {
    ...reader,
    begin: (name, now) =>
      db.transaction(() => {
        const at = toMoment(now);
        const ended = reader.open();
        if (ended !== undefined) end(ended, at);
        const { id } = db.returning<{ readonly id: number }>(
          `INSERT INTO causes (kind, name, title, started_at, packages) VALUES ('planned', ?, ?, ?, '[]') RETURNING id`,
          toStored(name),
          toStored(name),
          at,
        );
        return { begun: id, ended };
      }),
    end: (id, now) => end(id, toMoment(now)),
    endOverdue: (now) =>
      db.all<{ readonly id: number }>(
        `UPDATE causes SET ended_at = started_at + ?1, fault = ?2
         WHERE kind = 'planned' AND ended_at IS NULL AND started_at + ?1 <= ?3 RETURNING id`,
        planAtMost,
        toStored(overdueWords),
        toMoment(now),
      )[0]?.id,
  };
}
