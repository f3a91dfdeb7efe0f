import { describe, expect, it } from 'vitest';
import type { FoundCard } from '../../../electron/engine/store/cards.ts';
import type { NewExplanation } from '../../../electron/engine/store/causes.ts';
import type { ReadStore } from '../../../electron/engine/store/interface.ts';
import type { ChangeFilter } from '../../../electron/shared/contract/queries.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import { verdictOf } from '../../../electron/shared/model/explanation.ts';
import { explainedStore, transaction, unexplained } from '../../support/explained.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, saving } from '../../support/store-samples.ts';

/** What a filter says, written down once more and plainly. */
function passes(change: Change, filter: ChangeFilter): boolean {
  const { types, categories, verdicts, acknowledged, cause, since, until, text } = filter;
  const { explanation } = change;
  return (
    (types?.includes(change.type) ?? true) &&
    (categories?.includes(change.category) ?? true) &&
    (verdicts?.includes(verdictOf(change)) ?? true) &&
    (acknowledged === undefined || acknowledged === (change.acknowledged !== undefined)) &&
    (cause === undefined || explanation?.causeId === cause || explanation?.planId === cause) &&
    (since === undefined || change.noticedAt >= since) &&
    (until === undefined || change.noticedAt < until) &&
    (text === undefined || change.key.includes(text))
  );
}

const parts: readonly ChangeFilter[] = [
  {},
  { verdicts: ['unexplained'] },
  { verdicts: ['pending'] },
  { verdicts: ['explained', 'planned'] },
  { verdicts: ['pending', 'standsOut', 'unexplained'] },
  { verdicts: [] },
];
const others: readonly ChangeFilter[] = [
  {},
  { acknowledged: true },
  { acknowledged: false },
  { cause: 1 },
  { cause: 2 },
  { cause: 99 },
  { types: ['Files', 'Software'] },
  { categories: ['Removed'], acknowledged: false },
  { since: at(50), until: at(280) },
  { text: 'nginx' },
  { text: 'wd' },
  { text: 'ssh', types: ['Files'], acknowledged: false },
];
const idsOf = (changes: readonly Change[]) => changes.map(({ id }) => id);

function paged(store: ReadStore, filter: ChangeFilter): readonly number[] {
  const ids: number[] = [];
  for (;;) {
    const before = ids.at(-1);
    const page = store.changes({ ...filter, limit: 17, ...(before === undefined ? {} : { before }) });
    ids.push(...idsOf(page));
    if (page.length < 17) return ids;
  }
}

describe('Filters by what is known of changes', () => {
  it('have something to find of each kind', () => {
    const { all } = explainedStore(300);
    const verdicts = new Set(all.map(verdictOf));
    expect(verdicts).toEqual(new Set(['pending', 'explained', 'planned', 'standsOut', 'unexplained']));
    expect(all.some((each) => each.explanation?.causeId !== null && each.explanation?.planId !== null)).toBe(true);
    expect(all.some((each) => each.acknowledged !== undefined && each.id > 270)).toBe(true);
    expect(all.some((each) => each.explanation === undefined)).toBe(true);
  });

  it.each(parts)('%j', (part) => {
    const { store, all } = explainedStore(200);
    for (const other of others) {
      const filter = { ...part, ...other };
      const expected = idsOf(all.filter((each) => passes(each, filter)));
      expect(idsOf(store.changes({ ...filter, limit: 1000 })), JSON.stringify(filter)).toEqual(expected);
      expect(store.countChanges(filter), JSON.stringify(filter)).toBe(expected.length);
      expect(paged(store, filter)).toEqual(expected);
      const bars = store.timeline({ since: at(0), until: at(300), bars: 7, filter });
      expect(
        bars.reduce((sum, { count }) => sum + count, 0),
        JSON.stringify(filter),
      ).toBe(expected.length);
    }
  });

  it('count anew what a text matches once more is known', () => {
    const { store, all } = explainedStore(300);
    const filter: ChangeFilter = { text: 'nginx', verdicts: ['standsOut'] };
    const before = store.countChanges(filter);
    const one = all.find((each) => passes(each, { text: 'nginx', verdicts: ['unexplained'] }));
    const explanations = new Map([[one?.id ?? 0, { ...unexplained, verdict: 'standsOut' as const }]]);
    store.causes.save({ transactions: [], explanations, upTo: 0, at: at(300) });
    expect(store.countChanges(filter)).toBe(before + 1);
  });
});

describe('Cards', () => {
  /** The cards of changes, made plainly: one a cause (the plan's, where there is one), where its newest stands. */
  function carded(changes: readonly Change[]) {
    const cards: { head: number; cause: number | null; matching: number; newest: number[] }[] = [];
    for (const { id, explanation } of changes) {
      const cause = explanation?.planId ?? explanation?.causeId ?? null;
      const card = cause === null ? undefined : cards.find((each) => each.cause === cause);
      if (card === undefined) cards.push({ head: id, cause, matching: 1, newest: [id] });
      else {
        card.matching += 1;
        if (card.newest.length < 5) card.newest.push(id);
      }
    }
    return cards;
  }

  it.each(parts)('of %j', (part) => {
    const { store, all } = explainedStore(200);
    for (const other of others) {
      const filter = { ...part, ...other };
      const expected = carded(all.filter((each) => passes(each, filter)));
      expect(store.cards({ ...filter, limit: 1000 }), JSON.stringify(filter)).toEqual(expected);
      const paged: FoundCard[] = [];
      for (;;) {
        const before = paged.at(-1)?.head;
        const page = store.cards({ ...filter, limit: 3, ...(before === undefined ? {} : { before }) });
        paged.push(...page);
        if (page.length < 3) break;
      }
      expect(paged, JSON.stringify(filter)).toEqual(expected);
    }
  });
});

describe('Causes', () => {
  function one() {
    const { store } = testStore();
    store.save(saving(1, { changes: [1, 2, 3, 4].map((n) => change(fileItem(`/usr/bin/${n}`), n)) }));
    return store;
  }
  const explained = { ...unexplained, verdict: 'explained' as const, transaction: 'one', tie: 'package' as const };

  it('are told with what is tied to them', () => {
    const store = one();
    const explanations = new Map<number, NewExplanation>([
      [1, explained],
      [2, { ...unexplained, transaction: 'one', tie: 'during' as const }],
    ]);
    const [saved] = store.causes.save({ transactions: [transaction('one')], explanations, upTo: 2, at: at(5) });
    store.approvals.acknowledge({ ids: [1] }, '', at(6));
    expect(store.causes.get(saved?.id ?? 0)).toEqual({
      ...{ id: saved?.id, kind: 'transaction', name: null, tool: 'apt', manager: 'dpkg' },
      ...{ startedAt: at(0), endedAt: at(1), command: 'apt upgrade', user: 'alice', fault: null },
      packages: transaction('one').packages,
      counts: { Files: 2 },
      ...{ explained: 1, acknowledged: 1, standingOut: 0, newest: 2 },
    });
    expect(store.change(1)?.explanation).toMatchObject({ cause: 'apt upgraded one', requestedBy: 'alice' });
    expect(store.causes.explainedUpTo()).toBe(2);
  });

  it('of the same identity are one, and go on', () => {
    const store = one();
    const explanations = new Map([[1, explained]]);
    const running = transaction('one', { endedAt: null });
    const [before] = store.causes.save({ transactions: [running], explanations, upTo: 1, at: at(5) });
    expect(store.causes.openTransactions()).toEqual(['one']);
    const [after] = store.causes.save({
      transactions: [transaction('one')],
      explanations: new Map(),
      upTo: 1,
      at: at(6),
    });
    expect(after?.id).toBe(before?.id);
    expect(after?.endedAt).toBe(at(1));
    expect(store.causes.openTransactions()).toHaveLength(0);
  });

  it('keep an acknowledgement that was given before the change was looked at', () => {
    const store = one();
    store.approvals.acknowledge({ ids: [3] }, 'mine', at(4));
    store.causes.save({
      transactions: [transaction('one')],
      explanations: new Map([[3, explained]]),
      upTo: 4,
      at: at(5),
    });
    expect(store.change(3)).toMatchObject({ explanation: { verdict: 'explained' }, acknowledged: { reason: 'mine' } });
    expect(store.countChanges({ acknowledged: true, verdicts: ['explained'] })).toBe(1);
  });

  it('leave the chain of records as it was, and go with the last of their changes', () => {
    const store = one();
    store.causes.save({
      transactions: [transaction('one')],
      explanations: new Map([[1, explained]]),
      upTo: 4,
      at: at(5),
    });
    expect(store.verify().faults).toEqual([]);
    store.prune({ days: 1, contentTotal: 0, now: at(60 * 24 * 3) });
    expect(store.causes.page({ limit: 10 })).toEqual([]);
    expect(store.verify().faults).toEqual([]);
  });
});
