import type { EngineMethod, ParsedArgs, Result } from '../../shared/contract/contract.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { lineCounter } from '../query/line-stats.ts';
import type { AlertCounts } from '../store/alerts.ts';
import type { WriteStore } from '../store/interface.ts';
import type { AlertRules } from './evaluate/alert-rules.ts';

export type AlertMethod = Extract<
  EngineMethod,
  'alerts.list' | 'alerts.get' | 'alerts.read' | 'alerts.untold' | 'alerts.told' | 'rules.states' | 'rules.try'
>;
export type AlertHandlers = {
  readonly [M in AlertMethod]: (args: ParsedArgs<M>) => Result<M> | Promise<Result<M>>;
};

export interface AlertHandlersOptions {
  readonly store: WriteStore;
  readonly rules: Pick<AlertRules, 'states'>;
  readonly tryRule: (args: ParsedArgs<'rules.try'>) => Promise<Result<'rules.try'>>;
  /** The read marks of alerts changed. */
  readonly counts: (counts: AlertCounts) => void;
}

/** Answers the contract's requests about alerts and rules. */
export function alertHandlers({ store, rules, tryRule, counts }: AlertHandlersOptions): AlertHandlers {
  const lines = lineCounter(store);
  return {
    'alerts.list': (query) => {
      const alerts = store.alerts(query);
      const last = alerts.at(-1);
      const more =
        last !== undefined &&
        alerts.length === query.limit &&
        store.alerts({ ...query, before: last.id, limit: 1 }).length > 0;
      return { alerts: [...alerts], next: more ? last.id : null, unread: store.alertCounts().unread };
    },
    'alerts.get': ({ id }) => {
      const alert = store.alert(id);
      if (alert === undefined) {
        throw new TidemarkError('notFound', `There is no alert ${id}.`, "See 'alerts' for the ids of those kept.");
      }
      const changes = alert.changeIds.map((each) => store.change(each)).filter((change) => change !== undefined);
      return {
        alert,
        changes: changes.map((change) => ({ ...change, lines: lines(change) })),
        deliveries: [...store.deliveries.ofAlert(id)],
      };
    },
    'alerts.read': ({ ids }) => {
      store.readAlerts(ids);
      counts(store.alertCounts());
      return null;
    },
    'alerts.untold': () => [...store.untoldAlerts()],
    'alerts.told': ({ ids }) => {
      store.tellAlerts(ids);
      return null;
    },
    'rules.states': () => [...rules.states()],
    'rules.try': tryRule,
  };
}
