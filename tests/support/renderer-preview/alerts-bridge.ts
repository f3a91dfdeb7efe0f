import type {
  ParsedArgs,
  Payload,
  RendererEvent,
  RendererMethod,
  Result,
} from '../../../electron/shared/contract/contract.ts';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { alerts as allAlerts, deliveries as allDeliveries, noise } from './alerts-data.ts';
import { ago, changes } from './data.ts';

const hour = 3_600_000;

type AlertMethod = Extract<
  RendererMethod,
  | `alerts.${string}`
  | `rules.${string}`
  | `actions.${string}`
  | `noise.${string}`
  | `secrets.${string}`
  | `attention.${string}`
>;
type Handlers = { readonly [M in AlertMethod]: (args: ParsedArgs<M>) => Result<M> };
type Tell = <E extends RendererEvent>(event: E, payload: Payload<E>) => void;

/** The part of the double that answers for alerts, rules, actions, noise, attention and secrets. */
export function alertHandlers(state: string, settings: () => Settings, tell: Tell): Handlers {
  const none = state === 'empty' || state === 'baseline' || state === 'windows';
  let alerts = none ? [] : [...allAlerts];
  let deliveries = none ? [] : state === 'delivered' ? [] : [...allDeliveries];
  let held = state === 'held' ? 4 : 0;
  const counts = () => ({
    waiting: deliveries.filter((each) => each.state === 'waiting').length,
    dead: deliveries.filter((each) => each.state === 'dead').length,
  });
  const unread = () => alerts.filter(({ read }) => !read).length;
  const told = () => tell('alerts', { unread: unread(), ...counts() });
  const attention = () => ({ quiet: held > 0, doNotDisturb: false, muted: false, held });

  return {
    'alerts.list': ({ severities, ruleId, active, limit }) => ({
      alerts: alerts
        .filter(
          (alert) =>
            (!severities || severities.includes(alert.severity)) &&
            (ruleId === undefined || alert.ruleId === ruleId) &&
            (!active || (alert.evaluation === 'state' && alert.endedAt === null)),
        )
        .slice(0, limit),
      next: null,
      unread: unread(),
    }),
    'alerts.get': ({ id }) => {
      const alert = alerts.find((each) => each.id === id);
      if (!alert)
        throw new TidemarkError('notFound', `There is no alert ${id}.`, 'It may have been removed by the retention.');
      return {
        alert,
        changes: changes.filter((change) => alert.changeIds.includes(change.id)),
        deliveries: deliveries.filter(({ alertId }) => alertId === id),
      };
    },
    'alerts.read': ({ ids }) => {
      alerts = alerts.map((alert) => (!ids || ids.includes(alert.id) ? { ...alert, read: true } : alert));
      told();
      return null;
    },
    'rules.states': () =>
      settings().alerts.rules.map(({ id, when }) => {
        const fired = alerts.filter(({ ruleId }) => ruleId === id);
        return {
          ruleId: id,
          evaluation: when.kind === 'kql' ? ('state' as const) : ('change' as const),
          activeAlert: fired.find(({ evaluation, endedAt }) => evaluation === 'state' && endedAt === null)?.id ?? null,
          lastFiredAt: fired[0]?.firedAt ?? null,
          fired: fired.length * (id === 'packages' ? 29 : 1),
          fault:
            id === 'broken'
              ? 'The rule can’t be evaluated: Tidemark does not know the operator evaluate (line 1, column 93).'
              : null,
        };
      }),
    'rules.try': ({ rule, days }) => {
      const condition = rule.when;
      if (condition.kind === 'kql' && condition.query.includes('evaluate'))
        throw new TidemarkError('invalid', 'Tidemark does not know the operator evaluate.', 'Write it without it.');
      const things = condition.kind === 'simple' ? condition.things : [];
      const found = changes.filter(
        ({ key, type }) =>
          (condition.kind === 'kql' || condition.types.length === 0 || condition.types.includes(type)) &&
          (things.length === 0 || things.some((thing) => key.includes(thing.replaceAll('*', '')))),
      );
      return {
        fired: things.includes('nothing') ? 0 : found.length,
        firings: things.includes('nothing')
          ? []
          : found.slice(0, 200).map((change) => ({
              at: change.noticedAt,
              until: null,
              count: 1,
              summary: `${change.name}: ${change.category.toLowerCase()}`,
              changeIds: [change.id],
            })),
        since: ago(7 * 24 * hour),
        limits: days > 60 ? 'Only the newest 100,000 changes were looked at.' : null,
      };
    },
    'actions.try': ({ action }) =>
      action.kind === 'file'
        ? { ok: false, message: `${action.path} can’t be written: permission denied. Choose another file.`, output: '' }
        : {
            ok: true,
            message:
              action.kind === 'program'
                ? 'The program ended with 0 after 0.2 seconds.'
                : action.kind === 'syslog'
                  ? `${action.host} took the message over TLS.`
                  : 'The server answered 200 OK after 0.3 seconds.',
            output: action.kind === 'program' ? 'made snapshot 2026-11-22T14:21\n2 volumes\n' : 'ok',
          },
    'actions.deliveries': ({ states }) => ({
      deliveries: deliveries.filter((each) => !states || states.includes(each.state)),
      next: null,
      ...counts(),
    }),
    'actions.retry': ({ ids }) => {
      deliveries = deliveries.map((each) =>
        ids.includes(each.id) ? { ...each, state: 'waiting' as const, nextAt: ago(0), endedAt: null } : each,
      );
      told();
      return null;
    },
    'actions.discard': ({ ids }) => {
      deliveries = deliveries.filter(({ id }) => !ids.includes(id));
      told();
      return null;
    },
    'noise.report': () => ({
      since: ago(30 * 24 * hour),
      changes: none ? 0 : 812,
      alerts: none ? 0 : 81,
      sources: none ? [] : [...noise],
    }),
    'noise.try': ({ source }) => {
      const critical = source.kind === 'path' ? 2 : 0;
      const known = noise.find(({ kind, subject }) => kind === source.kind && subject === source.subject);
      return {
        changes: known?.changes ?? 0,
        alerts: known?.alerts ?? 0,
        critical,
        sample: changes.filter(({ key, type }) => key.startsWith(source.subject) || type === source.type).slice(0, 6),
        sampleAlerts: alerts
          .filter(({ ruleId }) => (source.kind === 'rule' ? ruleId === source.subject : ruleId === 'packages'))
          .slice(0, known?.alerts ?? 0),
        advice:
          source.kind === 'rule'
            ? `Of the rule ‘${known?.label}’: add what it fires on too often to its exceptions, lower its limit an hour, or switch it off.`
            : source.kind === 'other'
              ? 'This is made up of many small things: there is no one thing to ignore.'
              : `Add ${known?.label} to the excludes of ‘Scheduled tasks’. If it is a log that only grows, track it as a growing log instead.`,
      };
    },
    'secrets.seal': () => ({ kind: 'sealed', data: 'c2VhbGVk' }),
    'secrets.status': () =>
      state === 'no-keyring'
        ? {
            available: false,
            why: 'This desktop has no key ring that is unlocked, so a secret can’t be kept encrypted: take an environment variable or a file.',
          }
        : { available: true, why: '' },
    'attention.get': attention,
    'attention.tellHeld': () => {
      held = 0;
      tell('attention', attention());
      return null;
    },
  };
}
