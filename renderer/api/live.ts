import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Payload } from '../../electron/shared/contract/contract.ts';
import type { ChangeFilter } from '../../electron/shared/contract/queries.ts';
import type { ListedChange } from '../../electron/shared/model/change.ts';
import type { Cause } from '../../electron/shared/model/explanation.ts';
import type { Status } from '../../electron/shared/model/status.ts';
import { hear } from './bridge.ts';
import { looksBeside } from './filter.ts';
import { keys } from './keys.ts';
import {
  type CardPages,
  type ChangePages,
  prepend,
  prependCards,
  renew,
  renewCards,
  renewCause,
} from './live-lists.ts';
import { listReloader } from './reload.ts';
import { throttle } from './throttle.ts';

/** Whether a change is the second end of a move whose first one was told before. */
function tiesEarlier({ movedFrom, movedTo }: ListedChange, together: readonly ListedChange[]): boolean {
  const other = movedFrom ?? movedTo;
  return other !== undefined && !together.some(({ key }) => key === other);
}

/** The lists that are loaded, of changes or of cards, with their filters. */
const listsOf = (client: QueryClient, key: typeof keys.changes | typeof keys.cards) =>
  client
    .getQueryCache()
    .findAll({ queryKey: key })
    .map(({ queryKey }) => ({ queryKey, filter: (queryKey as readonly [string, ChangeFilter])[1] }));

/** Puts new changes into the lists. What stands in one that looks beside the log the engine tells anew. */
function addChanges(client: QueryClient, changes: readonly ListedChange[]): void {
  for (const { queryKey, filter } of listsOf(client, keys.changes)) {
    if (!looksBeside(filter))
      client.setQueryData<ChangePages>(queryKey, (data) => data && prepend(data, changes, filter));
  }
  for (const { queryKey, filter } of listsOf(client, keys.cards)) {
    if (!looksBeside(filter))
      client.setQueryData<CardPages>(queryKey, (data) => data && prependCards(data, changes, filter));
  }
}

/** Shows changes in the lists as they are now known. */
function renewChanges(client: QueryClient, changes: readonly ListedChange[]): void {
  const known = new Map(changes.map((change) => [change.id, change]));
  for (const { queryKey } of listsOf(client, keys.changes)) {
    client.setQueryData<ChangePages>(queryKey, (data) => data && renew(data, known));
  }
  for (const { queryKey } of listsOf(client, keys.cards)) {
    client.setQueryData<CardPages>(queryKey, (data) => data && renewCards(data, known));
  }
}

/** Shows a cause as it is now, wherever it stands. */
function renewCauses(client: QueryClient, cause: Cause): void {
  for (const { queryKey } of listsOf(client, keys.cards)) {
    client.setQueryData<CardPages>(queryKey, (data) => data && renewCause(data, cause));
  }
  client.setQueryData(keys.causeDetail(cause.id), cause);
  client.setQueryData<Status>(keys.status, (status) => status && { ...status, plan: planAfter(status.plan, cause) });
}

/** The plan that is open once a cause is heard of. */
function planAfter(plan: Status['plan'], cause: Cause): Status['plan'] {
  if (cause.kind === 'planned' && cause.endedAt === null) return cause;
  return plan?.id === cause.id ? null : plan;
}

/** Whether a change belongs to a card. */
const isGrouped = ({ explanation }: ListedChange) =>
  explanation !== undefined && (explanation.causeId !== null || explanation.planId !== null);

/** How many items there are of each type, to be compared. */
const itemCounts = ({ types }: Status) => types.map(({ items }) => items).join();

/** Keeps every answer current by the events, and hands on the ones that ask for a screen. */
export function useLive(onShow: (where: Payload<'show'>) => void): void {
  const client = useQueryClient();
  useEffect(() => {
    const stale = (key: readonly string[], milliseconds: number) =>
      throttle(() => void client.invalidateQueries({ queryKey: key }), milliseconds);
    const timeline = stale(keys.timeline, 1000);
    const inventory = stale(keys.inventory, 2000);
    const details = stale(keys.change, 1000);
    const alerts = stale(keys.alerts, 500);
    const rules = stale(keys.rules, 1000);
    const deliveries = stale(keys.deliveries, 1000);
    const noise = stale(keys.noise, 10_000);
    const ofChanges = [timeline, inventory, details, noise];
    const ofAlerts = [alerts, rules, deliveries];
    const counts = stale(keys.count, 1000);
    const causes = stale(keys.cause, 1000);
    const lists = listReloader(client);
    const ofKnowledge = [timeline, details, counts];
    const ends = [
      hear('changes', ({ changes }) => {
        addChanges(client, changes);
        // The other end of a move that came before is told anew by the log.
        lists(changes.some((change) => tiesEarlier(change, changes)) ? 'all' : 'beside');
        for (const refresh of [...ofChanges, counts]) refresh();
      }),
      hear('explained', ({ changes }) => {
        renewChanges(client, changes);
        lists(changes.some(isGrouped) ? 'cards' : 'beside');
        for (const refresh of ofKnowledge) refresh();
      }),
      hear('cause', (cause) => renewCauses(client, cause)),
      hear('approvals', ({ named }) => {
        if (!named) {
          lists('all');
          causes();
        }
        for (const refresh of ofKnowledge) refresh();
        void client.invalidateQueries({ queryKey: keys.expectations });
      }),
      hear('away', () => void client.invalidateQueries({ queryKey: keys.away })),
      // A collection refreshes the inventory also where that makes no change.
      hear('collection', () => inventory()),
      hear('gap', () => timeline()),
      hear('status', (status) => {
        const known = client.getQueryData<Status>(keys.status);
        client.setQueryData(keys.status, status);
        // What is tracked no longer, or newly, is no change.
        if (known && itemCounts(known) !== itemCounts(status)) inventory();
      }),
      hear('notices', () => void client.invalidateQueries({ queryKey: keys.notices })),
      hear('alert', () => {
        for (const refresh of ofAlerts) refresh();
      }),
      // A rule that can't be evaluated, or can again, is known by then.
      hear('alertsLooked', () => rules()),
      hear('problem', ({ type }) => type === 'Alerts' && rules()),
      hear('alerts', () => {
        alerts();
        deliveries();
      }),
      hear('attention', (attention) => client.setQueryData(keys.attention, attention)),
      hear('settings', ({ settings }) => {
        // A rule that was added, edited or taken away does otherwise than before: now, or once the engine has heard it.
        rules();
        rules();
        client.setQueryData(keys.settings, settings);
        void client.invalidateQueries({ queryKey: keys.settingsFault });
      }),
      hear('settingsFault', ({ fault }) => client.setQueryData(keys.settingsFault, fault)),
      hear('engineState', (state) => {
        client.setQueryData(keys.engine, state);
        // Whatever was missed while it was gone is asked for again.
        if (state.state === 'running') void client.invalidateQueries();
      }),
      hear('ready', () => void client.invalidateQueries()),
      hear('show', onShow),
    ];
    return () => {
      for (const end of ends) end();
      for (const refresh of [...ofChanges, ...ofAlerts, counts, causes, lists]) refresh.cancel();
    };
  }, [client, onShow]);
}
