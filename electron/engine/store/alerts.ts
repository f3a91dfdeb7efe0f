import type { AlertQuery } from '../../shared/contract/alerts.ts';
import { alertQuerySchema } from '../../shared/contract/alerts.ts';
import type { Alert, AlertRow } from '../../shared/model/alert.ts';
import { desktopAction } from '../../shared/model/alert-rule.ts';
import type { Severity } from '../../shared/model/severity.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database, SqlValue } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

/** An alert as it fires: not yet stored. */
export type NewAlert = Omit<Alert, 'id' | 'endedAt' | 'read'>;

interface StoredAlert {
  readonly id: number;
  readonly rule_id: string;
  readonly rule: string;
  readonly severity: string;
  readonly why: string;
  readonly evaluation: string;
  readonly fired_at: number;
  readonly ended_at: number | null;
  readonly summary: string;
  readonly count: number;
  readonly rows: string;
  readonly change_ids: string;
  readonly actions: string;
  readonly muted: number;
  readonly read: number;
}

function toAlert(row: StoredAlert): Alert {
  return {
    id: row.id,
    ruleId: fromStored(row.rule_id),
    rule: fromStored(row.rule),
    severity: row.severity as Severity,
    why: fromStored(row.why),
    evaluation: row.evaluation as Alert['evaluation'],
    firedAt: fromMoment(row.fired_at),
    endedAt: row.ended_at === null ? null : fromMoment(row.ended_at),
    summary: fromStored(row.summary),
    count: row.count,
    // JSON escapes what a bound text must not hold.
    rows: JSON.parse(row.rows) as AlertRow[],
    changeIds: JSON.parse(row.change_ids) as number[],
    actions: JSON.parse(row.actions) as string[],
    muted: row.muted === 1,
    read: row.read === 1,
  };
}

/** Main has nothing to tell of an alert that names no desktop, or that was muted. */
const concernsDesktop = ({ actions, muted }: NewAlert) => actions.includes(desktopAction) && !muted;

export function insertAlert(db: Database, alert: NewAlert): Alert {
  const row = db.returning<StoredAlert>(
    `INSERT INTO alerts (rule_id, rule, severity, why, evaluation, fired_at, ended_at, summary, count, rows,
       change_ids, actions, muted, read, told)
     VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, 0, ?) RETURNING *`,
    toStored(alert.ruleId),
    toStored(alert.rule),
    alert.severity,
    toStored(alert.why),
    alert.evaluation,
    toMoment(alert.firedAt),
    toStored(alert.summary),
    alert.count,
    JSON.stringify(alert.rows),
    JSON.stringify(alert.changeIds),
    JSON.stringify(alert.actions),
    alert.muted ? 1 : 0,
    concernsDesktop(alert) ? 0 : 1,
  );
  return toAlert(row);
}

/** Ends an alert that lasts; `undefined` where there is none such. */
export function endAlert(db: Database, id: number, at: string): Alert | undefined {
  const [row] = db.all<StoredAlert>(
    'UPDATE alerts SET ended_at = ? WHERE id = ? AND ended_at IS NULL RETURNING *',
    toMoment(at),
    id,
  );
  return row && toAlert(row);
}

export function readAlert(db: Database, id: number): Alert | undefined {
  const row = db.get<StoredAlert>('SELECT * FROM alerts WHERE id = ?', id);
  return row && toAlert(row);
}

/** A page of alerts, the newest first. */
export function readAlerts(db: Database, query: AlertQuery): readonly Alert[] {
  const { severities, ruleId, active, before, limit } = alertQuerySchema.parse(query);
  const conditions: (readonly [sql: string, ...values: SqlValue[]])[] = [['id < ?', before ?? Number.MAX_SAFE_INTEGER]];
  if (severities) conditions.push(['severity IN (SELECT value FROM json_each(?))', JSON.stringify(severities)]);
  if (ruleId !== undefined) conditions.push(['rule_id = ?', toStored(ruleId)]);
  const lasts = `evaluation = 'state' AND ended_at IS NULL`;
  if (active !== undefined) conditions.push([active ? lasts : `NOT (${lasts})`]);
  return db
    .all<StoredAlert>(
      `SELECT * FROM alerts WHERE ${conditions.map(([sql]) => sql).join(' AND ')} ORDER BY id DESC LIMIT ?`,
      ...conditions.flatMap(([, ...values]) => values),
      limit,
    )
    .map(toAlert);
}

/** Alerts for the desktop that main has not dealt with, the oldest first. */
export function readUntold(db: Database): readonly Alert[] {
  return db.all<StoredAlert>('SELECT * FROM alerts WHERE told = 0 ORDER BY id').map(toAlert);
}

export function markTold(db: Database, ids: readonly number[]): void {
  db.run('UPDATE alerts SET told = 1 WHERE told = 0 AND id IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
}

/** Marks alerts as read: those named, or all. */
export function markAlertsRead(db: Database, ids: readonly number[] | undefined): void {
  if (ids === undefined) db.run('UPDATE alerts SET read = 1 WHERE read = 0');
  else
    db.run('UPDATE alerts SET read = 1 WHERE read = 0 AND id IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
}

/** What the `alerts` event tells: how many alerts nobody has read, and how many deliveries wait or are dead. */
export interface AlertCounts {
  readonly unread: number;
  readonly waiting: number;
  readonly dead: number;
}

export function countAlerts(db: Database): AlertCounts {
  const inState = (state: string) => db.number('SELECT count(*) AS n FROM deliveries WHERE state = ?', state);
  return {
    unread: db.number('SELECT count(*) AS n FROM alerts WHERE read = 0'),
    waiting: inState('waiting'),
    dead: inState('dead'),
  };
}

/** Takes alerts that fired before a moment: none that lasts, or of which a delivery waits or asks for a decision. */
export function pruneAlerts(db: Database, before: number): void {
  db.run(
    `DELETE FROM alerts WHERE fired_at < ? AND (evaluation = 'change' OR ended_at IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM deliveries WHERE alert_id = alerts.id AND state <> 'delivered')`,
    before,
  );
}
