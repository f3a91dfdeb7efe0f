/** The first and the last moment of the language's calendar, in milliseconds since 1970. */
export const firstMoment = Date.parse('0001-01-01T00:00:00Z');
export const lastMoment = Date.parse('9999-12-31T23:59:59.999Z');

/** A moment in whole milliseconds (what is less is dropped), or `null` where the language's calendar has none. */
export function momentOf(milliseconds: number): number | null {
  const whole = Math.floor(milliseconds);
  return whole >= firstMoment && whole <= lastMoment ? whole : null;
}

/** Milliseconds since 1970 of a date and a time of day, in UTC; `null` where there is no such date or time. */
export function momentAt(year: number, month: number, day = 1, hour = 0, minute = 0, seconds = 0): number | null {
  if (year < 1 || year > 9999 || hour > 23 || minute > 59 || seconds >= 60) return null;
  if (hour < 0 || minute < 0 || seconds < 0) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() + (hour * 60 + minute) * 60_000 + Math.floor(seconds * 1000 + 1e-4);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2}(?:\.\d{1,9})?))?\s*(?<half>[ap]m)?`;
const zone = String.raw`\s*(?<zone>z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?`;
const time = String.raw`(?:(?:t|\s+)${clock}${zone})?`;
const forms = [
  String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})${time}`,
  String.raw`(?<year>\d{4})-(?<month>\d{1,2})`,
  String.raw`(?<year>\d{4})`,
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:t(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})z?)?`,
  String.raw`(?<month>\d{1,2})/(?<day>\d{1,2})/(?<year>\d{4})${time}`,
  // RFC 822 and RFC 850, as headers of mail and of web servers have it
  String.raw`(?:[a-z]{3,9},?\s+)?(?<day>\d{1,2})[ -](?<name>[a-z]{3})[a-z]*[ -](?<year>\d{4})${time}`,
].map((form) => new RegExp(`^${form}$`, 'i'));

/** A text as a moment, in milliseconds since 1970: ISO 8601, RFC 822, RFC 850, `12/31/2024`. Without a zone it is UTC. */
export function datetimeOf(text: string): number | null {
  const trimmed = text.trim();
  for (const form of forms) {
    const found = form.exec(trimmed)?.groups;
    if (found === undefined) continue;
    const part = (name: string, otherwise: number) => Number(found[name] ?? otherwise);
    const month = found.name === undefined ? part('month', 1) : months.indexOf(found.name.toLowerCase()) + 1;
    const half = found.half?.toLowerCase();
    const given = part('hour', 0);
    if (half !== undefined && (given < 1 || given > 12)) return null;
    const hour = half === undefined ? given : (given % 12) + (half === 'pm' ? 12 : 0);
    const at = momentAt(part('year', 0), month, part('day', 1), hour, part('minute', 0), part('second', 0));
    return at === null ? null : momentOf(at - offset(found.zone));
  }
  return null;
}

/** What a zone is ahead of UTC, in milliseconds. */
function offset(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '') ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0)) * 60_000;
}

/** A moment as the language writes it: `2024-05-01T12:30:00.0000000Z`, with seven digits of a second. */
export function datetimeText(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace('Z', '0000Z');
}
