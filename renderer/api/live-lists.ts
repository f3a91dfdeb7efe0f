import type { InfiniteData } from '@tanstack/react-query';
import type { Card, CardPage } from '../../electron/shared/contract/causes.ts';
import type { ChangeFilter, ChangePage } from '../../electron/shared/contract/queries.ts';
import type { ListedChange } from '../../electron/shared/model/change.ts';
import type { Cause } from '../../electron/shared/model/explanation.ts';
import { matchesFilter } from './filter.ts';

export type ChangePages = InfiniteData<ChangePage, number | null>;
export type CardPages = InfiniteData<CardPage, number | null>;

/** The newest change of a card. */
export const newestOf = (card: Card | undefined): number =>
  (card?.kind === 'change' ? card.change.id : card?.newest[0]?.id) ?? 0;

/** Those that are not in a list yet and belong to it, the newest first: a page that was asked for meanwhile may hold some. */
const freshOf = (changes: readonly ListedChange[], newest: number, filter: ChangeFilter) =>
  changes.filter((change) => change.id > newest && matchesFilter(change, filter)).reverse();

/**
 * Puts changes that just came in on top of a list that is already loaded.
 * @param changes in the log's order, the oldest first
 */
export function prepend(pages: ChangePages, changes: readonly ListedChange[], filter: ChangeFilter): ChangePages {
  const [first, ...rest] = pages.pages;
  if (!first) return pages;
  const fresh = freshOf(changes, first.changes[0]?.id ?? 0, filter);
  if (fresh.length === 0) return pages;
  const total = first.total + fresh.length;
  return { ...pages, pages: [{ ...first, changes: [...fresh, ...first.changes], total }, ...rest] };
}

/** The same for a list of cards: what just came in has no cause yet. */
export function prependCards(pages: CardPages, changes: readonly ListedChange[], filter: ChangeFilter): CardPages {
  const [first, ...rest] = pages.pages;
  if (!first) return pages;
  const fresh = freshOf(changes, newestOf(first.cards[0]), filter).map((change): Card => ({ kind: 'change', change }));
  if (fresh.length === 0) return pages;
  const total = first.total + fresh.length;
  return { ...pages, pages: [{ ...first, cards: [...fresh, ...first.cards], total }, ...rest] };
}

/** Changes as they are now, by their ids. */
export type Known = ReadonlyMap<number, ListedChange>;

/** Lines that were counted before stay: of many changes at once they are not told again. */
function asNow(change: ListedChange, known: Known): ListedChange {
  const now = known.get(change.id);
  return now ? { ...now, lines: now.lines ?? change.lines } : change;
}

const renewed = (changes: readonly ListedChange[], known: Known): ListedChange[] | undefined =>
  changes.some(({ id }) => known.has(id)) ? changes.map((change) => asNow(change, known)) : undefined;

/** A list whose changes are shown as they are now; the same list where it has none of them. */
export function renew(data: ChangePages, known: Known): ChangePages {
  let any = false;
  const pages = data.pages.map((page) => {
    const changes = renewed(page.changes, known);
    any ||= changes !== undefined;
    return changes ? { ...page, changes } : page;
  });
  return any ? { ...data, pages } : data;
}

/** The same for a list of cards. Which card a change belongs to stays as it is: the engine tells that. */
export function renewCards(data: CardPages, known: Known): CardPages {
  return eachCard(data, (card) => {
    if (card.kind === 'change') {
      return known.has(card.change.id) ? { ...card, change: asNow(card.change, known) } : card;
    }
    const newest = renewed(card.newest, known);
    return newest ? { ...card, newest } : card;
  });
}

/** A list of cards in which a cause is shown as it is now. */
export function renewCause(data: CardPages, cause: Cause): CardPages {
  return eachCard(data, (card) => (card.kind === 'cause' && card.cause.id === cause.id ? { ...card, cause } : card));
}

function eachCard(data: CardPages, now: (card: Card) => Card): CardPages {
  let any = false;
  const pages = data.pages.map((page) => {
    const cards = page.cards.map(now);
    if (cards.every((card, at) => card === page.cards[at])) return page;
    any = true;
    return { ...page, cards };
  });
  return any ? { ...data, pages } : data;
}
