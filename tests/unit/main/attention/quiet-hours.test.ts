import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextQuiet, quietUntil } from '../../../../electron/main/notifications/attention/quiet-hours.ts';
import { attention, clock } from './claims.ts';

const hours = (over: object = {}) => attention({ quietHours: { enabled: true, ...over } }).quietHours;
const night = hours({ from: '22:00', to: '07:00' });

describe('quiet hours', () => {
  it('span midnight where they end before they begin', () => {
    expect(quietUntil(night, clock(21, 59))).toBeUndefined();
    expect(quietUntil(night, clock(22))).toBe(clock(7, 0, 5));
    expect(quietUntil(night, clock(0, 0, 5))).toBe(clock(7, 0, 5));
    expect(quietUntil(night, clock(6, 59))).toBe(clock(7));
    expect(quietUntil(night, clock(7))).toBeUndefined();
  });

  it('lie within a day where they end after they begin', () => {
    const lunch = hours({ from: '12:00', to: '13:30' });
    expect(quietUntil(lunch, clock(12, 10))).toBe(clock(13, 30));
    expect(quietUntil(lunch, clock(13, 30))).toBeUndefined();
  });

  it('begin on the days that are named, and go on into the next one', () => {
    // The 4th of March 2026 is a Wednesday
    const wednesdays = hours({ from: '22:00', to: '07:00', days: [3] });
    expect(quietUntil(wednesdays, clock(23))).toBe(clock(7, 0, 5));
    expect(quietUntil(wednesdays, clock(6, 0, 5))).toBe(clock(7, 0, 5));
    expect(quietUntil(wednesdays, clock(6))).toBeUndefined();
    expect(quietUntil(wednesdays, clock(23, 0, 5))).toBeUndefined();
    const sundays = hours({ days: [7] });
    expect(quietUntil(sundays, clock(23, 0, 8))).toBe(clock(7, 0, 9));
  });

  it('are none while they are off, or begin and end alike', () => {
    expect(quietUntil({ ...night, enabled: false }, clock(23))).toBeUndefined();
    expect(quietUntil(hours({ from: '08:00', to: '08:00' }), clock(8))).toBeUndefined();
  });

  it('tell when they begin next', () => {
    expect(nextQuiet(night, clock(12))).toBe(clock(22));
    expect(nextQuiet(night, clock(22))).toBe(clock(22, 0, 5));
    expect(nextQuiet(hours({ days: [3] }), clock(23))).toBe(clock(22, 0, 11));
    expect(nextQuiet(hours({ days: [] }), clock(12))).toBeUndefined();
  });
});

describe('quiet hours where summer time is kept', () => {
  const zone = process.env.TZ;
  const iso = (moment: number | undefined) => moment && new Date(moment).toISOString();
  beforeAll(() => {
    process.env.TZ = 'Europe/Berlin';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('are an hour shorter in the night in which it begins, and an hour longer in which it ends', () => {
    // At 2:00 on the 29th of March 2026 the clock goes to 3:00, at 3:00 on the 25th of October to 2:00
    expect(iso(quietUntil(night, Date.parse('2026-03-28T21:00:00Z')))).toBe('2026-03-29T05:00:00.000Z');
    expect(iso(quietUntil(night, Date.parse('2026-10-24T20:00:00Z')))).toBe('2026-10-25T06:00:00.000Z');
  });

  it('end an hour later by the clock where their end is left out', () => {
    const early = hours({ from: '23:00', to: '02:30' });
    expect(iso(quietUntil(early, Date.parse('2026-03-29T00:59:00Z')))).toBe('2026-03-29T01:30:00.000Z');
    expect(quietUntil(early, Date.parse('2026-03-29T01:30:00Z'))).toBeUndefined();
  });

  it('do not begin again in the hour that comes twice', () => {
    const early = hours({ from: '23:00', to: '02:30' });
    expect(quietUntil(early, Date.parse('2026-10-25T00:29:00Z'))).toBeDefined();
    expect(quietUntil(early, Date.parse('2026-10-25T01:10:00Z'))).toBeUndefined();
  });
});
