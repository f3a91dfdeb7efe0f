import type { KqlAnswer, KqlCell, KqlType } from '../../../electron/shared/contract/kql.ts';
import { csvLine } from '../../../electron/shared/model/csv.ts';

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

function plain(cell: KqlCell, type: KqlType): unknown {
  if (type !== 'dynamic' || typeof cell !== 'string') return cell;
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}

/** An answer as a JSON array of objects by column, a row a line, as the command line writes it. */
export function answerJson({ columns, rows }: KqlAnswer): string {
  const lines = rows.map((row) =>
    JSON.stringify(Object.fromEntries(columns.map(({ name, type }, at) => [name, plain(row[at] ?? null, type)]))),
  );
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}

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
