import type { KqlAnswer, KqlCell, KqlType } from '../../../electron/shared/contract/kql.ts';

type Columns = KqlAnswer['columns'];
type Row = KqlAnswer['rows'][number];

/** A column of an answer, and where its values stand in a row. */
export interface AnswerColumn {
  readonly name: string;
  readonly type: KqlType;
  readonly at: number;
}

export interface AnswerSort {
  readonly at: number;
  readonly descending: boolean;
}

export const isEmpty = (cell: KqlCell | undefined): boolean => cell === null || cell === undefined || cell === '';

/** An answer with more columns than this has them from a table, as it is: nobody chose them. */
const chosen = 40;

/** What tells the most of a row of a table, before its other columns. */
const telling = ['TimeGenerated', 'ConfigChangeType', 'ConfigDataType', 'ChangeCategory', 'Name', 'FieldsChanged'];

/** What is the same in every row of one machine, behind all others. */
const same = ['Computer', 'SourceComputerId', 'SourceSystem', 'Type', 'VMUUID'];

/**
 * The columns in the order they are shown: as the query gave them, and of a whole table with what tells the most
 * first, since the tables have theirs by the alphabet.
 */
export function arranged(columns: Columns): readonly AnswerColumn[] {
  const all = columns.map(({ name, type }, at) => ({ name, type, at }));
  if (all.length <= chosen) return all;
  const rank = ({ name }: AnswerColumn) =>
    telling.includes(name) ? telling.indexOf(name) : telling.length + Number(same.includes(name));
  return all.toSorted((a, b) => rank(a) - rank(b));
}

/** Those in which anything stands in any row; all of them where nothing does. */
export function filled(columns: readonly AnswerColumn[], rows: readonly Row[]): readonly AnswerColumn[] {
  const found = columns.filter(({ at }) => rows.some((row) => !isEmpty(row[at])));
  return found.length > 0 ? found : columns;
}

const collator = new Intl.Collator('en', { numeric: true });

/** What a cell is sorted by: a number, by what it counts, when it is or how long; of texts the text. */
function keyOf(cell: KqlCell, type: KqlType): number | string {
  if (typeof cell === 'number' || typeof cell === 'boolean') return Number(cell);
  if (type === 'datetime') return Date.parse(String(cell));
  if (type === 'timespan') return timespanMilliseconds(String(cell));
  // A number without an end is a text there.
  return type === 'real' ? Number(cell) : String(cell);
}

/** `1.02:03:04.5000000` in milliseconds. */
export function timespanMilliseconds(text: string): number {
  const match = /^(-?)(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (!match) return 0;
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  const size = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return (sign === '-' ? -1000 : 1000) * size;
}

/** The numbers of the rows in the order of a sort; what is empty comes last, whichever way. */
export function sortedOrder(rows: readonly Row[], columns: Columns, sort: AnswerSort | null): readonly number[] {
  const order = rows.map((_row, at) => at);
  const column = sort === null ? undefined : columns[sort.at];
  if (sort === null || column === undefined) return order;
  // Made once a row: a comparison is made many times a row.
  const keys = rows.map((row) => {
    const cell = row[sort.at] ?? null;
    return isEmpty(cell) ? null : keyOf(cell, column.type);
  });
  return order.sort((a, b) => {
    const [one = null, other = null] = [keys[a], keys[b]];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || a - b;
    const stands =
      typeof one === 'number' && typeof other === 'number'
        ? one === other
          ? 0
          : one - other
        : collator.compare(String(one), String(other));
    return (sort.descending ? -stands : stands) || a - b;
  });
}

/** What a click on a column asks for: rising, then falling, then as the query gave it again. */
export function nextSort(sort: AnswerSort | null, at: number): AnswerSort | null {
  if (sort?.at !== at) return { at, descending: false };
  return sort.descending ? null : { at, descending: true };
}

/** Rows that are measured, from the beginning and spread over the rest. */
const measured = 300;
const least = 64;
const most = 380;
const padding = 22;

/** How wide (pixels) each column must be for what stands in it, within bounds. */
export function columnWidths(
  columns: readonly AnswerColumn[],
  rows: readonly Row[],
  words: (cell: KqlCell, column: AnswerColumn) => string,
  measure: (text: string) => number,
): readonly number[] {
  const stride = Math.max(1, Math.floor(rows.length / measured));
  const sample = rows.filter((_row, at) => at % stride === 0).slice(0, measured * 2);
  return columns.map((column) => {
    const texts = sample.map((row) => words(row[column.at] ?? null, column));
    // Only the longest are measured: to measure is slow, and they decide.
    const longest = texts.toSorted((a, b) => b.length - a.length).slice(0, 4);
    // The name stands in bold, with room for the mark of a sort.
    const head = measure(column.name) * 1.08 + 18;
    return Math.ceil(
      Math.min(most, Math.max(least, head + padding, ...longest.map((text) => measure(text) + padding))),
    );
  });
}
