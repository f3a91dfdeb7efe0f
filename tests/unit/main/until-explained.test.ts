import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  calm,
  longestAway,
  longestLook,
  longestPending,
  UntilExplained,
} from '../../../electron/main/notifications/until-explained.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import type { Explanation } from '../../../electron/shared/model/explanation.ts';
import { aCause, anAway, explained } from './causes.ts';
import { aChange } from './changes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function held() {
  const changes: number[] = [];
  const causes: { id: number; told: number }[] = [];
  const aways: number[] = [];
  const until = new UntilExplained({
    changes: (all) => changes.push(...all.map(({ id }) => id)),
    cause: ({ id }, told) =>
      causes.push({ id, told: told.changes.length + Object.values(told.beyond).reduce((a, b) => a + b, 0) }),
    away: (_away, told) => aways.push(told.changes.length),
  });
  const tell = (...all: readonly ListedChange[]) =>
    until.explained({ changes: [...all], upTo: Math.max(0, ...all.map(({ id }) => id)) });
  return { until, changes, causes, aways, tell };
}

const withVerdict = (part: Partial<Explanation>, change: Partial<ListedChange> = {}) =>
  aChange({ ...change, explanation: explained(part) });

describe('changes wait for what explains them', () => {
  it('and are told as they are where nothing does', () => {
    const { until, changes } = held();
    const change = aChange();
    until.add([change]);
    expect(changes).toEqual([]);
    until.explained({ changes: [], upTo: change.id });
    expect(changes).toEqual([change.id]);
  });

  it('but not for ever', () => {
    const { until, changes } = held();
    const change = aChange();
    until.add([change]);
    vi.advanceTimersByTime(longestLook - 1);
    expect(changes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(changes).toEqual([change.id]);
  });

  it('whichever is heard first', () => {
    const { until, changes, tell } = held();
    const change = withVerdict({ verdict: 'standsOut' });
    tell(change);
    until.add([change]);
    expect(changes).toEqual([change.id]);
  });

  it('are told to nobody where they were expected', () => {
    const { until, changes, causes, tell } = held();
    const expected = aChange({ acknowledged: { at: '2026-11-22T10:00:00.000Z', reason: '', expectationId: 1 } });
    until.add([expected]);
    tell(expected);
    vi.advanceTimersByTime(longestPending * 2);
    expect([changes, causes]).toEqual([[], []]);
  });

  it('are told as they are by another engine’s beginning', () => {
    const { until, changes } = held();
    const change = aChange();
    until.add([change]);
    until.reset();
    expect(changes).toEqual([change.id]);
  });

  it('are given back at the end', () => {
    const { until, tell } = held();
    const [other, one] = [withVerdict({ causeId: 5 }), aChange()];
    until.add([one, other]);
    tell(other);
    expect(until.close().changes.map(({ id }) => id)).toEqual([one.id, other.id]);
  });
});

describe('changes of one cause', () => {
  it('are told once, when it has ended and nothing more of it comes', () => {
    const { until, changes, causes, tell } = held();
    const all = Array.from({ length: 250 }, () => withVerdict({ causeId: 5 }));
    until.cause(aCause({ id: 5, endedAt: null }));
    until.add(all);
    tell(...all);
    vi.advanceTimersByTime(60_000);
    expect(causes).toEqual([]);
    until.cause(aCause({ id: 5 }));
    expect(causes).toEqual([{ id: 5, told: 250 }]);
    const late = withVerdict({ causeId: 5 });
    until.add([late]);
    tell(late);
    vi.advanceTimersByTime(longestPending * 2);
    expect([changes, causes]).toEqual([[], [{ id: 5, told: 250 }]]);
  });

  it('leave what merely happened then and is found after that to be told by itself', () => {
    const { until, changes, causes, tell } = held();
    const own = withVerdict({}, { id: 1 });
    until.add([own]);
    tell(own);
    until.cause(aCause());
    vi.advanceTimersByTime(calm);
    expect(causes).toEqual([{ id: 1, told: 1 }]);
    const late = [withVerdict({}, { id: 2 }), withVerdict({ verdict: 'unexplained', tie: 'during' }, { id: 3 })];
    until.add(late);
    tell(...late);
    expect(changes).toEqual([3]);
  });

  it('wait for the last of them', () => {
    const { until, causes, tell } = held();
    until.cause(aCause({ id: 5 }));
    for (let each = 0; each < 3; each++) {
      const change = withVerdict({ causeId: 5 });
      until.add([change]);
      tell(change);
      vi.advanceTimersByTime(calm - 1);
    }
    expect(causes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(causes).toEqual([{ id: 5, told: 3 }]);
  });

  it('are in a plan’s notification, where there is one', () => {
    const { until, causes, tell } = held();
    const change = withVerdict({ causeId: 5, planId: 6 });
    until.cause(aCause({ id: 5 }));
    until.cause(aCause({ id: 6, kind: 'planned', name: 'Trying nginx', endedAt: null }));
    until.add([change]);
    tell(change);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(causes).toEqual([]);
    until.cause(aCause({ id: 6, kind: 'planned', name: 'Trying nginx' }));
    expect(causes).toEqual([{ id: 6, told: 1 }]);
  });

  it('do not swallow what stands out', () => {
    const { until, changes, tell } = held();
    const [edit, upgraded] = [withVerdict({ verdict: 'standsOut', causeId: 5 }), withVerdict({ causeId: 5 })];
    until.add([edit, upgraded]);
    tell(edit, upgraded);
    expect(changes).toEqual([edit.id]);
  });
});

describe('changes that may be a running transaction’s', () => {
  it('wait until that is known', () => {
    const { until, changes, causes, tell } = held();
    const pending = withVerdict({ verdict: 'pending', causeId: null });
    until.add([pending]);
    tell(pending);
    vi.advanceTimersByTime(longestLook * 2);
    expect(changes).toEqual([]);
    until.cause(aCause({ id: 5 }));
    tell({ ...pending, explanation: explained({ causeId: 5 }) });
    vi.advanceTimersByTime(calm);
    expect([changes, causes]).toEqual([[], [{ id: 5, told: 1 }]]);
  });

  it('wait however many they are', () => {
    const { until, changes, causes, tell } = held();
    const all = Array.from({ length: 12_000 }, () => withVerdict({ verdict: 'pending', causeId: null }));
    until.add(all);
    for (let from = 0; from < all.length; from += 500) tell(...all.slice(from, from + 500));
    vi.advanceTimersByTime(longestLook * 2);
    expect(changes).toEqual([]);
    until.cause(aCause({ id: 5 }));
    const known = all.map((change) => ({ ...change, explanation: explained({ causeId: 5 }) }));
    for (let from = 0; from < all.length; from += 500) tell(...known.slice(from, from + 500));
    vi.advanceTimersByTime(calm);
    expect([changes, causes]).toEqual([[], [{ id: 5, told: all.length }]]);
  });

  it('are told as they are after half an hour', () => {
    const { until, changes, tell } = held();
    const pending = withVerdict({ verdict: 'pending', causeId: null });
    until.add([pending]);
    tell(pending);
    vi.advanceTimersByTime(longestLook + longestPending);
    expect(changes).toEqual([pending.id]);
  });
});

describe('what happened in a time away', () => {
  it('is told once, by its summary, and its causes not again', () => {
    const { until, changes, causes, aways, tell } = held();
    const found = [aChange({ how: 'startup' }), withVerdict({ causeId: 5 }, { how: 'startup' })];
    until.add(found);
    until.cause(aCause({ id: 5 }));
    tell(...found);
    expect([changes, causes, aways]).toEqual([[], [], []]);
    until.away(anAway({ causes: [aCause({ id: 5 })] }));
    const late = withVerdict({ causeId: 5 });
    until.add([late]);
    tell(late);
    vi.advanceTimersByTime(longestPending);
    expect([changes, causes, aways]).toEqual([[], [], [2]]);
  });

  it('is told as it is where no summary comes', () => {
    const { until, changes, tell } = held();
    const found = aChange({ how: 'startup' });
    until.add([found]);
    tell(found);
    vi.advanceTimersByTime(longestAway);
    expect(changes).toEqual([found.id]);
  });
});
