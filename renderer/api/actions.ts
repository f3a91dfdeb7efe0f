import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Action } from '../../electron/shared/model/action.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

/** Hands a made-up alert to an action, once. */
export function useTryAction() {
  return useMutation({ mutationFn: (action: Action) => call('actions.try', { action }) });
}

const pageSize = 50;

/** Deliveries that wait, or that were given up, the newest first, a page at a time. */
export function useDeliveries(state: 'waiting' | 'dead') {
  return useInfiniteQuery({
    queryKey: keys.deliveriesOf(state),
    queryFn: ({ pageParam }) =>
      call('actions.deliveries', {
        states: [state],
        limit: pageSize,
        ...(pageParam === null ? {} : { before: pageParam }),
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Most deliveries that are asked for at once, for what is done with all of them. */
const most = 1000;

/** Tries dead deliveries again, or lets go of them: those that are named, or all there are. */
export function useDecideDeliveries() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({
      what,
      ids,
    }: {
      readonly what: 'retry' | 'discard';
      readonly ids: readonly number[] | 'all';
    }) => {
      const chosen = ids === 'all' ? await deadIds() : [...ids];
      return call(what === 'retry' ? 'actions.retry' : 'actions.discard', { ids: chosen });
    },
    onSettled: () =>
      Promise.all([keys.deliveries, keys.alerts].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

async function deadIds(): Promise<number[]> {
  const ids: number[] = [];
  let before: number | null = null;
  do {
    const page: { readonly deliveries: readonly { readonly id: number }[]; readonly next: number | null } = await call(
      'actions.deliveries',
      { states: ['dead'], limit: most, ...(before === null ? {} : { before }) },
    );
    ids.push(...page.deliveries.map(({ id }) => id));
    before = page.next;
  } while (before !== null);
  return ids;
}

/** Whether secrets can be sealed on this machine; where not, why. */
export function useSecretsStatus() {
  return useQuery({ queryKey: keys.secrets, queryFn: () => call('secrets.status', {}) });
}

/** Encrypts a secret for the settings. */
export function useSealSecret() {
  return useMutation({ mutationFn: (text: string) => call('secrets.seal', { text }) });
}
