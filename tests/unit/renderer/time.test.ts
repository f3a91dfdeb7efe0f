import { describe, expect, test } from 'vitest';
import { periods, stretchOf, ticksOf } from '../../../renderer/features/changes/period.ts';
import { pauseChoices } from '../../../renderer/words/pause.ts';
import {
  about,
  between,
  dayHeading,
  duration,
  exactTime,
  nearTime,
  plainTimes,
  span,
} from '../../../renderer/words/time.ts';

const now = new Date(2026, 10, 22, 14, 30);
/** A moment in this machine's own time, as the store keeps it. */
const at = (day: number, hour: number, minute = 0, second = 0) =>
  new Date(2026, 10, day, hour, minute, second).toISOString();

describe('times in words', () => {
  test('days have names', () => {
    expect(dayHeading(at(22, 0), now)).toBe('Today');
    expect(dayHeading(at(21, 23, 59), now)).toBe('Yesterday');
    expect(dayHeading(at(16, 9), now)).toBe('Monday 16 November');
    expect(dayHeading(new Date(2025, 10, 16).toISOString(), now)).toBe('Sunday 16 November 2025');
  });

  test('moments in a sentence are said as people say them', () => {
    const text = `as process 7 (tidemark watch, since ${at(21, 9, 5)}).`;
    expect(plainTimes(text, now)).toBe('as process 7 (tidemark watch, since yesterday 09:05:00).');
    expect(plainTimes('nothing to say at 10', now)).toBe('nothing to say at 10');
  });

  test('near times are short, exact ones whole', () => {
    expect(nearTime(at(22, 14, 21), now)).toBe('14:21');
    expect(nearTime(at(23, 0), now)).toBe('tomorrow 00:00');
    expect(nearTime(at(20, 9, 5), now)).toBe('Fri 09:05');
    expect(nearTime(at(1, 9, 5), now)).toBe('1 Nov 09:05');
    expect(exactTime(at(22, 14, 21, 7), now)).toBe('today 14:21:07');
  });

  test('a span names its days where they differ', () => {
    expect(span(at(21, 18, 2), at(22, 8, 14), now)).toBe('Sat 18:02 – Sun 08:14');
    expect(span(at(22, 8), at(22, 9, 30), now)).toBe('08:00 – 09:30');
    expect(span(at(22, 8, 0, 1), at(22, 8, 0, 5), now)).toBe('08:00');
    expect(span(at(2, 8), at(3, 9), now)).toBe('2 Nov 08:00 – 3 Nov 09:00');
  });

  test('a change happened between two moments', () => {
    expect(between(at(22, 14, 21, 6), at(22, 14, 21, 7), now)).toBe('between 14:21:06 and 14:21:07');
    expect(between(at(22, 14, 21, 7), at(22, 14, 21, 7), now)).toBe('at 14:21:07');
    expect(between(at(21, 18), at(22, 8), now)).toBe('between yesterday 18:00:00 and today 08:00:00');
  });

  test('durations and distances', () => {
    expect(duration(900)).toBe('15 minutes');
    expect(duration(3600)).toBe('1 hour');
    expect(duration(90)).toBe('90 seconds');
    expect(about(at(22, 14, 41), now)).toBe('in 11 min');
    expect(about(at(22, 12, 30), now)).toBe('2 h ago');
    expect(about(at(19, 14, 30), now)).toBe('3 days ago');
    expect(about(now.toISOString(), now)).toBe('just now');
  });

  test('a pause until tomorrow ends at midnight', () => {
    const tomorrow = pauseChoices.find(({ label }) => label === 'Until tomorrow')?.until(now);
    expect(tomorrow).toEqual(new Date(2026, 10, 23));
  });
});

describe('the chart’s stretch of time', () => {
  test.each(Object.keys(periods) as (keyof typeof periods)[])(
    '%s ends after now, on a whole step, and stays so',
    (id) => {
      const stretch = stretchOf(id, now);
      const until = Date.parse(stretch.until);
      expect(until).toBeGreaterThan(now.getTime());
      expect(until - now.getTime()).toBeLessThanOrEqual(stretch.step);
      expect(until - Date.parse(stretch.since)).toBe(stretch.bars * stretch.step);
      expect(stretchOf(id, new Date(now.getTime() + 30_000))).toEqual(stretch);
    },
  );

  test('a week is marked at its days', () => {
    const labels = ticksOf(stretchOf('week', now), now).map((tick) => tick.label);
    expect(labels).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  });
});
