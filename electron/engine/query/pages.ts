import type { ChangeFilter, InventoryQuery } from '../../shared/contract/queries.ts';
import type { ListedChange } from '../../shared/model/change.ts';
import type { Item } from '../../shared/model/item.ts';
import type { QueryHandlers } from './handlers.ts';

const changesPerPage = 500;
const itemsPerPage = 2000;

/** Changes one after another, the newest first, read a page at a time; at most `limit` of them. */
export function* eachChange(
  handlers: Pick<QueryHandlers, 'changes.list'>,
  filter: ChangeFilter,
  limit = Number.POSITIVE_INFINITY,
): Generator<ListedChange> {
  let left = limit;
  let before: number | null | undefined;
  while (left > 0 && before !== null) {
    const page = handlers['changes.list']({
      ...filter,
      ...(before === undefined ? {} : { before }),
      limit: Math.min(left, changesPerPage),
    });
    yield* page.changes;
    left -= page.changes.length;
    before = page.next;
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
