import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Telling } from '../../../../electron/main/notifications/attention/arrange.ts';
import { AttentionKeeper } from '../../../../electron/main/notifications/attention/attention-keeper.ts';
import { longestWait, UntilLooked } from '../../../../electron/main/notifications/until-looked.ts';
import type { AttentionState } from '../../../../electron/shared/contract/contract.ts';
import { aChange } from '../changes.ts';
import { attention, claim, clock, type Named } from './claims.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: clock(12) });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(first = attention()) {
  let settings = first;
  const told: Telling<Named>[] = [];
  const states: AttentionState[] = [];
  const keeper = new AttentionKeeper<Named>({
    attention: () => settings,
    tell: (tell) => told.push(...tell),
    changed: (state) => states.push(state),
    count: (items) => items.length,
    compact: (waiting) => waiting,
  });
  const set = (to: typeof first) => {
    settings = to;
    keeper.reconsider();
  };
  const names = () =>
    told.map((each) => (each.kind === 'single' ? each.item.name : `{${each.items.map(({ name }) => name).join(' ')}}`));
  return { keeper, set, names, states };
}

const quiet = attention({ quietHours: { enabled: true, from: '12:30', to: '14:00' } });

describe('the attention keeper', () => {
  it('tells at the end of quiet hours, and says when they begin and end', () => {
    const { keeper, names, states } = setUp(quiet);
    expect(states).toEqual([{ quiet: false, doNotDisturb: false, muted: false, held: 0 }]);
    vi.advanceTimersByTime(30 * 60_000);
    expect(states.at(-1)?.quiet).toBe(true);
    keeper.add([claim('a'), claim('b')]);
    expect(states.at(-1)).toMatchObject({ quiet: true, held: 2 });
    vi.advanceTimersByTime(89 * 60_000);
    expect(names()).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect(names()).toEqual(['{a b}']);
    expect(states.at(-1)).toEqual({ quiet: false, doNotDisturb: false, muted: false, held: 0 });
  });

  it('tells within a minute where the clock jumped, as after sleep', () => {
    const { keeper, names } = setUp(quiet);
    vi.advanceTimersByTime(31 * 60_000);
    keeper.add([claim('a')]);
    vi.setSystemTime(clock(18));
    vi.advanceTimersByTime(60_000);
    expect(names()).toEqual(['{a}']);
  });

  it('looks again when the settings change, and when the desktop may be disturbed again', () => {
    const { keeper, set, names, states } = setUp();
    keeper.setDoNotDisturb(true);
    keeper.add([claim('a')]);
    expect(states.at(-1)).toEqual({ quiet: false, doNotDisturb: true, muted: false, held: 1 });
    keeper.setDoNotDisturb(false);
    expect(names()).toEqual(['{a}']);
    set(attention({ mutedUntil: new Date(clock(13)).toISOString() }));
    keeper.add([claim('b')]);
    expect(states.at(-1)).toMatchObject({ muted: true, held: 1 });
    set(attention());
    expect(names()).toEqual(['{a}', '{b}']);
  });

  it('does not say that the desktop is not to be disturbed where that is not to be honoured', () => {
    const { keeper, names } = setUp(attention({ honourDoNotDisturb: false }));
    keeper.setDoNotDisturb(true);
    keeper.add([claim('a')]);
    expect(keeper.state.doNotDisturb).toBe(false);
    expect(names()).toEqual(['a']);
  });

  it('tells what it holds to who asks, and gives it back at the end', () => {
    const { keeper, names } = setUp(attention({ mutedUntil: new Date(clock(13)).toISOString() }));
    keeper.add([claim('a')]);
    keeper.tellHeld();
    expect(names()).toEqual(['{a}']);
    keeper.add([claim('b')]);
    expect(keeper.close().map(({ name }) => name)).toEqual(['b']);
    vi.advanceTimersByTime(3 * 3_600_000);
    expect(names()).toEqual(['{a}']);
  });
});

describe('a change', () => {
  const changes = [aChange({ id: 1 }), aChange({ id: 2 }), aChange({ id: 3 })];
  const passing = () => {
    const passed: number[] = [];
    return { passed, held: new UntilLooked((all) => passed.push(...all.map(({ id }) => id))) };
  };

  it('waits until the rules have looked at it, and is not told where an alert tells of it', () => {
    const { passed, held } = passing();
    held.add(changes);
    held.without([2]);
    held.looked(2);
    expect(passed).toEqual([1]);
    held.looked(3);
    expect(passed).toEqual([1, 3]);
    vi.advanceTimersByTime(longestWait);
    expect(passed).toEqual([1, 3]);
  });

  it('may be heard of after the alert, or after the look', () => {
    const { passed, held } = passing();
    held.without([2]);
    held.looked(2);
    held.add(changes);
    expect(passed).toEqual([1]);
    held.looked(3);
    expect(passed).toEqual([1, 3]);
  });

  it('is of another log when the engine begins anew', () => {
    const { passed, held } = passing();
    held.without([2]);
    held.add(changes.slice(2));
    held.looked(2);
    held.reset();
    expect(passed).toEqual([3]);
    held.add(changes.slice(0, 2));
    expect(passed).toEqual([3]);
    vi.advanceTimersByTime(longestWait);
    expect(passed).toEqual([3, 1, 2]);
  });

  it('waits for two seconds at most', () => {
    const { passed, held } = passing();
    held.add(changes.slice(0, 2));
    vi.advanceTimersByTime(longestWait / 2);
    held.add(changes.slice(2));
    vi.advanceTimersByTime(longestWait / 2);
    expect(passed).toEqual([1, 2]);
    vi.advanceTimersByTime(longestWait / 2);
    expect(passed).toEqual([1, 2, 3]);
  });
});
