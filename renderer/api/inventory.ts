import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { InventoryQuery } from '../../electron/shared/contract/queries.ts';
import type { ItemType } from '../../electron/shared/model/item.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

const pageSize = 2000;

/** What there is of a type, by key or by a column, a page at a time. */
export function useInventory(type: ItemType, text: string, sort: InventoryQuery['sort']) {
  return useInfiniteQuery({
    queryKey: [...keys.inventoryOf(type, text), sort],
    queryFn: ({ pageParam }) =>
      call('inventory.list', {
        type,
        offset: pageParam,
        limit: pageSize,
        ...(text === '' ? {} : { text }),
        ...(sort === undefined ? {} : { sort }),
      }),
    initialPageParam: 0,
    getNextPageParam: (page, _pages, offset) => {
      const next = offset + page.items.length;
      return page.items.length > 0 && next < page.total ? next : null;
    },
    placeholderData: keepPreviousData,
  });
}
