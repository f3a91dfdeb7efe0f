import { readlink } from 'node:fs/promises';

/**
 * The machine's time zone by its name in the tz database: what programs without `TZ` go by (localtime(5)). It is asked
 * for at each reading, since a process keeps the zone that it was started in, while a machine travels.
 */
export async function machineZone(): Promise<string> {
  const target = await readlink('/etc/localtime').catch(() => '');
  const name = /\/zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec(target)?.[1];
  return name !== undefined && isZone(name) ? name : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function isZone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  clocks.set(zone, made);
  return made;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** How far a zone's clocks are ahead of UTC where a day of UTC begins, by the day's number since 1970, zone by zone. */
const offsets = new Map<string, Map<number, number>>();

/** So many days are remembered of a zone. */
const mostDays = 1000;

/**
 * How far the zone's clocks are ahead of UTC at an instant, in milliseconds. No zone of the tz database has changed its
 * clocks twice within a week since 1970: a day that ends as it began has no change in it.
 */
function offsetAt(instant: number, zone: string): number {
  const number = Math.floor(instant / day);
  const began = offsetOfDay(number, zone);
  return began === offsetOfDay(number + 1, zone) ? began : offsetAsked(instant, zone);
}

function offsetOfDay(number: number, zone: string): number {
  const days = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, days);
  const known = days.get(number);
  if (known !== undefined) return known;
  if (days.size >= mostDays) days.clear();
  const asked = offsetAsked(number * day, zone);
  days.set(number, asked);
  return asked;
}

/** As `offsetAt`, by asking for it: this takes long. */
function offsetAsked(instant: number, zone: string): number {
  const name = clockOf(zone)
    .formatToParts(instant)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name ?? '');
  const [, sign, hours, minutes, seconds] = match ?? [];
  if (sign === undefined) return 0;
  const ahead = (Number(hours) * 60 + Number(minutes)) * minute + Number(seconds ?? 0) * 1000;
  return sign === '-' ? -ahead : ahead;
}

/**
 * The instants (milliseconds since 1970) that a log's time can mean, the earlier first: none where it is no time, two
 * where clocks were put back over it. A time may name its own offset from UTC (`+0100`, `Z`). One that clocks were
 * put forward over can't have been shown; it is taken as the clock before would have shown it.
 */
export function instantsOf(stamp: string, zone: string): readonly number[] {
  const match = /^(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:?\d\d)?$/.exec(stamp);
  if (match === null) return [];
  const [, date, time, offset] = match;
  if (offset !== undefined) return valid(Date.parse(`${date}T${time}${offset.replace(/^(.\d\d)(\d\d)$/, '$1:$2')}`));
  const asUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asUtc)) return [];
  const offsets = new Set([offsetAt(asUtc - day, zone), offsetAt(asUtc + day, zone)]);
  const meant = [...offsets].map((each) => asUtc - each).filter((each) => asUtc - each === offsetAt(each, zone));
  return meant.length > 0 ? meant.sort((a, b) => a - b) : [asUtc - offsetAt(asUtc - day, zone)];
}

const valid = (instant: number): readonly number[] => (Number.isNaN(instant) ? [] : [instant]);

/** Within so many milliseconds of a log's last write its last line was written, not an hour before. */
const atOnce = minute;

/**
 * The instants of a log's times, which stand in the order in which they were written. Where clocks were put back, a
 * time that can mean two instants is the one close to what comes after it, be it the next line or, after the last
 * one, the moment at which the file was written; and the earlier one where that does not tell.
 */
export function resolveStamps(stamps: readonly string[], zone: string, writtenAt: number): readonly (number | null)[] {
  const resolved: (number | null)[] = stamps.map(() => null);
  let next = { instant: writtenAt, within: atOnce };
  for (let at = stamps.length - 1; at >= 0; at -= 1) {
    const [early, late] = instantsOf(stamps[at] ?? '', zone);
    if (early === undefined) continue;
    const isLate = late !== undefined && late <= next.instant && next.instant - late <= next.within;
    const instant = isLate ? late : early;
    resolved[at] = instant;
    next = { instant, within: late === undefined ? atOnce : late - early };
  }
  return resolved;
}
