import { csvHeader, csvRecord } from '../../engine/query/csv.ts';
import type { Column, Row } from '../../shared/model/table-columns.ts';

/** CSV with its header, made piece by piece. */
export function* csvRows(columns: readonly Pick<Column, 'name'>[], rows: Iterable<Row>): Generator<string> {
  yield csvHeader(columns);
  for (const row of rows) yield csvRecord(columns, row);
}
