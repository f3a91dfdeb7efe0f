import type { Card } from '../../../electron/shared/contract/causes.ts';
import { newestOf } from '../../api/live-lists.ts';
import { cardKey, type RowKey } from './entries.ts';

/** The order of a list at the moment in which somebody began to read further down in it. */
export interface Held {
  /** The newest change that it showed. */
  readonly newest: number;
  /** Which cards it showed, and where: by what was the newest change of each. */
  readonly places: ReadonlyMap<RowKey, number>;
}

export function hold(cards: readonly Card[]): Held {
  return { newest: newestOf(cards[0]), places: new Map(cards.map((card) => [cardKey(card), newestOf(card)])) };
}

/**
 * The cards as they are read: those that are known stay where they are though they grow, older ones come in at their
 * places, and newer ones wait.
 * @param cards the newest first
 */
export function heldBack(
  cards: readonly Card[],
  held: Held | null,
): { readonly shown: readonly Card[]; readonly waiting: number } {
  if (held === null) return { shown: cards, waiting: 0 };
  let waiting = 0;
  const placed: { readonly card: Card; readonly place: number }[] = [];
  for (const card of cards) {
    const place = held.places.get(cardKey(card)) ?? newestOf(card);
    if (place > held.newest) waiting += card.kind === 'change' ? 1 : card.matching;
    else placed.push({ card, place });
  }
  return { shown: placed.sort((a, b) => b.place - a.place).map(({ card }) => card), waiting };
}
