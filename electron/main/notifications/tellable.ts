import type { Away } from '../../shared/contract/causes.ts';
import type { Alert } from '../../shared/model/alert.ts';
import { desktopAction } from '../../shared/model/alert-rule.ts';
import type { ListedChange } from '../../shared/model/change.ts';
import type { Cause } from '../../shared/model/explanation.ts';
import type { ItemType } from '../../shared/model/item.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Waiting } from './attention/arrange.ts';
import type { Claim } from './attention/verdict.ts';

/** Changes as they are kept until they are told. */
export interface ToldChanges {
  readonly changes: readonly ListedChange[];
  /** How many more there are of each type, which are only counted. */
  readonly beyond: Readonly<Partial<Record<ItemType, number>>>;
}

/** What notifications tell of. `ended`: a state that an alert told of is so no more. */
export type Tellable = Claim &
  (
    | { readonly kind: 'alert' | 'ended'; readonly alert: Alert }
    | { readonly kind: 'changes'; readonly told: ToldChanges }
    /** Changes of one cause, or of a time away; `told` has some of them. */
    | { readonly kind: 'cause'; readonly cause: Cause; readonly told: ToldChanges }
    | { readonly kind: 'away'; readonly away: Away; readonly told: ToldChanges }
  );

/** Changes count as `info`, and no rule is behind them. */
const ofChanges: Claim = { severity: 'info', ruleId: null, mostPerHour: null, brief: false };

export const tellChanges = (told: ToldChanges): Tellable => ({ kind: 'changes', told, ...ofChanges });

export const tellCause = (cause: Cause, told: ToldChanges): Tellable => ({ kind: 'cause', cause, told, ...ofChanges });

export const tellAway = (away: Away, told: ToldChanges): Tellable => ({ kind: 'away', away, told, ...ofChanges });

export function tellAlert(alert: Alert, { alerts }: Pick<Settings, 'alerts'>): Tellable {
  const mostPerHour = alerts.rules.find(({ id }) => id === alert.ruleId)?.mostPerHour ?? null;
  const { ruleId, severity } = alert;
  return { kind: 'alert', alert, severity, ruleId, mostPerHour, brief: false };
}

/** An end is worth a word when it comes, and none later. */
export function tellEnd(alert: Alert): Tellable {
  return { kind: 'ended', alert, severity: 'info', ruleId: null, mostPerHour: null, brief: true };
}

/** Whether an alert is to be told on the desktop at all: its rule names it, and was not muted. */
export function forDesktop({ actions, muted, severity }: Alert): boolean {
  return actions.includes(desktopAction) && (!muted || severity === 'critical');
}

/** How many changes and alerts there are in it. */
export function countOf(items: readonly Tellable[]): number {
  return items.reduce((sum, item) => sum + ('told' in item ? countChanges(item.told) : 1), 0);
}

export function countChanges({ changes, beyond }: ToldChanges): number {
  return Object.values(beyond).reduce((sum, count) => sum + count, changes.length);
}

/** Puts changes together, of which so many at most are kept whole. */
export function mergeChanges(all: readonly ToldChanges[], most = Number.POSITIVE_INFINITY): ToldChanges {
  const changes = all.flatMap((each) => each.changes);
  const beyond: Partial<Record<ItemType, number>> = {};
  const add = (type: ItemType, count: number) => {
    beyond[type] = (beyond[type] ?? 0) + count;
  };
  for (const each of all) {
    for (const [type, count] of Object.entries(each.beyond)) add(type as ItemType, count);
  }
  for (const { type } of changes.slice(most)) add(type, 1);
  return { changes: changes.slice(0, most), beyond };
}

/** An alert that waits, with what is known of it since: its state is over. */
export function withEnd(item: Tellable, ended: Alert): Tellable {
  return item.kind === 'alert' && item.alert.id === ended.id ? { ...item, alert: ended } : item;
}

/** So many changes that wait are kept whole; a night's upgrade may have many more. */
const mostKept = 2000;

/** Keeps few enough of the changes that wait: of more than that only how many they are. */
export function compactChanges(waiting: readonly Waiting<Tellable>[]): readonly Waiting<Tellable>[] {
  const changes = waiting.flatMap(({ item }) => (item.kind === 'changes' ? [item.told] : []));
  const kept = changes.reduce((sum, told) => sum + told.changes.length, 0);
  const first = waiting.find(({ item }) => item.kind === 'changes');
  if (kept <= mostKept || first === undefined) return waiting;
  const others = waiting.filter(({ item }) => item.kind !== 'changes');
  return [{ ...first, item: tellChanges(mergeChanges(changes, mostKept)) }, ...others];
}
