import { clock, shortDay } from '../../words/time.ts';

const minute = 60_000;
const hour = 60 * minute;

/** The stretches of time one can look at; the chart parts each into bars of equal width. */
export const periods = {
  day: { label: 'Last 24 hours', bars: 96, step: 15 * minute },
  week: { label: 'Last 7 days', bars: 84, step: 2 * hour },
  month: { label: 'Last 30 days', bars: 90, step: 8 * hour },
  year: { label: 'Last 12 months', bars: 122, step: 72 * hour },
  any: { label: 'Any time', bars: 122, step: 72 * hour },
} as const;
export type PeriodId = keyof typeof periods;
export const periodIds = Object.keys(periods) as readonly PeriodId[];

/** What the chart shows: from when until when, in how many bars. */
export interface Stretch {
  readonly since: string;
  readonly until: string;
  readonly bars: number;
  /** Milliseconds of one bar. */
  readonly step: number;
}

/**
 * The stretch of a period that ends now. It ends on a whole step of local time,
 * so that it stays the same until that step is over.
 */
export function stretchOf(period: PeriodId, now: Date): Stretch {
  const { bars, step } = periods[period];
  const zone = now.getTimezoneOffset() * minute;
  const until = Math.ceil((now.getTime() + 1 - zone) / step) * step + zone;
  return { since: new Date(until - bars * step).toISOString(), until: new Date(until).toISOString(), bars, step };
}

/** A mark on the chart's axis. */
export interface Tick {
  readonly at: string;
  readonly label: string;
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'short' });

/** Where the axis is marked: hours in a day, days in a week, every fifth day in a month, months in a year. */
export function ticksOf(stretch: Stretch, now: Date): readonly Tick[] {
  const until = Date.parse(stretch.until);
  const length = until - Date.parse(stretch.since);
  const first = new Date(stretch.since);
  const ticks: Tick[] = [];
  const add = (next: (at: Date) => Date, start: Date, label: (at: string, date: Date) => string) => {
    for (let at = start; at.getTime() < until; at = next(at)) {
      if (at >= first) ticks.push({ at: at.toISOString(), label: label(at.toISOString(), at) });
    }
  };
  const days = (count: number) => (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate() + count);
  const midnight = new Date(first.getFullYear(), first.getMonth(), first.getDate());
  if (length <= 25 * hour) {
    add((at) => new Date(at.getTime() + 3 * hour), midnight, clock);
  } else if (length <= 8 * 24 * hour) {
    add(days(1), midnight, (_, at) => weekday.format(at));
  } else if (length <= 32 * 24 * hour) {
    add(days(5), days(1)(midnight), (at) => shortDay(at, now));
  } else {
    const months = (at: Date) => new Date(at.getFullYear(), at.getMonth() + 1, 1);
    add(months, months(first), (_, at) => month.format(at));
  }
  return ticks;
}
