import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { ChangeFilter } from '../../electron/shared/contract/queries.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

const pageSize = 200;

/** The log under a filter, all changes of a cause as one card, a page at a time; the events keep it current. */
export function useCards(filter: ChangeFilter, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: keys.cardList(filter),
    queryFn: ({ pageParam }) =>
      call('changes.cards', { ...filter, limit: pageSize, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Stands for none in the name of an answer that is not asked for. */
const noCause = 0;

/** The changes of one cause under a filter, a page at a time; of none for `null`. */
export function useChangesOf(filter: ChangeFilter, cause: number | null) {
  const within: ChangeFilter = { ...filter, cause: cause ?? noCause };
  return useInfiniteQuery({
    queryKey: keys.changeList(within),
    queryFn: ({ pageParam }) =>
      call('changes.list', { ...within, limit: pageSize, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    enabled: cause !== null,
  });
}

/** How many changes a filter finds. */
export function useCount(filter: ChangeFilter) {
  return useQuery({
    queryKey: keys.countOf(filter),
    queryFn: async () => (await call('changes.list', { ...filter, limit: 1 })).total,
    placeholderData: keepPreviousData,
  });
}

export function useCause(id: number) {
  return useQuery({ queryKey: keys.causeDetail(id), queryFn: () => call('causes.get', { id }) });
}

/** What happened while Tidemark did not run or the machine slept, the newest time first. */
export function useAway() {
  return useQuery({ queryKey: keys.away, queryFn: () => call('away.list', { limit: 20 }) });
}

/** Begins a plan: all that happens is grouped under its name until it is ended. */
export function useBeginPlan() {
  return useMutation({ mutationFn: (name: string) => call('plan.begin', { name }) });
}

export function useEndPlan() {
  return useMutation({ mutationFn: () => call('plan.end', {}) });
}
