import { describe, expect, test } from 'vitest';
import { prependCards, renew, renewCards, renewCause } from '../../../../renderer/api/live-lists.ts';
import { cardKey, entriesOf, listedTarget } from '../../../../renderer/features/changes/entries.ts';
import { heldBack, hold } from '../../../../renderer/features/changes/hold.ts';
import { at, cause, change, explanation, group, now, single } from './samples.ts';

describe('cards that are loaded', () => {
  const pages = { pages: [{ cards: [single(9), group(1, 8, 6)], total: 3, next: null }], pageParams: [null] };

  test('get what comes in on top, each by itself', () => {
    const { cards, total } = prependCards(pages, [change(10), change(11)], {}).pages[0] ?? { cards: [] };
    expect(cards.map(cardKey)).toEqual(['change-11', 'change-10', 'change-9', 'cause-1']);
    expect(total).toBe(5);
    expect(prependCards(pages, [change(9)], {})).toBe(pages);
    expect(prependCards(pages, [change(10)], { types: ['Daemons'] })).toBe(pages);
  });

  test('show changes and causes as they are now, and stay the same where nothing is another', () => {
    const known = new Map([[8, change(8, { explanation })]]);
    const renewed = renewCards(pages, known).pages[0]?.cards;
    expect(renewed?.[0]).toBe(pages.pages[0]?.cards[0]);
    expect(renewed?.[1]).toMatchObject({ newest: [{ id: 8, explanation }, { id: 6 }] });
    expect(renewCards(pages, new Map([[7, change(7)]]))).toBe(pages);
    expect(renewCause(pages, cause(1, { acknowledged: 2 })).pages[0]?.cards[1]).toMatchObject({
      cause: { acknowledged: 2 },
    });
    expect(renewCause(pages, cause(2))).toBe(pages);
  });

  test('keep lines that were counted, where they are not told again', () => {
    const lines = { added: 1, removed: 0 };
    const list = { pages: [{ changes: [change(3, { lines })], total: 1, next: null }], pageParams: [null] };
    const shown = renew(list, new Map([[3, change(3, { explanation })]])).pages[0]?.changes[0];
    expect(shown).toMatchObject({ lines, explanation });
  });
});

describe('the lines of cards', () => {
  const cards = [single(9), group(1, 8, 6), single(5, { noticedAt: at(21, 9) })];

  test('stand where the newest change of each stands, under its day', () => {
    expect(entriesOf(cards, now).map(({ id }) => id)).toEqual([
      'Today 9',
      'change-9',
      'cause-1',
      'Yesterday 5',
      'change-5',
    ]);
  });

  test('hold the changes of a card that is open, and say that more are coming', () => {
    const unfolded = { cause: 1, changes: [change(8), change(6)], hasMore: true };
    const entries = entriesOf(cards, now, unfolded);
    expect(entries.map(({ id }) => id).slice(2, 6)).toEqual(['cause-1', 'change-8', 'change-6', 'loading-1']);
    expect(entries[2]).toMatchObject({ open: true });
    expect(entries[3]).toMatchObject({ within: 1 });
    expect(listedTarget(cards, unfolded, { kind: 'change', id: 6 })).toMatchObject({ change: { id: 6 } });
    expect(listedTarget(cards, null, { kind: 'change', id: 6 })).toBeUndefined();
    expect(listedTarget(cards, null, { kind: 'cause', id: 1 })).toBe(cards[1]);
  });

  test('of a time away are told with it', () => {
    const away = { how: 'startup' as const, since: at(21, 18), noticedAt: at(22, 8) };
    const found = { ...group(1), newest: [change(4, away)] } as (typeof cards)[number];
    const entries = entriesOf([single(5, away), found, single(3, { noticedAt: at(21, 17) })], now);
    expect(entries.filter(({ kind }) => kind === 'heading').map(({ id }) => id)).toEqual([
      'While you were away · Sat 18:00 – Sun 08:00 5',
      'Yesterday 3',
    ]);
  });
});

describe('while somebody reads', () => {
  const cards = [single(9), group(1, 8, 6), single(5)];
  const held = hold(cards);
  const keys = (now: readonly Parameters<typeof cardKey>[0][]) => {
    const { shown, waiting } = heldBack(now, held);
    return [...shown.map(cardKey), waiting];
  };

  test('what is new waits, and a card that grows stays where it is', () => {
    expect(keys([group(1, 11, 8, 6), single(10), single(9), single(5)])).toEqual([
      'change-9',
      'cause-1',
      'change-5',
      1,
    ]);
  });

  test('older ones come in at their places, and a new card waits with all that it has', () => {
    expect(keys([group(2, 12, 11), single(9), group(1, 8), group(3, 7), single(5), single(4)])).toEqual([
      'change-9',
      'cause-1',
      'cause-3',
      'change-5',
      'change-4',
      2,
    ]);
  });

  test('nothing waits at the top', () => {
    expect(heldBack(cards, null)).toEqual({ shown: cards, waiting: 0 });
  });
});
