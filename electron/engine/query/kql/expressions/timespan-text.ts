const units: readonly (readonly [RegExp, number])[] = [
  [/^(d|day|days)$/, 86_400_000],
  [/^(h|hr|hrs|hour|hours)$/, 3_600_000],
  [/^(m|min|minute|minutes)$/, 60_000],
  [/^(s|sec|second|seconds)$/, 1000],
  [/^(ms|milli|millis|millisecond|milliseconds)$/, 1],
  [/^(micro|micros|microsecond|microseconds)$/, 1 / 1000],
  [/^(nano|nanos|nanosecond|nanoseconds)$/, 1 / 1_000_000],
  [/^(tick|ticks)$/, 1 / 10_000],
];

/** The language's timespans count in units of 100 nanoseconds. */
const toTicks = (milliseconds: number): number => Math.round(milliseconds * 10_000) / 10_000;

/** Most that a timespan can be: 64 bits of units of 100 nanoseconds. */
const most = 2 ** 63 / 10_000;

/**
 * A timespan's text as milliseconds: `1.02:03:04.5`, `03:04`, `2` (days), `1.5h`, `10 seconds`, each with a sign or
 * without. `null` for any other text.
 */
export function timespanOf(text: string): number | null {
  const trimmed = text.trim();
  const clock =
    /^(?<sign>-?)(?:(?<days>\d+)(?:\.|:(?=\d+:\d+:\d)))?(?<hours>\d{1,2}):(?<minutes>\d{1,2})(?::(?<seconds>\d{1,2})(?<fraction>\.\d{1,7})?)?$/.exec(
      trimmed,
    )?.groups;
  if (clock !== undefined) {
    const part = (name: string) => Number(clock[name] ?? 0);
    if (part('hours') > 23 || part('minutes') > 59 || part('seconds') > 59) return null;
    const whole = ((part('days') * 24 + part('hours')) * 60 + part('minutes')) * 60 + part('seconds');
    return inRange((clock.sign === '-' ? -1 : 1) * toTicks(whole * 1000 + part('fraction') * 1000));
  }
  const amount = /^([+-]?\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(trimmed);
  if (amount === null) return null;
  const name = (amount[2] ?? '').toLowerCase();
  const unit = name === '' ? 86_400_000 : units.find(([pattern]) => pattern.test(name))?.[1];
  return unit === undefined ? null : inRange(toTicks(Number(amount[1]) * unit));
}

const inRange = (milliseconds: number): number | null => (Math.abs(milliseconds) <= most ? milliseconds : null);
