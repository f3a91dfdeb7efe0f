import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import type { ChangeFilter, TimelineQuery } from '../../electron/shared/contract/queries.ts';
import type { ItemType } from '../../electron/shared/model/item.ts';
import { searchedKey } from '../../electron/shared/model/searched.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

const pageSize = 200;

/** The log under a filter, the newest first, a page at a time; the events keep it current. */
export function useChanges(filter: ChangeFilter, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: keys.changeList(filter),
    queryFn: ({ pageParam }) =>
      call('changes.list', { ...filter, limit: pageSize, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useTimeline(query: TimelineQuery) {
  return useQuery({
    queryKey: keys.timelineOf(query),
    queryFn: () => call('changes.timeline', query),
    placeholderData: keepPreviousData,
  });
}

/** One change with the other changes of the same item. */
export function useChange(id: number) {
  return useQuery({ queryKey: keys.changeDetail(id), queryFn: () => call('changes.get', { id }) });
}

/** Several changes; those that are not known yet, or no longer, are left out. */
export function useChangesById(ids: readonly number[]) {
  return useQueries({
    queries: ids.map((id) => ({ queryKey: keys.changeDetail(id), queryFn: () => call('changes.get', { id }) })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data.change] : [])),
  });
}

/** Both sides of a change's content, where it has any. */
export function useContent(id: number, enabled: boolean) {
  return useQuery({ queryKey: keys.content(id), queryFn: () => call('changes.content', { id }), enabled });
}

/** The changes of one item, the newest first. */
export function useHistory(type: ItemType, key: string) {
  return useQuery({
    queryKey: keys.history(type, key),
    queryFn: async () => {
      // The log is searched by words, which a key with spaces is several of: what else they find is left out here.
      const page = await call('changes.list', {
        types: [type],
        text: searchedKey({ type, key }).slice(0, 500),
        limit: 200,
      });
      return page.changes.filter((change) => change.key === key);
    },
  });
}
