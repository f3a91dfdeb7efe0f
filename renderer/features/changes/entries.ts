import type { Card } from '../../../electron/shared/contract/causes.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { dayHeading, span } from '../../words/time.ts';

/** A change or a cause: what a row of the list stands for. */
export interface Target {
  readonly kind: 'change' | 'cause';
  readonly id: number;
}
/** Names a row for good. */
export type RowKey = `${Target['kind']}-${number}`;
export const rowKey = ({ kind, id }: Target): RowKey => `${kind}-${id}`;

export type CauseCard = Extract<Card, { readonly kind: 'cause' }>;

/** A line of the list. */
export type Entry =
  | { readonly kind: 'heading'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'change';
      readonly id: RowKey;
      readonly change: ListedChange;
      /** Within a card that is open: of which cause. */
      readonly within: number | null;
    }
  | { readonly kind: 'cause'; readonly id: RowKey; readonly card: CauseCard; readonly open: boolean }
  /** The rest of an open card is being loaded. */
  | { readonly kind: 'loading'; readonly id: string; readonly within: number };

/** A card that is open, and as much of what is in it as was loaded. */
export interface Unfolded {
  readonly cause: number;
  readonly changes: readonly ListedChange[];
  readonly hasMore: boolean;
}

/** What a card's place in time goes by: its newest change. A cause is shown by it too. */
const newest = (card: Card): ListedChange | undefined => (card.kind === 'change' ? card.change : card.newest[0]);

/** Every change as a card of its own. */
export const ungrouped = (changes: readonly ListedChange[]): readonly Card[] =>
  changes.map((change) => ({ kind: 'change', change }));

/** The key of a card's row. */
export const cardKey = (card: Card): RowKey =>
  card.kind === 'change'
    ? rowKey({ kind: 'change', id: card.change.id })
    : rowKey({ kind: 'cause', id: card.cause.id });

/** What the list knows of a change or a cause, in its cards or in the one that is open. */
export function listedTarget(
  cards: readonly Card[],
  unfolded: Unfolded | null,
  { kind, id }: Target,
): Card | undefined {
  if (kind === 'cause') return cards.find((card) => card.kind === 'cause' && card.cause.id === id);
  const found = cards.find((card) => card.kind === 'change' && card.change.id === id);
  if (found) return found;
  const change = unfolded?.changes.find((each) => each.id === id);
  return change && { kind: 'change', change };
}

/**
 * The list's lines: changes and causes under their days, and those that happened while
 * Tidemark did not run together under the time it was away.
 * @param cards the newest first
 */
export function entriesOf(cards: readonly Card[], now: Date, unfolded: Unfolded | null = null): readonly Entry[] {
  const entries: Entry[] = [];
  let heading = '';
  for (let at = 0; at < cards.length; ) {
    const end = awayEnd(cards, at);
    const group = cards.slice(at, Math.max(end, at + 1));
    const first = group[0] && newest(group[0]);
    if (first) {
      const label = end > at ? `While you were away · ${awaySpan(group, now)}` : dayHeading(first.noticedAt, now);
      if (label !== heading) {
        entries.push({ kind: 'heading', id: `${label} ${first.id}`, label });
        heading = label;
      }
    }
    for (const card of group) addCard(entries, card, unfolded);
    at += group.length;
  }
  return entries;
}

function addCard(entries: Entry[], card: Card, unfolded: Unfolded | null): void {
  const id = cardKey(card);
  if (card.kind === 'change') {
    entries.push({ kind: 'change', id, change: card.change, within: null });
    return;
  }
  const open = unfolded?.cause === card.cause.id;
  entries.push({ kind: 'cause', id, card, open });
  if (!open) return;
  const within = card.cause.id;
  for (const change of unfolded.changes) {
    entries.push({ kind: 'change', id: rowKey({ kind: 'change', id: change.id }), change, within });
  }
  if (unfolded.hasMore) entries.push({ kind: 'loading', id: `loading-${within}`, within });
}

/** Where the run of what was found at one start ends; `from` where there is none. */
function awayEnd(cards: readonly Card[], from: number): number {
  let earliest = Number.POSITIVE_INFINITY;
  let at = from;
  for (; at < cards.length; at += 1) {
    const card = cards[at];
    const change = card && newest(card);
    if (change?.how !== 'startup') break;
    // One that was noticed before the others can have happened belongs to an earlier start.
    if (Date.parse(change.noticedAt) < earliest && at > from) break;
    earliest = Math.min(earliest, Date.parse(change.since));
  }
  return at;
}

function awaySpan(group: readonly Card[], now: Date): string {
  const changes = group.flatMap((card) => newest(card) ?? []);
  const from = changes.map((change) => change.since).sort()[0] ?? '';
  return span(from, changes[0]?.noticedAt ?? '', now);
}
