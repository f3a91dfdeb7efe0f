import type { Column, Row } from '../../engine/query/columns.ts';
import { csvHeader, csvRecord } from '../../engine/query/csv.ts';

/** A JSON array with one row a line, made piece by piece. */
export function* jsonRows(rows: Iterable<object>): Generator<string> {
  let separator = '[\n';
  for (const row of rows) {
    yield `${separator}${JSON.stringify(row)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** CSV with its header, made piece by piece. */
export function* csvRows(columns: readonly Pick<Column, 'name'>[], rows: Iterable<Row>): Generator<string> {
  yield csvHeader(columns);
  for (const row of rows) yield csvRecord(columns, row);
}
