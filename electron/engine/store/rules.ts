import type { Alert } from '../../shared/model/alert.ts';
import { desktopAction } from '../../shared/model/alert-rule.ts';
import { endAlert, insertAlert, type NewAlert } from './alerts.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

/** How far a rule was evaluated. */
export interface RuleCursor {
  readonly ruleId: string;
  /** The hash of its condition: another one is another rule. */
  readonly condition: string;
  /** The last change that it was evaluated for. */
  readonly upTo: number;
  /** The alert that lasts, of a state. */
  readonly activeAlert: number | null;
}

/** What the evaluation of one rule led to; see `WriteStore.saveEvaluations`. */
export interface Evaluation {
  readonly ruleId: string;
  readonly condition: string;
  readonly upTo: number;
  /** Alerts that fired, in their order. A `state` becomes the rule's lasting alert. */
  readonly fired: readonly NewAlert[];
  /** Whether the alert that lasts has ended; with `quietly`, no action hears of it. */
  readonly ended?: { readonly at: string; readonly quietly: boolean };
  /** The rule is watched for no longer, so that nothing is kept of how far it got. */
  readonly forgotten?: boolean;
}

/** What was saved: alerts that fired, alerts that ended, and how many deliveries were made of both. */
export interface SavedEvaluations {
  readonly fired: readonly Alert[];
  readonly ended: readonly Alert[];
  readonly deliveries: number;
}

interface StoredCursor {
  readonly rule_id: string;
  readonly condition: string;
  readonly up_to: number;
  readonly active_alert: number | null;
}

export function readCursors(db: Database): readonly RuleCursor[] {
  return db.all<StoredCursor>('SELECT * FROM rules ORDER BY rule_id').map((row) => ({
    ruleId: fromStored(row.rule_id),
    condition: row.condition,
    upTo: row.up_to,
    activeAlert: row.active_alert,
  }));
}

/** Writes what evaluations led to, within the caller's transaction. */
export function writeEvaluations(db: Database, evaluations: readonly Evaluation[]): SavedEvaluations {
  const fired: Alert[] = [];
  const ended: Alert[] = [];
  let deliveries = 0;
  for (const evaluation of evaluations) {
    const id = toStored(evaluation.ruleId);
    const known = db.get<StoredCursor>('SELECT * FROM rules WHERE rule_id = ?', id);
    let active = known?.active_alert ?? null;
    if (active !== null && evaluation.ended !== undefined) {
      const over = endAlert(db, active, evaluation.ended.at);
      if (over) ended.push(over);
      if (over && !evaluation.ended.quietly) deliveries += deliver(db, over, 'ended', evaluation.ended.at);
      active = null;
    }
    for (const alert of evaluation.fired) {
      const inserted = insertAlert(db, alert);
      fired.push(inserted);
      deliveries += deliver(db, inserted, 'fired', alert.firedAt);
      if (alert.evaluation === 'state') active = inserted.id;
    }
    if (evaluation.forgotten) db.run('DELETE FROM rules WHERE rule_id = ?', id);
    else {
      db.run(
        'INSERT OR REPLACE INTO rules (rule_id, condition, up_to, active_alert) VALUES (?, ?, ?, ?)',
        id,
        evaluation.condition,
        evaluation.upTo,
        active,
      );
    }
  }
  return { fired, ended, deliveries };
}

/**
 * A row for each action that an alert goes to, due at once; returns how many. The desktop has none: main tells it.
 * One that was muted when it fired goes to nobody, nor does its end.
 */
function deliver(db: Database, alert: Alert, occasion: 'fired' | 'ended', at: string): number {
  const actions = alert.muted ? [] : [...new Set(alert.actions)].filter((action) => action !== desktopAction);
  const moment = toMoment(at);
  for (const action of actions) {
    db.run(
      `INSERT INTO deliveries (alert_id, action_id, occasion, state, attempts, made_at, next_at, ended_at, fault, output)
       VALUES (?, ?, ?, 'waiting', 0, ?, ?, NULL, '', '')`,
      alert.id,
      toStored(action),
      occasion,
      moment,
      moment,
    );
  }
  return actions.length;
}

/** What the log of alerts says of each rule that ever fired. */
export interface RuleHistory {
  readonly lastFiredAt: string;
  /** How often since the moment that was asked for. */
  readonly fired: number;
}

/** By rule. */
export function readRuleHistory(db: Database, since: string): ReadonlyMap<string, RuleHistory> {
  const rows = db.all<{ readonly rule_id: string; readonly last: number; readonly fired: number }>(
    `SELECT rule_id, max(fired_at) AS last, count(*) FILTER (WHERE fired_at >= ?) AS fired FROM alerts GROUP BY rule_id`,
    toMoment(since),
  );
  return new Map(rows.map((row) => [fromStored(row.rule_id), { lastFiredAt: fromMoment(row.last), fired: row.fired }]));
}
