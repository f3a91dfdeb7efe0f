const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options });

const clockFormat = format({ hour: '2-digit', minute: '2-digit' });
const secondsFormat = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const weekdayFormat = format({ weekday: 'short' });
const dayFormat = format({ day: 'numeric', month: 'short' });
const dayYearFormat = format({ day: 'numeric', month: 'short', year: 'numeric' });
const longDayFormat = format({ weekday: 'long', day: 'numeric', month: 'long' });
const longDayYearFormat = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

const startOfDay = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** How many calendar days, in local time, a moment lies before another one. */
function daysBefore(moment: Date, now: Date): number {
  return Math.round((startOfDay(now).getTime() - startOfDay(moment).getTime()) / 86_400_000);
}

/** `14:21` in local time. */
export const clock = (moment: string) => clockFormat.format(new Date(moment));

/** `14:21:07` in local time. */
export const clockSeconds = (moment: string) => secondsFormat.format(new Date(moment));

/** `16 Nov`, with the year where it is not this one. */
export function shortDay(moment: string, now: Date): string {
  const date = new Date(moment);
  return (date.getFullYear() === now.getFullYear() ? dayFormat : dayYearFormat).format(date);
}

/** The heading of a day: `Today`, `Yesterday`, `Friday 20 November`. */
export function dayHeading(moment: string, now: Date): string {
  const date = new Date(moment);
  const days = daysBefore(date, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? longDayFormat : longDayYearFormat).format(date).replace(',', '');
}

/** Near days by their names, others by date: `today`, `yesterday`, `Sat`, `16 Nov`. */
function dayName(moment: string, now: Date): string {
  const days = daysBefore(new Date(moment), now);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days === -1) return 'tomorrow';
  return days > 1 && days < 7 ? weekdayFormat.format(new Date(moment)) : shortDay(moment, now);
}

/** `today 14:21:07`, `yesterday 09:00:00`, `16 Nov 09:00:00`. */
export const exactTime = (moment: string, now: Date) => `${dayName(moment, now)} ${clockSeconds(moment)}`;

/** As short as can be said: `14:21` of today, `yesterday 14:21`, `Sat 14:21`, `16 Nov 14:21`. */
export function nearTime(moment: string, now: Date): string {
  const name = dayName(moment, now);
  return name === 'today' ? clock(moment) : `${name} ${clock(moment)}`;
}

/** For a tooltip: `Sunday 22 November 2026, 14:21:07`. */
export const fullTime = (moment: string) =>
  `${longDayYearFormat.format(new Date(moment)).replace(',', '')}, ${clockSeconds(moment)}`;

/** A span from one moment to another: `Sat 18:02 – Sun 08:14`, and within one day `18:02 – 19:30`. */
export function span(from: string, to: string, now: Date): string {
  const oneDay = daysBefore(new Date(from), new Date(to)) === 0;
  if (oneDay && clock(from) === clock(to)) return nearTime(from, now);
  if (oneDay) return `${nearTime(from, now)} – ${clock(to)}`;
  const named = (moment: string) => {
    const days = daysBefore(new Date(moment), now);
    return `${days >= 0 && days < 7 ? weekdayFormat.format(new Date(moment)) : shortDay(moment, now)} ${clock(moment)}`;
  };
  return `${named(from)} – ${named(to)}`;
}

/** A sentence with its moments in ISO 8601 said as people say them. */
export const plainTimes = (text: string, now: Date) =>
  text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (moment) => exactTime(moment, now));

/** Within which time something happened: `between 14:21:06 and 14:21:07`, with days where they differ from each other. */
export function between(since: string, noticed: string, now: Date): string {
  const oneDay = daysBefore(new Date(since), new Date(noticed)) === 0;
  if (clockSeconds(since) === clockSeconds(noticed) && oneDay) return `at ${clockSeconds(noticed)}`;
  if (oneDay) return `between ${clockSeconds(since)} and ${clockSeconds(noticed)}`;
  return `between ${exactTime(since, now)} and ${exactTime(noticed, now)}`;
}

const steps: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** A number of seconds in its largest whole unit: `15 minutes`, `1 hour`, `90 seconds`. */
export function duration(seconds: number): string {
  const [size, name] = steps.find(([size]) => seconds >= size && seconds % size === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** About how far off a moment is: `now`, `in 4 min`, `2 h ago`, `3 days ago`. */
export function about(moment: string, now: Date): string {
  const seconds = Math.round((new Date(moment).getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return seconds > 5 ? 'in a moment' : 'just now';
  const amount =
    size < 3600
      ? `${Math.max(1, Math.round(size / 60))} min`
      : size < 36 * 3600
        ? `${Math.round(size / 3600)} h`
        : `${Math.round(size / 86_400)} days`;
  return seconds > 0 ? `in ${amount}` : `${amount} ago`;
}

/** How long it was from one moment to another, about: `a moment`, `4 min`, `2 h`, `3 days`. */
export function plainSpan(from: string, to: string): string {
  const words = about(to, new Date(from)).replace(/^in /, '');
  return words === 'just now' ? 'a moment' : words;
}
