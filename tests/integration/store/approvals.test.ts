import { describe, expect, it } from 'vitest';
import { planAtMost } from '../../../electron/engine/approve/plan-times.ts';
import type { NewExpectation } from '../../../electron/engine/store/expectations.ts';
import { openReader } from '../../../electron/engine/store/open.ts';
import type { Explanation } from '../../../electron/shared/model/explanation.ts';
import { transaction, unexplained } from '../../support/explained.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, saving } from '../../support/store-samples.ts';

const hosts = fileItem('/etc/hosts');
const other = fileItem('/etc/other');

/** A store with a log of so many changes of two files in turn. */
function logged(count: number) {
  const { store, dataDir } = testStore();
  const save = (from: number, to: number) =>
    store.save(
      saving(to, { changes: Array.from({ length: to - from }, (_, n) => change(n % 2 ? other : hosts, from + n)) }),
    );
  save(0, count);
  const explain = (ids: readonly number[], over: Partial<Explanation> & { transaction?: string | null } = {}) =>
    store.causes.save({
      transactions: over.transaction ? [transaction(over.transaction)] : [],
      explanations: new Map(ids.map((id) => [id, { ...unexplained, ...over }])),
      upTo: Math.max(...ids),
      at: at(100),
    });
  const acknowledged = () =>
    store
      .changes({ limit: 1000 })
      .filter((each) => each.acknowledged !== undefined)
      .map(({ id }) => id)
      .reverse();
  return { store, dataDir, save, explain, acknowledged };
}

const expectation = (over: Partial<NewExpectation> = {}): NewExpectation => ({
  scope: 'path',
  subject: '/etc/hosts',
  condition: { kind: 'item', type: 'Files', key: '/etc/hosts' },
  reason: 'as always',
  until: null,
  ...over,
});

describe('acknowledging', () => {
  it('names changes, counts those that are new, and is seen beside the record', () => {
    const { store, acknowledged } = logged(4);
    expect(store.approvals.acknowledge({ ids: [1, 3] }, 'fine', at(50))).toEqual([1, 3]);
    expect(store.approvals.acknowledge({ ids: [3, 4] }, '', at(51))).toEqual([4]);
    expect(acknowledged()).toEqual([1, 3, 4]);
    expect(store.change(3)?.acknowledged).toEqual({ at: at(50), reason: 'fine', expectationId: null });
    expect(store.countChanges({ acknowledged: false })).toBe(1);
    expect(store.verify().faults).toEqual([]);
  });

  it('takes a new reason of what is named, and not of what only belongs to a cause', () => {
    const { store, explain } = logged(3);
    explain([1, 2, 3], { verdict: 'explained', transaction: 'one' });
    store.approvals.acknowledge({ ids: [1] }, 'first', at(50));
    const cause = store.causes.page({ limit: 1 })[0]?.id ?? 0;
    expect(store.approvals.acknowledge({ cause }, 'upgrade', at(51))).toEqual([2, 3]);
    expect(store.change(1)?.acknowledged?.reason).toBe('first');
    expect(store.approvals.acknowledge({ ids: [1] }, 'second', at(52))).toEqual([]);
    expect(store.change(1)?.acknowledged?.reason).toBe('second');
  });

  it('acknowledges of a cause what it has now, and nothing that comes to it later', () => {
    const { store, explain, acknowledged, save } = logged(2);
    explain([1, 2], { verdict: 'explained', transaction: 'one' });
    const cause = store.causes.page({ limit: 1 })[0]?.id ?? 0;
    store.approvals.acknowledge({ cause }, '', at(50));
    save(2, 4);
    explain([3, 4], { verdict: 'explained', transaction: 'one' });
    expect(acknowledged()).toEqual([1, 2]);
    expect(store.causes.get(cause)).toMatchObject({ counts: { Files: 4 }, acknowledged: 2 });
    store.approvals.unacknowledge({ cause });
    expect(acknowledged()).toEqual([]);
    expect(store.causes.get(cause)).toMatchObject({ acknowledged: 0 });
  });

  it('knows a plan by its number too', () => {
    const { store, explain, acknowledged } = logged(3);
    const plan = store.plans.begin('Installing', at(0)).begun;
    explain([2], { verdict: 'planned', planId: plan });
    expect(store.approvals.acknowledge({ cause: plan }, '', at(50))).toEqual([2]);
    expect(acknowledged()).toEqual([2]);
  });

  it('holds for a change that is explained only later', () => {
    const { store, explain, acknowledged } = logged(2);
    store.approvals.acknowledge({ ids: [2] }, 'early', at(50));
    expect(store.change(2)).toMatchObject({ explanation: { verdict: 'pending' }, acknowledged: { reason: 'early' } });
    explain([1, 2], { verdict: 'unexplained' });
    expect(acknowledged()).toEqual([2]);
    expect(store.changes({ verdicts: ['unexplained'], acknowledged: false, limit: 10 }).map(({ id }) => id)).toEqual([
      1,
    ]);
  });

  it('names the first change that the log does not have', () => {
    const { store } = logged(2);
    expect(store.approvals.unknown([1, 2])).toBeUndefined();
    expect(store.approvals.unknown([2, 7, 8])).toBe(7);
  });

  it('goes with the changes that retention lets go', () => {
    const { store } = logged(2);
    store.approvals.acknowledge({ ids: [1, 2] }, '', at(50));
    store.prune({ days: 1, contentTotal: 1e9, now: new Date(Date.parse(at(0)) + 10 * 86_400_000).toISOString() });
    expect(store.changes({ limit: 10 })).toEqual([]);
    expect(store.verify().faults).toEqual([]);
  });
});

describe('expecting', () => {
  it('acknowledges what comes later, with its reason and number, and counts it', () => {
    const { store, dataDir, explain, save, acknowledged } = logged(2);
    const { id } = store.approvals.expect(expectation(), at(60));
    save(2, 5);
    explain([1, 2, 3, 4, 5]);
    expect(acknowledged()).toEqual([3, 5]);
    expect(store.change(3)?.acknowledged).toEqual({ at: at(100), reason: 'as always', expectationId: id });
    const reader = openReader(dataDir);
    try {
      expect(reader.approvals.expectations(at(101))).toEqual([
        {
          id,
          scope: 'path',
          subject: '/etc/hosts',
          reason: 'as always',
          madeAt: at(60),
          until: null,
          endedAt: null,
          uses: 2,
          lastUsedAt: at(100),
        },
      ]);
    } finally {
      reader.close();
    }
  });

  it('waits for the verdict of a change that is pending', () => {
    const { store, explain, save, acknowledged } = logged(1);
    const app = { manager: 'dpkg', name: 'app', architecture: null, version: null };
    store.approvals.expect(
      expectation({ scope: 'package', condition: { kind: 'package', manager: 'dpkg', name: 'app' } }),
      at(60),
    );
    save(1, 4);
    explain([2, 3, 4], { verdict: 'pending', package: app });
    expect(acknowledged()).toEqual([]);
    explain([2], { verdict: 'explained', tie: 'package', transaction: 'app', package: app, bytes: 'shipped' });
    // Edited by hand in the same minute.
    explain([3], { verdict: 'standsOut', package: app, bytes: 'altered' });
    explain([4], { verdict: 'explained', tie: 'generated', transaction: 'app', package: app });
    expect(acknowledged()).toEqual([2]);
  });

  it('is used up by the next change where it is for once', () => {
    const { store, explain, save, acknowledged } = logged(1);
    store.approvals.expect(
      expectation({ scope: 'once', condition: { kind: 'next', type: 'Files', key: '/etc/hosts' } }),
      at(60),
    );
    save(1, 6);
    explain([2, 3, 4, 5, 6]);
    expect(acknowledged()).toEqual([2]);
    expect(store.approvals.expectations(at(101))[0]).toMatchObject({ uses: 1, endedAt: at(100) });
  });

  it('is renewed, not doubled, where it holds already', () => {
    const { store } = logged(1);
    const first = store.approvals.expect(expectation({ until: at(70) }), at(60));
    expect(store.approvals.expect(expectation({ reason: '', until: at(90) }), at(61))).toMatchObject({
      id: first.id,
      reason: 'as always',
      until: at(90),
    });
    expect(store.approvals.expect(expectation(), at(95)).id).not.toBe(first.id);
    expect(store.approvals.expectations(at(95)).map(({ endedAt }) => endedAt)).toEqual([null, at(90)]);
  });

  it('ends at its time, also for who only reads, and when it is taken back', () => {
    const { store, explain, save, acknowledged } = logged(1);
    const timed = store.approvals.expect(expectation({ until: at(10) }), at(0));
    expect(store.approvals.expectations(at(9))[0]?.endedAt).toBeNull();
    expect(store.approvals.expectations(at(10))[0]?.endedAt).toBe(at(10));
    save(8, 14);
    explain([2, 3, 4, 5, 6, 7]);
    // Noticed before its end, though explained after it.
    expect(acknowledged()).toEqual([2]);
    expect(store.approvals.unexpect(timed.id, at(101))).toBe(false);
    const { id } = store.approvals.expect(expectation(), at(101));
    expect(store.approvals.unexpect(id, at(102))).toBe(true);
    expect(store.approvals.unexpect(id, at(103))).toBe(false);
    expect(store.approvals.endOverdue(at(1000))).toBe(0);
  });
});

describe('plans', () => {
  it('are one at a time', () => {
    const { store } = logged(0);
    const first = store.plans.begin('One', at(1));
    expect(first.ended).toBeUndefined();
    const second = store.plans.begin('Two', at(5));
    expect(second.ended).toBe(first.begun);
    expect(store.plans.open()).toBe(second.begun);
    expect(store.causes.get(first.begun)).toMatchObject({ kind: 'planned', name: 'One', endedAt: at(5) });
    expect(store.plans.since(at(6)).map(({ id }) => id)).toEqual([second.begun]);
    expect(store.plans.since(at(5)).map(({ id }) => id)).toEqual([first.begun, second.begun]);
    expect(store.plans.end(second.begun, at(7))).toBe(true);
    expect(store.plans.end(second.begun, at(8))).toBe(false);
    expect(store.plans.open()).toBeUndefined();
  });

  it('end by themselves where they are left open, and say so', () => {
    const { store } = logged(0);
    const { begun } = store.plans.begin('Forgotten', at(0));
    const later = (ms: number) => new Date(Date.parse(at(0)) + ms).toISOString();
    expect(store.plans.endOverdue(later(planAtMost - 1))).toBeUndefined();
    expect(store.plans.endOverdue(later(3 * planAtMost))).toBe(begun);
    expect(store.causes.get(begun)).toMatchObject({
      endedAt: later(planAtMost),
      fault: 'It was left open, and ended by itself after 12 hours.',
    });
  });
});
