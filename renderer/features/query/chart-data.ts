import type { KqlAnswer, KqlCell, KqlChart } from '../../../electron/shared/contract/kql.ts';

/** A point along the axis: where it is, and a value for each series; `null` where there is none. */
export interface LinePoint {
  readonly at: number;
  readonly values: readonly (number | null)[];
}

export interface Lines {
  readonly axis: 'time' | 'number';
  readonly series: readonly string[];
  readonly points: readonly LinePoint[];
  /** How many series there are that are not drawn. */
  readonly left: number;
}

export interface Bars {
  readonly series: readonly string[];
  readonly bars: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** How many series and bars there are that are not drawn. */
  readonly leftSeries: number;
  readonly left: number;
}

/** More than these could not be told apart. */
const mostSeries = 8;
const mostBars = 60;
/** More places along the axis than this are not looked through for what is missing. */
const mostSlots = 5000;

const numberOf = (cell: KqlCell | undefined): number | null => {
  const value = cell === null || cell === undefined || cell === '' ? Number.NaN : Number(cell);
  return Number.isFinite(value) ? value : null;
};

/** A value of one series at one place, in the order of the answer. */
interface Drawn {
  readonly place: KqlCell;
  readonly series: string;
  readonly value: number;
}

/** Every value that is to be drawn. With several columns of numbers, each is a series of its own. */
function drawn({ columns, rows }: KqlAnswer, chart: KqlChart): readonly Drawn[] {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const x = at(chart.x);
  const split = chart.series === null ? -1 : at(chart.series);
  return rows.flatMap((row) =>
    chart.y.flatMap((name) => {
      const value = numberOf(row[at(name)]);
      if (value === null) return [];
      const part = split < 0 ? '' : String(row[split] ?? '') || '(empty)';
      const series = part === '' ? name : chart.y.length > 1 ? `${part}: ${name}` : part;
      return [{ place: row[x] ?? null, series, value }];
    }),
  );
}

/** The series with the most in them, in the order they came. */
function largest(all: readonly Drawn[]): { readonly series: readonly string[]; readonly left: number } {
  const sums = new Map<string, number>();
  for (const { series, value } of all) sums.set(series, (sums.get(series) ?? 0) + Math.abs(value));
  const kept = new Set(
    [...sums]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, mostSeries)
      .map(([name]) => name),
  );
  return { series: [...sums.keys()].filter((name) => kept.has(name)), left: sums.size - kept.size };
}

/**
 * Places that are missing from a regular axis (that of `bin`), as points of no value: a line is not to run over a time
 * of which the answer says nothing.
 */
export function withMissing(points: readonly LinePoint[]): readonly LinePoint[] {
  const steps = points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? at));
  const step = Math.min(...steps.filter((each) => each > 0));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || !Number.isFinite(step)) return points;
  const regular = steps.every((each) => Math.abs(each / step - Math.round(each / step)) < 1e-6);
  if (!regular || (last.at - first.at) / step > mostSlots) return points;
  return points.flatMap((point, index) => {
    const gap = (steps[index] ?? step) > step * 1.5;
    return gap ? [point, { at: point.at + step, values: point.values.map(() => null) }] : [point];
  });
}

/** An answer as lines along a time or a number; `null` where its axis is neither. */
export function linesOf(answer: KqlAnswer, chart: KqlChart): Lines | null {
  const type = answer.columns.find(({ name }) => name === chart.x)?.type;
  const axis = type === 'datetime' ? 'time' : type === 'long' || type === 'real' ? 'number' : null;
  if (axis === null) return null;
  const all = drawn(answer, chart);
  const { series, left } = largest(all);
  const points: { at: number; values: (number | null)[] }[] = [];
  const last = new Map<number, (number | null)[]>();
  for (const { place, series: name, value } of all) {
    const at = axis === 'time' ? Date.parse(String(place)) : numberOf(place);
    const index = series.indexOf(name);
    if (at === null || Number.isNaN(at) || index < 0) continue;
    let values = last.get(at);
    // Two values of one series at one place are both drawn.
    if (values === undefined || values[index] !== null) {
      values = series.map(() => null);
      last.set(at, values);
      points.push({ at, values });
    }
    values[index] = value;
  }
  return { axis, series, left, points: withMissing(points.sort((a, b) => a.at - b.at)) };
}

/** An answer as bars, one a place of the axis in the order of the answer; `said`: how a place is said. */
export function barsOf(answer: KqlAnswer, chart: KqlChart, said: (place: KqlCell) => string): Bars {
  const all = drawn(answer, chart);
  const { series, left: leftSeries } = largest(all);
  const places = new Map<string, (number | null)[]>();
  for (const { place, series: name, value } of all) {
    const bar = said(place);
    const values = places.get(bar) ?? series.map(() => null);
    const index = series.indexOf(name);
    // Rows that are said alike are one bar.
    if (index >= 0) values[index] = (values[index] ?? 0) + value;
    places.set(bar, values);
  }
  const bars = [...places].map(([name, values]) => ({ name, values }));
  return { series, leftSeries, bars: bars.slice(0, mostBars), left: Math.max(0, bars.length - mostBars) };
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Steps between the marks of a time axis that people count in. */
const steps = [1, 2, 5, 10, 15, 30].map((n) => n * minute).concat([1, 2, 3, 6, 12].map((n) => n * hour));
const days = [1, 2, 5, 7, 14, 30, 60, 90, 180, 365];

/** Where the marks of a time axis stand: at whole hours or days of the machine's own zone, at most so many. */
export function timeTicks(from: number, to: number, most: number): readonly number[] {
  const step = steps.find((each) => (to - from) / each <= most);
  const start = new Date(from);
  if (step !== undefined) {
    const midnight = new Date(start.getFullYear(), start.getMonth(), start.getDate()).getTime();
    const first = midnight + Math.ceil((from - midnight) / step) * step;
    return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, n) => first + n * step);
  }
  const many =
    days.find((each) => (to - from) / (each * day) <= most) ?? 365 * Math.ceil((to - from) / (365 * day * most));
  const ticks: number[] = [];
  // By the calendar: a day is not always of 24 hours.
  for (let at = 1; ; at += many) {
    const tick = new Date(start.getFullYear(), start.getMonth(), start.getDate() + at).getTime();
    if (tick > to) return ticks;
    ticks.push(tick);
  }
}
