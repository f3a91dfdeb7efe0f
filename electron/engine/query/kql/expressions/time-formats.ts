import { day, hour, minute, second } from './calendar.ts';

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** A fraction of a second in so many digits, from milliseconds; for `F` nothing where there is none. */
function fraction(milliseconds: number, width: number, isOptional: boolean): string {
  const ticks = padded(Math.round((milliseconds % second) * 10_000), 7).slice(0, width);
  if (!isOptional) return ticks;
  return ticks.replace(/0+$/, '');
}

/** What may stand between the parts of a format. */
const delimiter = /^[ /\-:,._[\]]$/;

/** A format taken apart: runs of one letter, and single other characters. */
const pieces = (format: string): readonly string[] => format.match(/([A-Za-z])\1*|[^A-Za-z]/g) ?? [];

function formatted(format: string, parts: Readonly<Record<string, (width: number) => string | undefined>>): string {
  return pieces(format)
    .map((piece) => {
      if (delimiter.test(piece)) return piece;
      const part = parts[piece.charAt(0)]?.(piece.length);
      if (part === undefined) throw new Error(`The format ${format} has a part that is not known: ${piece}.`);
      return part;
    })
    .join('');
}

const upTo = (most: number, value: number) => (width: number) => (width <= most ? padded(value, width) : undefined);
const fractionOf = (milliseconds: number, isOptional: boolean) => (width: number) =>
  width <= 7 ? fraction(milliseconds, width, isOptional) : undefined;
const fractions = (milliseconds: number) =>
  Object.fromEntries([
    ['f', fractionOf(milliseconds, false)],
    ['F', fractionOf(milliseconds, true)],
  ]);

/** A moment by a format such as `yyyy-MM-dd HH:mm:ss.fff`. Throws for a part that is not known. */
export function formatDatetime(at: number, format: string): string {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  const hours = date.getUTCHours();
  return formatted(format, {
    ...fractions(date.getUTCMilliseconds()),
    d: upTo(2, date.getUTCDate()),
    M: upTo(2, date.getUTCMonth() + 1),
    y: (width) => (width === 4 ? padded(year, 4) : upTo(2, year % 100)(width)),
    H: upTo(2, hours),
    h: upTo(2, ((hours + 11) % 12) + 1),
    m: upTo(2, date.getUTCMinutes()),
    s: upTo(2, date.getUTCSeconds()),
    t: (width) => (width === 2 ? (hours < 12 ? 'AM' : 'PM') : undefined),
  });
}

/** A timespan by a format such as `d.hh:mm:ss`; its sign is not part of it. Throws for a part that is not known. */
export function formatTimespan(milliseconds: number, format: string): string {
  const size = Math.abs(milliseconds);
  const whole = (unit: number, most: number) => Math.floor(size / unit) % most;
  const hours = upTo(2, whole(hour, 24));
  return formatted(format, {
    ...fractions(size),
    d: upTo(8, Math.floor(size / day)),
    H: hours,
    h: hours,
    m: upTo(2, whole(minute, 60)),
    s: upTo(2, whole(second, 60)),
  });
}
