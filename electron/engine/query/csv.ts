import { csvField as field } from '../../shared/model/csv.ts';
import type { Column, Row } from './columns.ts';

/** The header record, with its line end. */
export function csvHeader(columns: readonly Pick<Column, 'name'>[]): string {
  return `${columns.map((column) => field(column.name)).join(',')}\r\n`;
}

/** A row as one record, with its line end. */
export function csvRecord(columns: readonly Pick<Column, 'name'>[], row: Row): string {
  return `${columns.map((column) => field(row[column.name])).join(',')}\r\n`;
}
