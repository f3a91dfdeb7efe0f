import type { KqlCell, KqlType } from '../../../shared/contract/kql.ts';
import { fromQueried } from './queried-text.ts';

/** What SQLite hands back where it is told to give whole numbers as bigints. */
export type Stored = string | number | bigint | Uint8Array | null;

const day = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** Milliseconds as KQL writes a timespan: `1.02:03:04.5000000`, with seven digits where there is a fraction. */
export function timespanText(milliseconds: number): string {
  const ticks = Math.round(Math.abs(milliseconds) * 10_000);
  const whole = Math.floor(ticks / 10_000);
  const fraction = ticks % 10_000_000;
  const days = Math.floor(whole / day);
  const clock = [whole / 3_600_000, whole / 60_000, whole / 1000].map(
    (value, at) => Math.floor(value) % (at ? 60 : 24),
  );
  const text = `${days > 0 ? `${days}.` : ''}${clock.map(two).join(':')}`;
  return `${milliseconds < 0 && ticks > 0 ? '-' : ''}${text}${fraction > 0 ? `.${String(fraction).padStart(7, '0')}` : ''}`;
}

/** A moment as ISO 8601 in UTC; `null` for one that no calendar has. */
function momentText(milliseconds: number): string | null {
  const moment = new Date(milliseconds);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** A value of a plan's answer as it goes outward. A number without an end is a text there, as in KQL's own JSON. */
export function cellOf(value: Stored, type: KqlType): KqlCell {
  if (value === null || value instanceof Uint8Array) return type === 'string' ? '' : null;
  if (type === 'string' || type === 'dynamic') return fromQueried(String(value));
  const number = Number(value);
  if (Number.isNaN(number)) return null;
  if (!Number.isFinite(number)) return type === 'real' ? String(number) : null;
  if (type === 'bool') return number !== 0;
  if (type === 'datetime') return momentText(number);
  if (type === 'timespan') return timespanText(number);
  return number;
}
