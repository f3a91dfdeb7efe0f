import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Payload } from '../../electron/shared/contract/contract.ts';
import type { ChangeFilter, ChangePage } from '../../electron/shared/contract/queries.ts';
import type { ListedChange } from '../../electron/shared/model/change.ts';
import type { Status } from '../../electron/shared/model/status.ts';
import { hear } from './bridge.ts';
import { matchesFilter } from './filter.ts';
import { keys } from './keys.ts';
import { throttle } from './throttle.ts';

type Pages = InfiniteData<ChangePage, number | null>;

/**
 * Puts changes that just came in on top of a list that is already loaded.
 * @param changes in the log's order, the oldest first
 */
export function prepend(pages: Pages, changes: readonly ListedChange[], filter: ChangeFilter): Pages {
  const [first, ...rest] = pages.pages;
  if (!first) return pages;
  const newest = first.changes[0]?.id ?? 0;
  // A page that was asked for while the event was on its way may hold the change already.
  const fresh = changes.filter((change) => change.id > newest && matchesFilter(change, filter)).reverse();
  if (fresh.length === 0) return pages;
  const total = first.total + fresh.length;
  return { ...pages, pages: [{ ...first, changes: [...fresh, ...first.changes], total }, ...rest] };
}

/** Whether a change is the second end of a move whose first one was told before. */
function tiesEarlier({ movedFrom, movedTo }: ListedChange, together: readonly ListedChange[]): boolean {
  const other = movedFrom ?? movedTo;
  return other !== undefined && !together.some(({ key }) => key === other);
}

function addChanges(client: QueryClient, changes: readonly ListedChange[]): void {
  for (const query of client.getQueryCache().findAll({ queryKey: keys.changes })) {
    const [, filter] = query.queryKey as readonly [string, ChangeFilter];
    client.setQueryData<Pages>(query.queryKey, (pages) => pages && prepend(pages, changes, filter));
  }
}

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
    const ends = [
      hear('changes', ({ changes }) => {
        addChanges(client, changes);
        // The other end of a move that came before is told anew by the log.
        if (changes.some((change) => tiesEarlier(change, changes))) {
          void client.invalidateQueries({ queryKey: keys.changes });
        }
        for (const refresh of ofChanges) refresh();
      }),
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
      for (const refresh of [...ofChanges, ...ofAlerts]) refresh.cancel();
    };
  }, [client, onShow]);
}
