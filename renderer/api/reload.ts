import type { Query, QueryClient } from '@tanstack/react-query';
import type { CardPage } from '../../electron/shared/contract/causes.ts';
import type { ChangeFilter, ChangePage } from '../../electron/shared/contract/queries.ts';
import { call } from './bridge.ts';
import { looksBeside } from './filter.ts';
import { keys } from './keys.ts';
import { type CardPages, type ChangePages, newestOf } from './live-lists.ts';
import { refresher } from './refresh.ts';

/** As many as can be asked for at once. */
const most = 1000;

/**
 * Which lists: those that ask for what stands beside the log; these and all that group by it; or every one. Each of them
 * holds the ones before.
 */
const scopes = ['beside', 'cards', 'all'] as const;
type Scope = (typeof scopes)[number];

/** Has lists asked for anew, at once and then at most every second. */
export function listReloader(client: QueryClient): { (scope: Scope): void; cancel(): void } {
  let wanted = 0;
  const refresh = refresher(() => {
    const scope = scopes[wanted] ?? 'all';
    wanted = 0;
    return reloadLists(client, scope);
  }, 1000);
  const reload = (scope: Scope) => {
    wanted = Math.max(wanted, scopes.indexOf(scope));
    refresh();
  };
  reload.cancel = refresh.cancel;
  return reload;
}

/**
 * Asks anew for all pages that lists show, as far down as they are loaded and no less: a list is read on at the place
 * where it is being read. Lists that nobody looks at are asked for when somebody does.
 */
async function reloadLists(client: QueryClient, scope: Scope): Promise<void> {
  const cache = client.getQueryCache();
  const cards = cache.findAll({ queryKey: keys.cards });
  const lists = [...cache.findAll({ queryKey: keys.changes }), ...cards];
  const concerned = lists.filter(
    (query) => scope === 'all' || (scope === 'cards' && cards.includes(query)) || looksBeside(filterOf(query)),
  );
  await Promise.all(
    concerned.map(async (query) => {
      if (!query.isActive() || query.state.data === undefined) return stale(client, query);
      try {
        await (cards.includes(query) ? reloadCards(client, query) : reloadChanges(client, query));
      } catch {
        // The engine is gone: when it is back everything is asked for.
        await stale(client, query);
      }
    }),
  );
}

const filterOf = ({ queryKey }: Query) => (queryKey as unknown as readonly [string, ChangeFilter])[1];

const stale = (client: QueryClient, { queryKey }: Query) =>
  client.invalidateQueries({ queryKey, exact: true, refetchType: 'none' });

async function reloadChanges(client: QueryClient, query: Query): Promise<void> {
  const oldest = (query.state.data as ChangePages).pages.at(-1)?.changes.at(-1)?.id ?? 0;
  const pages = await allDownTo(oldest, (before) =>
    call('changes.list', { ...filterOf(query), limit: most, ...before }),
  );
  client.setQueryData<ChangePages>(query.queryKey, (now) => {
    const newest = pages.pages[0]?.changes[0]?.id ?? 0;
    const since = now?.pages[0]?.changes.filter(({ id }) => id > newest) ?? [];
    return onTop<ChangePage>(pages, since.length, (page) => ({ ...page, changes: [...since, ...page.changes] }));
  });
}

async function reloadCards(client: QueryClient, query: Query): Promise<void> {
  const oldest = newestOf((query.state.data as CardPages).pages.at(-1)?.cards.at(-1));
  const pages = await allDownTo(oldest, (before) =>
    call('changes.cards', { ...filterOf(query), limit: most, ...before }),
  );
  client.setQueryData<CardPages>(query.queryKey, (now) => {
    const newest = newestOf(pages.pages[0]?.cards[0]);
    const since = now?.pages[0]?.cards.filter((card) => card.kind === 'change' && card.change.id > newest) ?? [];
    return onTop<CardPage>(pages, since.length, (page) => ({ ...page, cards: [...since, ...page.cards] }));
  });
}

interface Page {
  readonly next: number | null;
  readonly total: number;
}
interface Pages<P extends Page> {
  readonly pages: P[];
  readonly pageParams: (number | null)[];
}

/** The pages down to the one that holds this change. */
async function allDownTo<P extends Page>(
  oldest: number,
  page: (before: { readonly before?: number }) => Promise<P>,
): Promise<Pages<P>> {
  const pages: P[] = [];
  const pageParams: (number | null)[] = [];
  for (let before: number | null = null; ; ) {
    const found: P = await page(before === null ? {} : { before });
    pages.push(found);
    pageParams.push(before);
    before = found.next;
    if (before === null || before <= oldest) return { pages, pageParams };
  }
}

/** What came in while the pages were on their way stays on top of them. */
function onTop<P extends Page>({ pages, pageParams }: Pages<P>, count: number, add: (page: P) => P): Pages<P> {
  const [first, ...rest] = pages;
  if (!first || count === 0) return { pages, pageParams };
  return { pages: [{ ...add(first), total: first.total + count }, ...rest], pageParams };
}
