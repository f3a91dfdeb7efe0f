import type { ChangeFilter, InventoryQuery } from '../../shared/contract/queries.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Item } from '../../shared/model/item.ts';
import type { ReadStore } from '../store/interface.ts';
import type { QueryHandlers } from './handlers.ts';

const changesPerPage = 500;
const itemsPerPage = 2000;

/** Changes one after another, the newest first, read a page at a time; at most `limit` of them. */
export function* eachChange(
  store: Pick<ReadStore, 'changes'>,
  filter: ChangeFilter,
  limit = Number.POSITIVE_INFINITY,
): Generator<Change> {
  let left = limit;
  let last: Change | undefined;
  while (left > 0) {
    const size = Math.min(left, changesPerPage);
    const page = store.changes({ ...filter, ...(last === undefined ? {} : { before: last.id }), limit: size });
    yield* page;
    if (page.length < size) return;
    left -= page.length;
    last = page.at(-1);
  }
}

/** All items of a type by key, read a page at a time. */
export function* eachItem(
  handlers: Pick<QueryHandlers, 'inventory.list'>,
  query: Omit<InventoryQuery, 'offset' | 'limit'>,
): Generator<Item> {
  let offset = 0;
  for (;;) {
    const { items, total } = handlers['inventory.list']({ ...query, offset, limit: itemsPerPage });
    yield* items;
    offset += items.length;
    if (items.length === 0 || offset >= total) return;
  }
}
