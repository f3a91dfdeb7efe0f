import { Button, CloseButton } from '@mantine/core';
import type { KqlAnswer, KqlCell } from '../../../electron/shared/contract/kql.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import { printableLines } from '../../../electron/shared/model/printable.ts';
import { cellHint, cellWords } from '../../words/answers.ts';
import { type AnswerColumn, isEmpty } from './answer-rows.ts';
import classes from './row-detail.module.css';

interface RowDetailProps {
  readonly row: KqlAnswer['rows'][number];
  readonly columns: readonly AnswerColumn[];
  readonly now: Date;
  readonly onOpenChange: (id: number) => void;
  readonly onClose: () => void;
}

/** A value whole: a list of JSON a line each, times as in the table. */
function whole(cell: KqlCell, column: AnswerColumn, now: Date): string {
  if (typeof cell !== 'string' || column.type === 'datetime') return cellWords(cell, column, now);
  if (column.type !== 'dynamic') return printableLines(cell);
  try {
    return printableLines(JSON.stringify(JSON.parse(cell), null, 2));
  } catch {
    return printableLines(cell);
  }
}

/** A row whole, beside the others. */
export function RowDetail({ row, columns, now, onOpenChange, onClose }: RowDetailProps) {
  const told = columns.filter(({ at }) => !isEmpty(row[at]));
  const changeId = row[columns.find(({ name }) => name === 'ChangeId')?.at ?? -1];
  const empty = columns.length - told.length;
  return (
    <aside className={classes.detail} aria-label="The row">
      <div className={classes.top}>
        <h2>Row</h2>
        {empty > 0 && <span>{`${counted(empty, 'empty column')} left out`}</span>}
        <CloseButton size="sm" aria-label="Close the detail" onClick={onClose} />
      </div>
      <dl className={classes.values}>
        {told.map((column) => (
          <div key={column.name}>
            <dt title={column.type}>{column.name}</dt>
            <dd
              title={column.type === 'datetime' ? cellHint(row[column.at] ?? null, column.type) : undefined}
              data-mono={column.type === 'dynamic' || /Checksum$|Sha256$|Path$|Key$/.test(column.name)}
            >
              {whole(row[column.at] ?? null, column, now)}
            </dd>
          </div>
        ))}
      </dl>
      {typeof changeId === 'number' && (
        <div className={classes.foot}>
          <Button onClick={() => onOpenChange(changeId)}>Open the change</Button>
        </div>
      )}
    </aside>
  );
}
