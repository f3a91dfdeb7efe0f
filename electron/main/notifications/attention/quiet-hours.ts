import type { Attention } from '../../../shared/model/attention.ts';

type QuietHours = Attention['quietHours'];

/** A time between two moments (milliseconds since 1970). */
interface Period {
  readonly from: number;
  readonly to: number;
}

/**
 * When the quiet hours end that `now` lies in (milliseconds since 1970); `undefined` outside of them. They begin and
 * end by the machine's clock, so a night on which summer time begins or ends is an hour shorter or longer. `from` and
 * `to` alike are no quiet hours: there would be no end at which what was held could be told.
 */
export function quietUntil(hours: QuietHours, now: number): number | undefined {
  return periods(hours, now).find(({ from, to }) => from <= now && now < to)?.to;
}

/** When quiet hours begin next (milliseconds since 1970), within a week and a day; `undefined` where none do. */
export function nextQuiet(hours: QuietHours, now: number): number | undefined {
  return periods(hours, now).find(({ from }) => from > now)?.from;
}

/** The periods that begin from yesterday on until this day next week, in their order. */
function periods({ enabled, from, to, days }: QuietHours, now: number): readonly Period[] {
  if (!enabled || from === to) return [];
  const today = new Date(now);
  return Array.from({ length: 9 }, (_, index) => index - 1).flatMap((offset) => {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset);
    // Sunday is 0 in JavaScript and 7 in ISO 8601
    if (!days.includes(day.getDay() || 7)) return [];
    return [{ from: timeOn(day, 0, from), to: timeOn(day, to < from ? 1 : 0, to) }];
  });
}

/** A time of day, so many days after a day. One that summer time leaves out is taken an hour later. */
function timeOn(day: Date, later: number, time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + later, hour, minute).getTime();
}
