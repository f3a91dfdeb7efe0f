const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60 * 1000,
  h: 3600 * 1000,
  d: 24 * 3600 * 1000,
  w: 7 * 24 * 3600 * 1000,
};

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * A moment as people write it: `now`, so long ago (`90s`, `15m`, `2h`, `3d`, `1w`),
 * or ISO 8601. Without a zone it is local time, and a date alone its first moment.
 * Returns ISO 8601 in UTC, or `undefined` for what is no moment.
 */
export function parseWhen(text: string, now: Date = new Date()): string | undefined {
  const trimmed = text.trim();
  if (trimmed === 'now') return now.toISOString();
  const ago = /^(\d{1,6})([smhdw])$/.exec(trimmed);
  if (ago !== null) {
    const unit = units[ago[2] ?? ''];
    return unit === undefined ? undefined : new Date(now.getTime() - Number(ago[1]) * unit).toISOString();
  }
  const parts = iso.exec(trimmed);
  if (parts === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', , zone] = parts;
  // The engine rolls 30 February over into March; a day that does not exist is a slip of the pen.
  if (Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) return undefined;
  const clock =
    hour === '00' && parts[4] === undefined ? 'T00:00' : `T${trimmed.slice(11, zone ? -zone.length : undefined)}`;
  const colonZone = zone?.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2') ?? '';
  if (Number(hour) > 23 || Number(minute) > 59) return undefined;
  const moment = new Date(`${year}-${month}-${day}${clock}${colonZone}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** A moment to come, as people write it: the same, but that `2h` is in two hours. */
export function parseAhead(text: string, now: Date = new Date()): string | undefined {
  const ago = /^\d{1,6}[smhdw]$/.test(text.trim()) ? parseWhen(text, now) : undefined;
  return ago === undefined ? parseWhen(text, now) : new Date(2 * now.getTime() - Date.parse(ago)).toISOString();
}
