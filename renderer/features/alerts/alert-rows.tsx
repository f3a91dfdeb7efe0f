import type { AlertRow } from '../../../electron/shared/model/alert.ts';
import { formatCount } from '../../../electron/shared/model/format.ts';
import { printableLines } from '../../../electron/shared/model/printable.ts';
import { columnsOf, keyedRows } from './columns.ts';
import classes from './detail.module.css';

interface AlertRowsProps {
  readonly rows: readonly AlertRow[];
  /** How many matched in all. */
  readonly count: number;
}

const cell = (value: AlertRow[string] | undefined) =>
  value === null || value === undefined || value === '' ? '–' : printableLines(String(value));

/** The rows that fired an alert, as the query answered them; of a single one its columns under each other. */
export function AlertRows({ rows, count }: AlertRowsProps) {
  const columns = columnsOf(rows);
  const [only] = rows;
  if (rows.length === 1 && only) {
    return (
      <dl className={classes.single}>
        {columns.map((column) => (
          <div key={column}>
            <dt>{column}</dt>
            <dd>{cell(only[column])}</dd>
          </div>
        ))}
      </dl>
    );
  }
  return (
    <>
      <table className={classes.rows}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyedRows(rows).map(({ key, row }) => (
            <tr key={key}>
              {columns.map((column) => (
                <td key={column}>{cell(row[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {count > rows.length && (
        <p
          className={classes.quiet}
        >{`The first ${formatCount(rows.length)} of ${formatCount(count)} rows are kept.`}</p>
      )}
    </>
  );
}
