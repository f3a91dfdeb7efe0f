import type { KqlCell, KqlType } from '../../electron/shared/contract/kql.ts';
import { counted, formatCount } from '../../electron/shared/model/format.ts';
import { printable } from '../../electron/shared/model/printable.ts';
import { clockSeconds, fullTime, shortDay } from './time.ts';

/** Longer texts are cut in a table; the row's detail has them whole. */
const longest = 240;

const isMoment = (value: KqlCell): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** Columns of numbers that name something and count nothing. */
const naming = /(?:id|year)$/i;

/** A value of an answer on one line: times in the zone of the machine, large numbers with their thousands parted. */
export function cellWords(
  value: KqlCell,
  column: { readonly name: string; readonly type: KqlType },
  now: Date,
): string {
  if (value === null) return '';
  if (column.type === 'datetime' && isMoment(value)) return `${shortDay(value, now)} ${clockSeconds(value)}`;
  if (typeof value === 'number') {
    if (naming.test(column.name)) return String(value);
    return value.toLocaleString('en', { maximumFractionDigits: 20 });
  }
  const text = printable(String(value));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** What a hover says beyond the cell: of a time the exact one, here and in UTC. */
export function cellHint(value: KqlCell, type: KqlType): string | undefined {
  if (type === 'datetime' && isMoment(value)) return `${fullTime(value)}\n${value}`;
  return typeof value === 'string' && value.length > 24 ? printable(value.slice(0, 1000)) : undefined;
}

/** How long something took: `34 ms`, `1.2 s`. */
export const tookWords = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

/** `1,204 rows in 34 ms`. */
export const answerWords = (rows: number, milliseconds: number): string =>
  `${counted(rows, 'row')} in ${tookWords(milliseconds)}`;

/** Of an answer that was cut off at so many rows. */
export const cutWords = (rows: number): string =>
  `Cut at ${formatCount(rows)} rows: there are more. Narrow the query by where, or count by summarize.`;

/** What an answer without rows looked at, by the tables that the query names and what they hold. */
export function lookedAt(text: string, held: { readonly changes: number; readonly items: number }): string {
  const looked = [
    ...(/\bConfigurationChange\b/.test(text) ? [counted(held.changes, 'recorded change')] : []),
    ...(/\bConfigurationData\b/.test(text) ? [counted(held.items, 'tracked thing')] : []),
  ];
  return looked.length === 0
    ? 'The query ran, and nothing matches it.'
    : `It looked at ${looked.join(' and ')}, and nothing matches.`;
}
