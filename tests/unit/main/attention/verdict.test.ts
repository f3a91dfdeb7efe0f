import { describe, expect, it } from 'vitest';
import { recently, verdictOf } from '../../../../electron/main/notifications/attention/verdict.ts';
import { severities } from '../../../../electron/shared/model/severity.ts';
import { attention, claim, clock, situation } from './claims.ts';

const minutes = (count: number) => count * 60_000;
const noon = clock(12);
const quiet = { quietHours: { enabled: true, from: '11:00', to: '14:00' } };
const iso = (moment: number) => new Date(moment).toISOString();
const times = (count: number, at: number, ruleId: string | null = 'rule') =>
  Array.from({ length: count }, (_, n) => ({ at: at + n, ruleId }));

describe('a notification', () => {
  it('is shown where nothing is against it', () => {
    for (const severity of severities) {
      expect(verdictOf(claim('a', { severity }), situation(), noon)).toEqual({ kind: 'show' });
    }
  });

  it('waits for the end of quiet hours, of a mute, and of do-not-disturb', () => {
    const verdict = (over: Parameters<typeof situation>[0]) => verdictOf(claim('a'), situation(over), noon);
    expect(verdict({ attention: attention(quiet) })).toEqual({ kind: 'hold', why: 'quiet', until: clock(14) });
    const mutedUntil = iso(clock(15));
    expect(verdict({ attention: attention({ ...quiet, mutedUntil }) })).toEqual({
      kind: 'hold',
      why: 'muted',
      until: clock(15),
    });
    expect(verdict({ doNotDisturb: true })).toEqual({ kind: 'hold', why: 'doNotDisturb', until: null });
    expect(verdict({ doNotDisturb: true, attention: attention({ honourDoNotDisturb: false }) }).kind).toBe('show');
    expect(verdict({ attention: attention({ mutedUntil: iso(noon) }) }).kind).toBe('show');
  });

  it('is always shown where it is critical', () => {
    const all = situation({
      attention: attention({ ...quiet, mutedUntil: iso(clock(15)), mostInAll: 1, mostPerRule: 1 }),
      doNotDisturb: true,
      shown: times(50, noon - 1000),
    });
    expect(verdictOf(claim('a', { severity: 'critical' }), all, noon)).toEqual({ kind: 'show' });
  });

  it('is gathered with others of its severity where the settings say so', () => {
    const digests = situation({ attention: attention({ digest: { severities: ['info'], every: 30 } }) });
    const info = claim('a', { severity: 'info' });
    expect(verdictOf(info, digests, noon)).toEqual({ kind: 'hold', why: 'digest', until: noon + minutes(30) });
    expect(verdictOf(info, digests, noon - minutes(30)).kind).toBe('show');
    expect(verdictOf(claim('b'), digests, noon).kind).toBe('show');
    // The first of them came at one o'clock, and then the clock was set back to noon
    expect(verdictOf(info, digests, clock(13)).kind).toBe('show');
  });
});

describe('the limits of an hour', () => {
  it('hold what is over that of a rule, until the oldest is an hour old', () => {
    const shown = times(6, noon - minutes(50));
    expect(verdictOf(claim('a'), situation({ shown }), noon)).toEqual({
      kind: 'hold',
      why: 'perRule',
      until: noon + minutes(10),
    });
    expect(verdictOf(claim('a', { ruleId: 'other' }), situation({ shown }), noon).kind).toBe('show');
    expect(verdictOf(claim('a', { ruleId: null }), situation({ shown }), noon).kind).toBe('show');
  });

  it('are the rule’s own where it has one', () => {
    const shown = times(2, noon - minutes(1));
    expect(verdictOf(claim('a', { mostPerHour: 2 }), situation({ shown }), noon).kind).toBe('hold');
    expect(verdictOf(claim('a', { mostPerHour: 3 }), situation({ shown }), noon).kind).toBe('show');
    const many = times(10, noon - minutes(1));
    expect(verdictOf(claim('a', { mostPerHour: 20 }), situation({ shown: many }), noon).kind).toBe('show');
  });

  it('hold in all, whatever the rules are', () => {
    const shown = [...times(3, noon - minutes(59), null), ...times(2, noon - minutes(20), 'other')];
    const few = situation({ shown, attention: attention({ mostInAll: 5 }) });
    expect(verdictOf(claim('a'), few, noon)).toEqual({ kind: 'hold', why: 'inAll', until: noon + minutes(1) });
    // Lowered to 2: only when all but one of them are an hour old
    const fewer = situation({ shown, attention: attention({ mostInAll: 2 }) });
    expect(verdictOf(claim('a'), fewer, noon)).toMatchObject({ until: noon + minutes(40) });
  });

  it('forget what is an hour old, and what lies ahead since the clock was set back', () => {
    const shown = [...times(1, noon - minutes(60)), ...times(1, noon + minutes(5)), ...times(1, noon - minutes(5))];
    expect(recently(shown, noon)).toEqual([{ at: noon - minutes(5), ruleId: 'rule' }]);
    expect(verdictOf(claim('a', { mostPerHour: 2 }), situation({ shown }), noon).kind).toBe('show');
  });
});
