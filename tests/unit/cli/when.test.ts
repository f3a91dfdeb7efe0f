import { describe, expect, it } from 'vitest';
import { parseWhen } from '../../../electron/cli/when.ts';

const now = new Date('2026-03-10T12:00:00.000Z');

describe('a moment', () => {
  it.each([
    ['now', '2026-03-10T12:00:00.000Z'],
    ['90s', '2026-03-10T11:58:30.000Z'],
    ['15m', '2026-03-10T11:45:00.000Z'],
    ['2h', '2026-03-10T10:00:00.000Z'],
    ['3d', '2026-03-07T12:00:00.000Z'],
    ['1w', '2026-03-03T12:00:00.000Z'],
    [' 0m ', '2026-03-10T12:00:00.000Z'],
  ])('%s is so long ago', (text, expected) => {
    expect(parseWhen(text, now)).toBe(expected);
  });

  it.each([
    ['2026-03-01T14:00:00Z', '2026-03-01T14:00:00.000Z'],
    ['2026-03-01T14:00Z', '2026-03-01T14:00:00.000Z'],
    ['2026-03-01T14:00:00.125+02:00', '2026-03-01T12:00:00.125Z'],
    ['2026-03-01T14:00:00-0730', '2026-03-01T21:30:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is ISO 8601 with a zone', (text, expected) => {
    expect(parseWhen(text, now)).toBe(expected);
  });

  it.each([
    ['2026-07-01', new Date(2026, 6, 1)],
    ['2026-07-01T14:30', new Date(2026, 6, 1, 14, 30)],
    ['2026-07-01 14:30:15', new Date(2026, 6, 1, 14, 30, 15)],
    ['2026-07-01T00:00', new Date(2026, 6, 1)],
  ])('%s without a zone is local time', (text, expected) => {
    expect(parseWhen(text, now)).toBe(expected.toISOString());
  });

  it.each([
    '',
    'yesterday',
    '2',
    '2x',
    '-2h',
    '2h ago',
    '1.5h',
    '2026-02-30',
    '2026-02-29',
    '2026-13-01',
    '2026-01-00',
    '2026-01-01T24:00',
    '2026-01-01T10:60',
    '2026-01-01T10',
    '01.02.2026',
    '2026-01-01T10:00:00+',
  ])('%j is none', (text) => {
    expect(parseWhen(text, now)).toBeUndefined();
  });
});
