import type { Payload } from '../../shared/contract/contract.ts';
import type { Alert } from '../../shared/model/alert.ts';
import { counted } from '../../shared/model/format.ts';
import { type Severity, severities } from '../../shared/model/severity.ts';
import { alertsInOne, alertWords, endWords, type Words } from './alert-words.ts';
import type { Telling } from './attention/arrange.ts';
import type { Reason } from './attention/verdict.ts';
import { awayNotice, causeNotice } from './cause-notices.ts';
import { changesCounted, changesInOne, changesNamed } from './notice-words.ts';
import { countChanges, countOf, mergeChanges, type Tellable, type ToldChanges } from './tellable.ts';

/** A notification as it is shown and recorded. */
export interface Composed extends Words {
  readonly severity: Severity;
  /** Whether it tells that something is over: the least that a desktop can make of it. */
  readonly low: boolean;
  readonly alerts: readonly Alert[];
  readonly changeIds: readonly number[];
  /** How many changes and alerts it tells of. */
  readonly count: number;
  /** What a click on it opens. */
  readonly opens: Payload<'show'>;
}

const held: Readonly<Record<Exclude<Reason, 'digest'>, string>> = {
  muted: 'Held back while notifications were muted',
  doNotDisturb: 'Held back while the desktop was not to be disturbed',
  quiet: 'Held back in quiet hours',
  perRule: 'Held back by the limit of notifications in an hour',
  inAll: 'Held back by the limit of notifications in an hour',
  before: 'Not told before Tidemark ended',
};

/** Puts what is to be told into the words of one notification. */
export function compose(telling: Telling<Tellable>): Composed {
  if (telling.kind === 'single') {
    const more = alertsOf(telling.more);
    return composed([telling.item, ...telling.more], single(telling.item, more));
  }
  const { items, why } = telling;
  const [only, ...others] = items;
  const words = only && others.length === 0 ? single(only, []) : digest(items);
  return composed(items, { title: words.title, body: [words.body, heldWords(why)].filter((each) => each).join('\n') });
}

function single(item: Tellable, more: readonly Alert[]): Words {
  switch (item.kind) {
    case 'alert':
      return alertWords(item.alert, more);
    case 'ended':
      return endWords(item.alert);
    case 'changes':
      return changesInOne(item.told);
    case 'cause':
      return causeNotice(item.cause);
    case 'away':
      return awayNotice(item.away);
  }
}

function digest(items: readonly Tellable[]): Words {
  const alerts = alertsOf(items);
  const groups = items.flatMap((item) => (item.kind === 'cause' || item.kind === 'away' ? [single(item, [])] : []));
  const changes = changesOf(items.filter(({ kind }) => kind === 'changes'));
  const parts: Words[] = [
    ...(alerts.length === 0 ? [] : [{ ...alertsInOne(alerts), title: counted(alerts.length, 'alert') }]),
    ...groups.map(({ title, body }) => ({ title, body: [title, body.split('\n', 1)[0]].join(': ') })),
    ...(countChanges(changes) === 0
      ? []
      : [
          {
            title: counted(countChanges(changes), 'change'),
            body: `${changesCounted(changes)}\n${changesNamed(changes)}`,
          },
        ]),
  ];
  if (parts.length === 1) return alerts.length > 0 ? alertsInOne(alerts) : changesInOne(changes);
  const [first, second] = parts;
  const title =
    parts.length === 2 ? `${first?.title} and ${second?.title}` : `${first?.title} and ${parts.length - 1} more`;
  return { title, body: parts.map(({ body }) => body).join('\n') };
}

function heldWords(why: readonly Reason[]): string | undefined {
  const words = new Set(why.flatMap((each) => (each === 'digest' ? [] : [held[each]])));
  // Several reasons at once would take more room than they are worth
  return words.size === 1 ? [...words][0] : undefined;
}

function composed(items: readonly Tellable[], words: Words): Composed {
  const alerts = items.flatMap((item) => ('alert' in item ? [item.alert] : []));
  const changes = changesOf(items).changes.map(({ id }) => id);
  return {
    ...words,
    severity: severities[Math.max(...items.map(({ severity }) => severities.indexOf(severity)))] ?? 'info',
    low: items.every(({ kind }) => kind === 'ended'),
    alerts,
    changeIds: [...new Set([...alerts.flatMap(({ changeIds }) => changeIds), ...changes])],
    count: countOf(items),
    opens: opens(items, alerts, changes),
  };
}

function opens(items: readonly Tellable[], alerts: readonly Alert[], changes: readonly number[]): Payload<'show'> {
  const [item, ...otherItems] = items;
  if (item?.kind === 'cause' && otherItems.length === 0) return { screen: 'changes', causeId: item.cause.id };
  // Its summary stands above the changes.
  if (item?.kind === 'away') return { screen: 'changes' };
  const [alert, ...otherAlerts] = alerts;
  const [change, ...otherChanges] = changes;
  if (alert) return otherAlerts.length === 0 ? { screen: 'alerts', alertId: alert.id } : { screen: 'alerts' };
  return change !== undefined && otherChanges.length === 0
    ? { screen: 'changes', changeId: change }
    : { screen: 'changes' };
}

function alertsOf(items: readonly Tellable[]): readonly Alert[] {
  return items.flatMap((item) => (item.kind === 'alert' ? [item.alert] : []));
}

function changesOf(items: readonly Tellable[]): ToldChanges {
  return mergeChanges(items.flatMap((item) => ('told' in item ? [item.told] : [])));
}
