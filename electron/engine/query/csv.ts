import type { Cell, Column, Row } from './columns.ts';

/** A value as a field of RFC 4180: in quotes where it holds a comma, a quote or a line end; nothing for `null`. */
function field(value: Cell | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The header record, with its line end. */
export function csvHeader(columns: readonly Pick<Column, 'name'>[]): string {
  return `${columns.map((column) => field(column.name)).join(',')}\r\n`;
}

/** A row as one record, with its line end. */
export function csvRecord(columns: readonly Pick<Column, 'name'>[], row: Row): string {
  return `${columns.map((column) => field(row[column.name])).join(',')}\r\n`;
}
