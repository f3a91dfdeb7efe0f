import { describe, expect, it } from 'vitest';
import { type Arrangement, arrange, type Waiting } from '../../../../electron/main/notifications/attention/arrange.ts';
import type { Reason, Situation } from '../../../../electron/main/notifications/attention/verdict.ts';
import { attention, claim, clock, type Named, situation } from './claims.ts';

const minutes = (count: number) => count * 60_000;
const noon = clock(12);
const waiting = (item: Named, why: Reason | null = null, at = noon): Waiting<Named> => ({ item, at, why });
const named = (count: number, over: Parameters<typeof claim>[1] = {}) =>
  Array.from({ length: count }, (_, n) => claim(`${n + 1}`, over));
const quiet = attention({ quietHours: { enabled: true, from: '11:00', to: '14:00' } });

/** What is told, in short: names of a single, in brackets what goes along, a digest in braces with its reasons. */
const told = ({ tell }: Arrangement<Named>) =>
  tell.map((each) =>
    each.kind === 'single'
      ? [each.item.name, ...each.more.map(({ name }) => `(${name})`)].join(' ')
      : `{${each.items.map(({ name }) => name).join(' ')}} ${each.why.join(' ')}`,
  );
const names = ({ waiting }: Arrangement<Named>) => waiting.map(({ item, why }) => `${item.name} ${why}`);

/** What comes over some time, each time with what waited before. */
function play(steps: readonly { readonly come?: readonly Named[]; readonly at: Partial<Situation> }[]) {
  let held: readonly Waiting<Named>[] = [];
  let shown: Situation['shown'] = [];
  return steps.map(({ come = [], at }) => {
    const here = situation({ shown, ...at });
    const result = arrange([...held, ...come.map((item) => waiting(item, null, here.now))], here);
    held = result.waiting;
    shown = result.shown;
    return result;
  });
}

describe('what comes', () => {
  it('is told one by one while nothing holds it back', () => {
    const result = arrange([waiting(claim('a')), waiting(claim('b'))], situation());
    expect(told(result)).toEqual(['a', 'b']);
    expect(result).toMatchObject({ waiting: [], next: null });
    expect(result.shown).toHaveLength(2);
  });

  it('waits in quiet hours but for what is critical, and is one digest at their end', () => {
    const [during, end] = play([
      {
        come: [claim('a'), claim('b', { severity: 'critical' }), claim('c', { ruleId: null })],
        at: { attention: quiet },
      },
      { at: { attention: quiet, now: clock(14) } },
    ]);
    expect(during && told(during)).toEqual(['b']);
    expect(during?.next).toBe(clock(14));
    expect(end && told(end)).toEqual(['{a c} quiet']);
    expect(end).toMatchObject({ waiting: [], next: null });
  });

  it('goes on to wait where something else holds it then', () => {
    const muted = attention({ mutedUntil: new Date(clock(15)).toISOString() });
    const [, still, end] = play([
      { come: [claim('a')], at: { attention: quiet } },
      { at: { attention: muted, now: clock(14) } },
      { at: { attention: muted, now: clock(15) } },
    ]);
    expect(still && names(still)).toEqual(['a muted']);
    expect(still?.next).toBe(clock(15));
    expect(end && told(end)).toEqual(['{a} muted']);
  });

  it('waits without an end by the clock while the desktop is not to be disturbed', () => {
    const [during, end] = play([{ come: [claim('a')], at: { doNotDisturb: true } }, { at: {} }]);
    expect(during).toMatchObject({ tell: [], next: null });
    expect(end && told(end)).toEqual(['{a} doNotDisturb']);
  });

  it('is not told later where that would be of no use', () => {
    const [during, end] = play([
      { come: [claim('a', { brief: true })], at: { attention: quiet } },
      { come: [claim('b', { brief: true })], at: { now: clock(14) } },
    ]);
    expect(during).toMatchObject({ tell: [], waiting: [], next: null });
    expect(end && told(end)).toEqual(['b']);
  });
});

describe('a digest by severity', () => {
  const digests = attention({ digest: { severities: ['info'], every: 30 } });
  const info = (name: string) => claim(name, { severity: 'info' });

  it('tells so many minutes after the first of it came', () => {
    const [first, second, end, after] = play([
      { come: [info('a'), claim('w')], at: { attention: digests } },
      { come: [info('b')], at: { attention: digests, now: noon + minutes(20) } },
      { at: { attention: digests, now: noon + minutes(30) } },
      { come: [info('c')], at: { attention: digests, now: noon + minutes(31) } },
    ]);
    expect(first && told(first)).toEqual(['w']);
    expect(second).toMatchObject({ tell: [], next: noon + minutes(30) });
    expect(end && told(end)).toEqual(['{a b} digest']);
    expect(after?.next).toBe(noon + minutes(61));
  });

  it('goes along with what quiet hours held', () => {
    const both = attention({ ...digests, quietHours: { ...quiet.quietHours, to: '12:10' } });
    const [, end] = play([
      { come: [claim('w'), info('a')], at: { attention: both } },
      { at: { attention: both, now: clock(12, 10) } },
    ]);
    expect(end && told(end)).toEqual(['{w a} quiet']);
  });
});

describe('what was not told when Tidemark ended', () => {
  it('is told at its start as a digest, what is critical by itself', () => {
    const before = [claim('a'), claim('b', { severity: 'critical' }), claim('c', { severity: 'info' })];
    const digests = attention({ digest: { severities: ['info'] } });
    const result = arrange(
      before.map((item) => waiting(item, 'before')),
      situation({ attention: digests }),
    );
    expect(told(result)).toEqual(['b', '{a c} before']);
  });

  it('waits as anything else does', () => {
    const result = arrange([waiting(claim('a'), 'before')], situation({ attention: quiet }));
    expect(names(result)).toEqual(['a quiet']);
  });
});

describe('what is over a limit', () => {
  it('is told as one when the hour’s window opens again', () => {
    const [first, later] = play([{ come: named(10), at: {} }, { at: { now: noon + minutes(60) } }]);
    expect(first && told(first)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(first?.next).toBe(noon + minutes(60));
    expect(later && told(later)).toEqual(['{7 8 9 10} perRule']);
    expect(later).toMatchObject({ waiting: [], next: null });
    expect(later?.shown).toEqual([{ at: noon + minutes(60), ruleId: 'rule' }]);
  });

  it('goes along with the next notification of its rule', () => {
    const [, later] = play([
      { come: named(9), at: {} },
      { come: [claim('next'), claim('x', { ruleId: 'other' })], at: { now: noon + minutes(60) } },
    ]);
    expect(later && told(later)).toEqual(['next (7) (8) (9)', 'x']);
    expect(later?.waiting).toEqual([]);
  });

  it('is told a rule at a time, and that of all rules together', () => {
    const shown = Array.from({ length: 6 }, () => ({ at: noon, ruleId: 'a' }));
    const a = named(2, { ruleId: 'a' });
    const [first, later] = play([
      { come: a, at: { shown } },
      { come: [claim('b', { ruleId: 'b', mostPerHour: 1 }), claim('c', { ruleId: 'b', mostPerHour: 1 })], at: {} },
      { at: { now: noon + minutes(60) } },
    ]).filter((_, index) => index !== 0);
    expect(first && told(first)).toEqual(['b']);
    expect(later && told(later)).toEqual(['{1 2} perRule', '{c} perRule']);

    const few = attention({ mostInAll: 2 });
    const [, opened] = play([
      {
        come: [claim('a', { ruleId: 'a' }), claim('b', { ruleId: 'b' }), claim('c', { ruleId: 'c' }), claim('d')],
        at: { attention: few },
      },
      { at: { attention: few, now: noon + minutes(60) } },
    ]);
    expect(opened && told(opened)).toEqual(['{c d} inAll']);
  });

  it('leaves a digest alone: it is one notification of many things', () => {
    const few = { ...quiet, mostInAll: 1, mostPerRule: 1 };
    const [, end] = play([
      { come: [claim('!', { severity: 'critical' }), ...named(5)], at: { attention: few, now: clock(13, 59) } },
      { at: { attention: few, now: clock(14) } },
    ]);
    expect(end && told(end)).toEqual(['{1 2 3 4 5} quiet']);
  });
});

describe('somebody who asks for what is held', () => {
  it('is told all of it, whatever holds it', () => {
    const held = [waiting(claim('a'), 'quiet'), waiting(claim('b'), 'perRule'), waiting(claim('c'), 'digest')];
    const result = arrange(held, situation({ attention: quiet, doNotDisturb: true }), true);
    expect(told(result)).toEqual(['{a b c} quiet perRule digest']);
    expect(result.waiting).toEqual([]);
  });

  it('is told nothing where nothing is', () => {
    expect(arrange([], situation(), true)).toMatchObject({ tell: [], waiting: [] });
  });
});

it('loses nothing, whatever comes when: each thing is told once in the end', () => {
  // A generator of its own, so that a failure comes again (Numerical Recipes' constants)
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return seed % below;
  };
  const settings = [
    quiet,
    attention({ mostInAll: 3, mostPerRule: 2 }),
    attention({ digest: { severities: ['info', 'warning'], every: 5 } }),
    attention({ mutedUntil: new Date(noon + minutes(200)).toISOString() }),
  ];
  let count = 0;
  const steps = Array.from({ length: 400 }, (_, step) => ({
    come: Array.from({ length: random(4) }, () => {
      count += 1;
      const severity = (['info', 'warning', 'critical'] as const)[random(3)] ?? 'info';
      return claim(String(count), { severity, ruleId: [null, 'a', 'b'][random(3)] ?? null });
    }),
    at: { now: noon + minutes(step), attention: settings[random(4)] ?? quiet, doNotDisturb: random(5) === 0 },
  }));
  const results = play([...steps, { at: { now: clock(12, 0, 6), attention: attention() } }]);
  const all = results
    .flatMap(({ tell }) => tell)
    .flatMap((each) => (each.kind === 'single' ? [each.item, ...each.more] : each.items));
  expect(all.map(({ name }) => Number(name)).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: count }, (_, n) => n + 1),
  );
  expect(results.at(-1)?.waiting).toEqual([]);
});
