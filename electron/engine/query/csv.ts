import { csvLine } from '../../shared/model/csv.ts';
import type { Column, Row } from '../../shared/model/table-columns.ts';

/** The header record, with its line end. */
export function csvHeader(columns: readonly Pick<Column, 'name'>[]): string {
  return csvLine(columns.map(({ name }) => name));
}

/** A row as one record, with its line end. */
export function csvRecord(columns: readonly Pick<Column, 'name'>[], row: Row): string {
  return csvLine(columns.map(({ name }) => row[name]));
}
