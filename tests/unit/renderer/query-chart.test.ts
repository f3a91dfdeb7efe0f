import { expect, test } from 'vitest';
import type { KqlAnswer, KqlCell, KqlChart, KqlType } from '../../../electron/shared/contract/kql.ts';
import { seriesColours } from '../../../renderer/features/query/chart-colours.ts';
import { barsOf, linesOf, timeTicks, withMissing } from '../../../renderer/features/query/chart-data.ts';

const answer = (columns: Readonly<Record<string, KqlType>>, rows: KqlCell[][]): KqlAnswer => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
  rows,
  cut: false,
  chart: null,
  notices: [],
  mended: null,
  milliseconds: 12,
});
const day = (n: number) => new Date(Date.UTC(2026, 10, n)).toISOString();
const byDay = { Day: 'datetime', Type: 'string', Count: 'long' } as const;
const overTime: KqlChart = { kind: 'timechart', title: null, x: 'Day', y: ['Count'], series: 'Type' };

test('lines: rows in any order become points in time, a value for each series', () => {
  const lines = linesOf(
    answer(byDay, [
      [day(2), 'Files', 5],
      [day(1), 'Files', 3],
      [day(1), 'Software', 1],
    ]),
    overTime,
  );
  expect(lines).toEqual({
    axis: 'time',
    series: ['Files', 'Software'],
    left: 0,
    points: [
      { at: Date.parse(day(1)), values: [3, 1] },
      { at: Date.parse(day(2)), values: [5, null] },
    ],
  });
});

test('a line ends where a regular axis lacks a place, and goes on over an irregular one', () => {
  const point = (at: number) => ({ at, values: [1] });
  expect(withMissing([1, 2, 5, 6].map(point))).toEqual([
    point(1),
    point(2),
    { at: 3, values: [null] },
    point(5),
    point(6),
  ]);
  expect(withMissing([0, 10, 25].map(point))).toHaveLength(3);
  expect(withMissing([point(1)])).toHaveLength(1);
  expect(withMissing([])).toEqual([]);
  // A millisecond fits into every time: that makes no axis of it.
  expect(withMissing([0, 1, 10_000].map(point))).toHaveLength(3);
});

test('two values of one series at one time are both drawn', () => {
  const lines = linesOf(
    answer(byDay, [
      [day(1), 'Files', 3],
      [day(1), 'Files', 4],
    ]),
    overTime,
  );
  expect(lines?.points.map(({ values }) => values)).toEqual([[3], [4]]);
});

test('the largest series are drawn, and how many are not is told', () => {
  const rows = [...Array(11).keys()].map((n): KqlCell[] => [day(1), `S${n}`, n]);
  const lines = linesOf(answer(byDay, rows), overTime);
  expect(lines?.series).toEqual(['S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10']);
  expect(lines?.left).toBe(3);
});

test('several columns of numbers are series, also within each part', () => {
  const columns = { Day: 'datetime', Type: 'string', A: 'long', B: 'real' } as const;
  const rows: KqlCell[][] = [[day(1), 'Files', 1, 2.5]];
  const chart: KqlChart = { ...overTime, y: ['A', 'B'] };
  expect(linesOf(answer(columns, rows), { ...chart, series: null })?.series).toEqual(['A', 'B']);
  expect(linesOf(answer(columns, rows), chart)?.series).toEqual(['Files: A', 'Files: B']);
});

test('what is no time and no number is no axis of lines', () => {
  const named: KqlChart = { ...overTime, x: 'Type', series: null };
  expect(linesOf(answer(byDay, [[day(1), 'Files', 1]]), named)).toBeNull();
  const numbered = linesOf(answer({ N: 'long', Count: 'long' }, [[2, 1]]), { ...overTime, x: 'N', series: null });
  expect(numbered).toMatchObject({ axis: 'number', points: [{ at: 2, values: [1] }] });
});

test('bars stand in the order of the answer; what has no number is not drawn', () => {
  const chart: KqlChart = { kind: 'barchart', title: null, x: 'Type', y: ['Count'], series: null };
  const rows: KqlCell[][] = [
    [null, 'Software', 2],
    [null, 'Files', 9],
    [null, '', 1],
    [null, 'Daemons', null],
    [null, 'Machine', 'Infinity'],
  ];
  expect(barsOf(answer(byDay, rows), chart, (place) => String(place) || '(empty)')).toEqual({
    series: ['Count'],
    leftSeries: 0,
    left: 0,
    bars: [
      { name: 'Software', values: [2] },
      { name: 'Files', values: [9] },
      { name: '(empty)', values: [1] },
    ],
  });
  const many = answer(
    byDay,
    [...Array(70).keys()].map((n): KqlCell[] => [null, `T${n}`, 1]),
  );
  expect(barsOf(many, chart, String)).toMatchObject({ left: 10 });
});

test('marks of time stand at whole hours and days of the own zone, at most so many', () => {
  const from = new Date(2026, 10, 1, 7, 20).getTime();
  const words = (ticks: readonly number[]) => ticks.map((at) => new Date(at).toTimeString().slice(0, 5));
  expect(words(timeTicks(from, from + 6 * 3_600_000, 8))).toEqual([
    '08:00',
    '09:00',
    '10:00',
    '11:00',
    '12:00',
    '13:00',
  ]);
  const days = timeTicks(from, from + 29 * 86_400_000, 10);
  expect(new Set(words(days))).toEqual(new Set(['00:00']));
  expect(days.length).toBeGreaterThan(3);
  expect(days.length).toBeLessThanOrEqual(10);
  expect(timeTicks(from, from + 30 * 365 * 86_400_000, 8).length).toBeLessThanOrEqual(8);
});

test('a type and a category has its own colour, and no two series one', () => {
  expect(seriesColours(['Files', 'Removed'])).toEqual(['var(--tm-files)', 'var(--tm-removed)']);
  const mixed = seriesColours(['a', 'Software', 'b', 'c', 'd', 'e']);
  expect(new Set(mixed).size).toBe(6);
});
