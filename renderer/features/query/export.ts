import type { KqlAnswer } from '../../../electron/shared/contract/kql.ts';
import { csvLine } from '../../../electron/shared/model/csv.ts';
import { answerObjects, jsonRows } from '../../../electron/shared/model/json-rows.ts';

/** What an answer can be saved as. */
export type ExportFormat = 'csv' | 'json';

/** An answer as CSV (RFC 4180), all rows, the values as they are. */
export const answerCsv = ({ columns, rows }: KqlAnswer, separator = ','): string =>
  [
    csvLine(
      columns.map(({ name }) => name),
      separator,
    ),
    ...rows.map((row) => csvLine(row, separator)),
  ].join('');

/** An answer as a JSON array of objects by column, a row a line, as the command line writes it. */
export const answerJson = (answer: KqlAnswer): string => [...jsonRows(answerObjects(answer))].join('');

/** A name for the file: that of the query, of characters that every file system takes. */
export function exportName(query: string, format: ExportFormat): string {
  const name = query
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .toLowerCase();
  return `${name || 'query'}.${format}`;
}
