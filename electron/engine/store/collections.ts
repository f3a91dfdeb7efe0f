import type { How } from '../../shared/model/change.ts';
import type { ItemType } from '../../shared/model/item.ts';
import type { CollectionRun } from '../../shared/model/status.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';

interface CollectionRow {
  readonly id: number;
  readonly type: string;
  readonly how: string;
  readonly full: number;
  readonly started_at: number;
  readonly ended_at: number;
  readonly items: number;
  readonly changes: number;
  readonly baseline: number;
}

function toRun(row: CollectionRow): CollectionRun {
  return {
    id: row.id,
    type: row.type as ItemType,
    how: row.how as How,
    full: row.full === 1,
    startedAt: fromMoment(row.started_at),
    endedAt: fromMoment(row.ended_at),
    items: row.items,
    changes: row.changes,
    baseline: row.baseline === 1,
  };
}

export function lastRun(db: Database, type: ItemType, which: 'any' | 'full'): CollectionRun | undefined {
  const full = which === 'full' ? 'AND full = 1' : '';
  const row = db.get<CollectionRow>(`SELECT * FROM collections WHERE type = ? ${full} ORDER BY id DESC LIMIT 1`, type);
  return row && toRun(row);
}

export function insertRun(db: Database, run: Omit<CollectionRun, 'id'>): CollectionRun {
  const row = db.returning<CollectionRow>(
    `INSERT INTO collections (type, how, full, started_at, ended_at, items, changes, baseline)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
    run.type,
    run.how,
    run.full ? 1 : 0,
    toMoment(run.startedAt),
    toMoment(run.endedAt),
    run.items,
    run.changes,
    run.baseline ? 1 : 0,
  );
  return toRun(row);
}
