import { momentAt, momentOf } from './datetime-text.ts';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export type Part =
  | 'year'
  | 'quarter'
  | 'month'
  | 'week_of_year'
  | 'day'
  | 'dayofyear'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond'
  | 'microsecond'
  | 'nanosecond';

/** The start of the year that a moment is in, of its quarter, of its month. */
export function startOf(unit: 'year' | 'quarter' | 'month', at: number, offset = 0): number | null {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const step = { year: 12, quarter: 3, month: 1 }[unit];
  const months = (Math.floor((year * 12 + month) / step) + offset) * step;
  return momentAt(Math.floor(months / 12), (months % 12) + 1);
}

/** The week of a year by ISO 8601: it begins on Monday, and the first one is that with the year's first Thursday. */
export function weekOfYear(at: number): number {
  const days = Math.floor(at / day);
  // The first of January 1970 was a Thursday
  const thursday = Math.floor((days + 3) / 7) * 7;
  const january = Date.UTC(new Date(thursday * day).getUTCFullYear(), 0, 1) / day;
  return Math.floor((thursday - january) / 7) + 1;
}

/** The start of the week, a Sunday, that a moment is in. */
export const startOfWeek = (at: number): number => Math.floor((at / day + 4) / 7) * 7 * day - 4 * day;

const dayOfYear = (at: number): number => Math.floor((at - (startOf('year', at) ?? at)) / day) + 1;

const parts: Readonly<Record<Part, (date: Date) => number>> = {
  year: (date) => date.getUTCFullYear(),
  quarter: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  month: (date) => date.getUTCMonth() + 1,
  week_of_year: (date) => weekOfYear(date.getTime()),
  day: (date) => date.getUTCDate(),
  dayofyear: (date) => dayOfYear(date.getTime()),
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
  second: (date) => date.getUTCSeconds(),
  millisecond: (date) => date.getUTCMilliseconds(),
  microsecond: (date) => date.getUTCMilliseconds() * 1000,
  nanosecond: (date) => date.getUTCMilliseconds() * 1_000_000,
};

export const partNames = Object.keys(parts) as readonly Part[];
export const partOf = (part: Part, at: number): number => parts[part](new Date(at));

export type Unit =
  | 'year'
  | 'quarter'
  | 'month'
  | 'week'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond'
  | 'microsecond'
  | 'nanosecond';

const lengths: Readonly<Partial<Record<Unit, number>>> = {
  week: 7 * day,
  day,
  hour,
  minute,
  second,
  millisecond: 1,
  microsecond: 1e-3,
  nanosecond: 1e-6,
};
export const unitNames: readonly string[] = ['year', 'quarter', 'month', ...Object.keys(lengths)];

/** How many borders between two years, months, hours… lie between two moments. */
export function difference(unit: Unit, one: number, other: number): number {
  const [a, b] = [new Date(one), new Date(other)];
  const years = a.getUTCFullYear() - b.getUTCFullYear();
  if (unit === 'year') return years;
  if (unit === 'month') return years * 12 + a.getUTCMonth() - b.getUTCMonth();
  if (unit === 'quarter') return years * 4 + Math.floor(a.getUTCMonth() / 3) - Math.floor(b.getUTCMonth() / 3);
  if (unit === 'week') return Math.round((startOfWeek(one) - startOfWeek(other)) / (7 * day));
  const length = lengths[unit] ?? 1;
  if (length < 1) return Math.round((one - other) / length);
  return Math.floor(one / length) - Math.floor(other / length);
}

/** A moment so many units later. Of a month that has no such day, the last day. */
export function added(unit: Unit, amount: number, at: number): number | null {
  const length = lengths[unit];
  if (length !== undefined) return momentOf(at + amount * length);
  const months = amount * (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1);
  const first = startOf('month', at, months);
  const next = startOf('month', at, months + 1);
  const begun = startOf('month', at);
  if (first === null || begun === null) return null;
  const days = Math.floor((at - begun) / day);
  const last = next === null ? 30 : (next - first) / day - 1;
  return first + Math.min(days, last) * day + ((at - begun) % day);
}
