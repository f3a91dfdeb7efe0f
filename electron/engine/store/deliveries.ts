import type { Args } from '../../shared/contract/contract.ts';
import type { Alert, Delivery, Occasion } from '../../shared/model/alert.ts';
import { readAlert } from './alerts.ts';
import { fromMoment } from './moments.ts';
import type { Database, SqlValue } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

/** A delivery in a list, with what its alert says. */
export type ListedDelivery = Delivery & { readonly summary: string };

/** The next delivery of an action, with all that its message is made of. */
export interface DueDelivery {
  readonly id: number;
  /** What names it to its receiver, over all retries. */
  readonly key: string;
  readonly occasion: Occasion;
  /** How often its action failed while it waited. */
  readonly attempts: number;
  /** When it is to be tried, in milliseconds since 1970. */
  readonly nextAt: number;
  readonly alert: Alert;
}

/** What became of a try. Moments are milliseconds since 1970. */
export type Settlement =
  | { readonly state: 'delivered'; readonly at: number; readonly output: string }
  | { readonly state: 'waiting'; readonly nextAt: number; readonly fault: string; readonly output: string }
  | { readonly state: 'dead'; readonly at: number; readonly fault: string; readonly output: string };

/** How many deliveries of an action are dead, and why the last of them is. */
export interface DeadOf {
  readonly actionId: string;
  readonly count: number;
  readonly fault: string;
}

/** What is read of deliveries. */
export interface DeliveryReader {
  /** The newest first. */
  page(query: Args<'actions.deliveries'>): readonly ListedDelivery[];
  /** Those of one alert, in the order in which they were made. */
  ofAlert(alertId: number): readonly Delivery[];
  /** By action, those that have dead ones. */
  dead(): readonly DeadOf[];
}

/** What the outbox does with deliveries. */
export interface DeliveryWriter extends DeliveryReader {
  /** The actions that something waits for. */
  waitingActions(): readonly string[];
  /** The oldest that waits for an action. */
  head(actionId: string): DueDelivery | undefined;
  /** Writes what became of a try. One that failed counts for all that wait for the same action: it failed them too. */
  settle(id: number, settlement: Settlement): void;
  /** Writes why one waits without being tried. */
  hold(id: number, fault: string): void;
  /** What waits for an action is due at once: it was edited. */
  hasten(actionId: string, at: number): void;
  /** What waits for an action is given up. */
  giveUp(actionId: string, fault: string, at: number): void;
  /** Dead ones wait again, from the beginning. Returns how many. */
  retry(ids: readonly number[], at: number): number;
  /** Lets go of dead ones. Returns how many. */
  discard(ids: readonly number[]): number;
}

interface StoredDelivery {
  readonly id: number;
  readonly key: string;
  readonly alert_id: number;
  readonly action_id: string;
  readonly occasion: string;
  readonly state: string;
  readonly attempts: number;
  readonly made_at: number;
  readonly next_at: number | null;
  readonly ended_at: number | null;
  readonly fault: string;
  readonly output: string;
}

const moment = (at: number | null): string | null => (at === null ? null : fromMoment(at));

function toDelivery(row: StoredDelivery): Delivery {
  return {
    id: row.id,
    alertId: row.alert_id,
    actionId: fromStored(row.action_id),
    occasion: row.occasion as Occasion,
    state: row.state as Delivery['state'],
    attempts: row.attempts,
    madeAt: fromMoment(row.made_at),
    nextAt: moment(row.next_at),
    endedAt: moment(row.ended_at),
    fault: fromStored(row.fault),
    output: fromStored(row.output),
  };
}

export function deliveryReader(db: Database): DeliveryReader {
  return {
    page({ states, before, limit = 100 }) {
      const conditions = ['deliveries.id < ?'];
      const values: SqlValue[] = [before ?? Number.MAX_SAFE_INTEGER];
      if (states) {
        conditions.push('state IN (SELECT value FROM json_each(?))');
        values.push(JSON.stringify(states));
      }
      return db
        .all<StoredDelivery & { readonly summary: string }>(
          `SELECT deliveries.*, alerts.summary FROM deliveries JOIN alerts ON alerts.id = alert_id
           WHERE ${conditions.join(' AND ')} ORDER BY deliveries.id DESC LIMIT ?`,
          ...values,
          limit,
        )
        .map((row) => ({ ...toDelivery(row), summary: fromStored(row.summary) }));
    },

    ofAlert: (alertId) =>
      db.all<StoredDelivery>('SELECT * FROM deliveries WHERE alert_id = ? ORDER BY id', alertId).map(toDelivery),

    dead: () =>
      db
        .all<{ readonly action_id: string; readonly count: number; readonly fault: string; readonly last: number }>(
          // The fault is the one of the row with the highest id: a bare column beside max(), as SQLite defines it.
          `SELECT action_id, count(*) AS count, max(id) AS last, fault FROM deliveries WHERE state = 'dead'
           GROUP BY action_id ORDER BY action_id`,
        )
        .map((row) => ({ actionId: fromStored(row.action_id), count: row.count, fault: fromStored(row.fault) })),
  };
}

export function deliveryWriter(db: Database): DeliveryWriter {
  return {
    ...deliveryReader(db),

    waitingActions: () =>
      db
        .all<{ readonly action_id: string }>(`SELECT DISTINCT action_id FROM deliveries WHERE state = 'waiting'`)
        .map((row) => fromStored(row.action_id)),

    head(actionId) {
      const row = db.get<StoredDelivery>(
        `SELECT * FROM deliveries WHERE state = 'waiting' AND action_id = ? ORDER BY id LIMIT 1`,
        toStored(actionId),
      );
      // Its alert goes with it (ON DELETE CASCADE), never before it.
      const alert = row && readAlert(db, row.alert_id);
      if (row === undefined || alert === undefined) return undefined;
      const { id, key, occasion, attempts, next_at } = row;
      return { id, key, occasion: occasion as Occasion, attempts, nextAt: next_at ?? 0, alert };
    },

    settle(id, settlement) {
      const { state, output } = settlement;
      const fault = state === 'delivered' ? '' : toStored(settlement.fault);
      db.transaction(() => {
        if (state !== 'delivered') {
          db.run(
            `UPDATE deliveries SET attempts = attempts + 1 WHERE state = 'waiting'
               AND action_id = (SELECT action_id FROM deliveries WHERE id = ?)`,
            id,
          );
        }
        db.run(
          `UPDATE deliveries SET state = ?, attempts = attempts + ?, next_at = ?, ended_at = ?, fault = ?, output = ?
           WHERE id = ? AND state = 'waiting'`,
          state,
          state === 'delivered' ? 1 : 0,
          state === 'waiting' ? settlement.nextAt : null,
          state === 'waiting' ? null : settlement.at,
          fault,
          toStored(output),
          id,
        );
      });
    },

    hold(id, fault) {
      db.run(`UPDATE deliveries SET fault = ? WHERE id = ? AND fault <> ?`, toStored(fault), id, toStored(fault));
    },

    hasten(actionId, at) {
      db.run(
        `UPDATE deliveries SET next_at = ? WHERE state = 'waiting' AND action_id = ? AND next_at > ?`,
        at,
        toStored(actionId),
        at,
      );
    },

    giveUp(actionId, fault, at) {
      db.run(
        `UPDATE deliveries SET state = 'dead', next_at = NULL, ended_at = ?, fault = ?
         WHERE state = 'waiting' AND action_id = ?`,
        at,
        toStored(fault),
        toStored(actionId),
      );
    },

    retry: (ids, at) =>
      db.run(
        `UPDATE deliveries SET state = 'waiting', attempts = 0, next_at = ?, ended_at = NULL
         WHERE state = 'dead' AND id IN (SELECT value FROM json_each(?))`,
        at,
        JSON.stringify(ids),
      ),

    discard: (ids) =>
      db.run(
        `DELETE FROM deliveries WHERE state = 'dead' AND id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(ids),
      ),
  };
}

/** Takes the records of what arrived before a moment. What is dead stays until somebody decides. */
export function pruneDeliveries(db: Database, before: number): void {
  db.run(`DELETE FROM deliveries WHERE state = 'delivered' AND ended_at < ?`, before);
}
