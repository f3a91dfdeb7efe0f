import type { Expr } from '../plan.ts';
import { arithmetic, sinceYearOne } from './arithmetic.ts';
import {
  added,
  day,
  difference,
  type Part,
  partNames,
  partOf,
  startOf,
  startOfWeek,
  type Unit,
  unitNames,
  weekOfYear,
} from './calendar.ts';
import { type Call, type Makers, plain } from './call.ts';
import { argument } from './conversions.ts';
import { lastMoment, momentAt, momentOf } from './datetime-text.ts';
import { callOf, native } from './native.ts';
import { bin } from './numbers.ts';
import { formatDatetime, formatTimespan } from './time-formats.ts';
import { known, moment } from './values.ts';

const fromYearOne = known('long', -sinceYearOne);

/** The start of the period that a moment is in, so many periods later; or the last moment before the next one. */
const border = (name: string, next: (at: number, offset: number) => number | null) => ({
  [`startof${name}`]: plain(`startof${name}`, ['datetime', 'long?'], 'datetime', (at: number, offset = 0) =>
    next(at, offset),
  ),
  [`endof${name}`]: plain(`endof${name}`, ['datetime', 'long?'], 'datetime', (at: number, offset = 0) => {
    const after = next(at, offset + 1);
    return after === null ? (next(at, offset) === null ? null : lastMoment) : after - 1;
  }),
});

const startOfDay = (call: Call): Expr | undefined =>
  call.has(1) ? undefined : bin(call.as('datetime', 0), known('timespan', day), fromYearOne);

const borders: Makers = {
  ...border('day', (at, offset) => momentOf((Math.floor(at / day) + offset) * day)),
  ...border('week', (at, offset) => momentOf(startOfWeek(at) + offset * 7 * day)),
  ...border('month', (at, offset) => startOf('month', at, offset)),
  ...border('year', (at, offset) => startOf('year', at, offset)),
};

const partOfMoment = native('datetime_part', 'long', (part: Part, at: number) => partOf(part, at));
const part =
  (name: Part) =>
  (call: Call): Expr =>
    callOf(partOfMoment, known('string', name), call.as('datetime', 0));

const differences = native('datetime_diff', 'long', (unit: Unit, one: number, other: number) =>
  difference(unit, one, other),
);
const sums = native('datetime_add', 'datetime', (unit: Unit, amount: number, at: number) => added(unit, amount, at));

/** A format that is known is tried, so that a part that is not known is said at its place. */
function checkFormat(call: Call, work: (value: number, format: string) => string): void {
  const { constant } = call.at(1);
  if (typeof constant !== 'string') return;
  try {
    work(0, constant);
  } catch (thrown) {
    call.refuse(thrown instanceof Error ? thrown.message : String(thrown), call.nodeAt(1));
  }
}

const formats = {
  datetime: native('format_datetime', 'string', formatDatetime),
  timespan: native('format_timespan', 'string', formatTimespan),
};

const since1970 = (name: string, unit: number) =>
  plain(name, ['real'], 'datetime', (value: number) => momentOf(value * unit));

const ago = (call: Call): Expr =>
  arithmetic('-', moment('now'), argument(call.at(0), 'timespan', call.nodeAt(0)), call.node);

export const timeFunctions: Makers = {
  now: (call) => (call.has(0) ? arithmetic('+', moment('now'), call.as('timespan', 0), call.node) : moment('now')),
  ago,
  ...borders,
  startofday: (call) => startOfDay(call) ?? (borders.startofday ?? ago)(call),
  dayofweek: plain(
    'dayofweek',
    ['datetime'],
    'timespan',
    (at: number) => Math.floor((at - startOfWeek(at)) / day) * day,
  ),
  dayofmonth: part('day'),
  dayofyear: part('dayofyear'),
  hourofday: part('hour'),
  getyear: part('year'),
  getmonth: part('month'),
  monthofyear: part('month'),
  week_of_year: plain('week_of_year', ['datetime'], 'long', weekOfYear),
  datetime_part: (call) => callOf(partOfMoment, known('string', call.word(0, partNames)), call.as('datetime', 1)),
  datetime_diff: (call) =>
    callOf(differences, known('string', call.word(0, unitNames)), call.as('datetime', 1), call.as('datetime', 2)),
  datetime_add: (call) =>
    callOf(sums, known('string', call.word(0, unitNames)), call.as('long', 1), call.as('datetime', 2)),
  format_datetime: (call) => {
    checkFormat(call, formatDatetime);
    return callOf(formats.datetime, call.as('datetime', 0), call.as('string', 1));
  },
  format_timespan: (call) => {
    checkFormat(call, formatTimespan);
    return callOf(formats.timespan, call.as('timespan', 0), call.as('string', 1));
  },
  make_datetime: plain('make_datetime', ['long', 'long', 'long', 'long?', 'long?', 'real?'], 'datetime', momentAt),
  make_timespan: plain('make_timespan', ['long', 'long', 'real?', 'real?'], 'timespan', makeTimespan),
  unixtime_seconds_todatetime: since1970('unixtime_seconds', 1000),
  unixtime_milliseconds_todatetime: since1970('unixtime_milliseconds', 1),
  unixtime_microseconds_todatetime: since1970('unixtime_microseconds', 1e-3),
  unixtime_nanoseconds_todatetime: since1970('unixtime_nanoseconds', 1e-6),
};

/** Hours and minutes; or with seconds; or with days before them. */
function makeTimespan(...given: readonly number[]): number | null {
  const [days = 0, hours = 0, minutes = 0, seconds = 0] =
    given.length === 4 ? given : given.length === 3 ? [0, ...given] : [0, ...given, 0];
  if (days < 0 || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds >= 60) return null;
  return days * day + (hours * 60 + minutes) * 60_000 + seconds * 1000;
}
