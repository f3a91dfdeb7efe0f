import { describe, expect, it } from 'vitest';
import {
  instantsOf,
  machineZone,
  resolveStamps,
} from '../../../../electron/engine/explain/transactions/logs/local-time.ts';

const berlin = 'Europe/Berlin';
const utc = (instants: readonly (number | null)[]) =>
  instants.map((each) => (each === null ? null : new Date(each).toISOString()));

describe('the instants that a time can mean', () => {
  it('is one in summer and one in winter', () => {
    expect(utc(instantsOf('2026-07-01T12:00:00', berlin))).toEqual(['2026-07-01T10:00:00.000Z']);
    expect(utc(instantsOf('2026-01-01  12:00:00', berlin))).toEqual(['2026-01-01T11:00:00.000Z']);
    expect(utc(instantsOf('2026-07-01T12:00:00', 'America/St_Johns'))).toEqual(['2026-07-01T14:30:00.000Z']);
    expect(utc(instantsOf('2026-07-01T12:00:00', 'UTC'))).toEqual(['2026-07-01T12:00:00.000Z']);
  });

  it('is two where clocks were put back', () => {
    expect(utc(instantsOf('2026-10-25T02:30:00', berlin))).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
    expect(instantsOf('2026-10-25T03:00:00', berlin)).toHaveLength(1);
    expect(instantsOf('2026-10-25T01:59:59', berlin)).toHaveLength(1);
  });

  it('is one where clocks were put forward over it', () => {
    expect(utc(instantsOf('2026-03-29T02:30:00', berlin))).toEqual(['2026-03-29T01:30:00.000Z']);
  });

  it('is the one that an offset names, whatever the zone', () => {
    expect(utc(instantsOf('2026-03-01T14:21:07+0100', 'Asia/Tokyo'))).toEqual(['2026-03-01T13:21:07.000Z']);
    expect(utc(instantsOf('2026-03-01T14:21:07-03:30', 'Asia/Tokyo'))).toEqual(['2026-03-01T17:51:07.000Z']);
    expect(utc(instantsOf('2026-03-01 14:21:07Z', 'Asia/Tokyo'))).toEqual(['2026-03-01T14:21:07.000Z']);
  });

  it('is none where it is no time', () => {
    for (const text of ['', 'yesterday', '2026-13-01T00:00:00', '2026-01-01T25:00:00+0100', '2026-01-01'])
      expect(instantsOf(text, berlin)).toEqual([]);
  });
});

describe('the times of a log', () => {
  const stamps = ['2026-10-25T01:50:00', '2026-10-25T02:10:00', '2026-10-25T02:50:00'];

  it('are of the first hour as long as nothing tells of the second', () => {
    expect(utc(resolveStamps(stamps, berlin, Date.parse('2026-10-25T00:50:01Z')))).toEqual([
      '2026-10-24T23:50:00.000Z',
      '2026-10-25T00:10:00.000Z',
      '2026-10-25T00:50:00.000Z',
    ]);
    expect(
      utc(resolveStamps(['2026-10-25T02:10:00', '2026-10-26T09:00:00'], berlin, Date.parse('2026-10-26')))[0],
    ).toBe('2026-10-25T00:10:00.000Z');
  });

  it('are of the second hour where the log was written then', () => {
    expect(utc(resolveStamps(['2026-10-25T02:50:00'], berlin, Date.parse('2026-10-25T01:50:00.400Z')))).toEqual([
      '2026-10-25T01:50:00.000Z',
    ]);
  });

  it('go back where the clock did', () => {
    const around = ['2026-10-25T02:58:00', '2026-10-25T02:05:00', '2026-10-25T02:06:00'];
    expect(utc(resolveStamps(around, berlin, Date.parse('2026-10-25T01:06:00.100Z')))).toEqual([
      '2026-10-25T00:58:00.000Z',
      '2026-10-25T01:05:00.000Z',
      '2026-10-25T01:06:00.000Z',
    ]);
  });

  it('are passed over where they are none', () => {
    expect(resolveStamps(['no time', '2026-01-01T00:00:00'], 'UTC', 0)).toEqual([null, Date.parse('2026-01-01')]);
  });
});

it('names the zone of this machine as one that can be used', async () => {
  const zone = await machineZone();
  expect(instantsOf('2026-01-01T00:00:00', zone)).toHaveLength(1);
});
