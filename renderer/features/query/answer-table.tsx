import { useMergedRef } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useId, useMemo, useRef, useState } from 'react';
import type { KqlAnswer, KqlCell } from '../../../electron/shared/contract/kql.ts';
import data from '../../components/data-table.module.css';
import { TableSpace } from '../../components/table-space.tsx';
import { cellHint, cellWords } from '../../words/answers.ts';
import { type AnswerColumn, type AnswerSort, columnWidths, nextSort, sortedOrder } from './answer-rows.ts';
import classes from './answer-table.module.css';

interface AnswerTableProps {
  readonly answer: KqlAnswer;
  /** What is shown of its columns, in this order. */
  readonly columns: readonly AnswerColumn[];
  readonly now: Date;
  /** The row whose detail is open, by its place in the answer. */
  readonly opened: number | null;
  readonly onOpen: (row: number | null) => void;
  readonly onOpenChange: (id: number) => void;
}

const rowHeight = 31;
const numeric: ReadonlySet<string> = new Set(['long', 'real', 'timespan']);

/** Measures text as the table shows it. */
function measureIn(element: HTMLElement): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => text.length * 7;
  const { fontSize, fontFamily } = getComputedStyle(element);
  context.font = `${fontSize} ${fontFamily}`;
  return (text) => context.measureText(text).width;
}

/** An answer's rows, a window of them in the page at a time. */
export function AnswerTable({ answer, columns, now, opened, onOpen, onOpenChange }: AnswerTableProps) {
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState<AnswerSort | null>(null);
  const [widths, setWidths] = useState<readonly number[]>([]);
  const { rows } = answer;
  const order = useMemo(() => sortedOrder(rows, answer.columns, sort), [rows, answer.columns, sort]);
  const measured = useCallback(
    (element: HTMLDivElement | null) => {
      if (!element) return;
      const words = (cell: KqlCell, column: AnswerColumn) => cellWords(cell, column, new Date());
      setWidths(columnWidths(columns, rows, words, measureIn(element)));
    },
    [columns, rows],
  );
  const virtualizer = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const shown = virtualizer.getVirtualItems();
  // One row is reached by Tab, the others by the arrows from there.
  const inSight = shown.some(({ index }) => order[index] === opened);
  const entry = inSight ? opened : order[shown[0]?.index ?? 0];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onOpen(null);
    const stride = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (stride === undefined) return;
    const from = opened === null ? order.indexOf(entry ?? 0) - stride : order.indexOf(opened);
    const to = Math.min(Math.max(from + stride, 0), order.length - 1);
    const row = order[to];
    if (row === undefined) return;
    event.preventDefault();
    onOpen(row);
    virtualizer.scrollToIndex(to, { align: 'auto' });
    // The row may only now be put into the page.
    requestAnimationFrame(() => document.getElementById(`${gridId}-${row}`)?.focus({ preventScroll: true }));
  };

  return (
    <section ref={useMergedRef(scroller, measured)} className={classes.scroller} aria-label="Rows">
      <table className={`${data.table} ${classes.table}`} aria-label="Answer" aria-rowcount={order.length}>
        <colgroup>
          {columns.map((column, index) => (
            <col key={column.name} style={{ width: widths[index] }} />
          ))}
          <col />
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => {
              const direction = sort?.at === column.at ? (sort.descending ? 'descending' : 'ascending') : 'none';
              return (
                <th key={column.name} scope="col" aria-sort={direction} data-number={numeric.has(column.type)}>
                  <button
                    type="button"
                    className={`${data.sort} ${classes.sort}`}
                    title={`${column.name}: ${column.type}`}
                    onClick={() => setSort(nextSort(sort, column.at))}
                  >
                    <span>{column.name}</span>
                    {direction === 'ascending' && <IconArrowUp size={13} aria-hidden />}
                    {direction === 'descending' && <IconArrowDown size={13} aria-hidden />}
                  </button>
                </th>
              );
            })}
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>
          <TableSpace height={shown[0]?.start ?? 0} columns={columns.length + 1} />
          {shown.map(({ index }) => {
            const at = order[index] ?? 0;
            const row = rows[at];
            if (!row) return null;
            return (
              <tr key={at} data-row aria-rowindex={index + 1} aria-selected={at === opened} onClick={() => onOpen(at)}>
                {columns.map((column, first) => {
                  const cell = row[column.at] ?? null;
                  const words = cellWords(cell, column, now);
                  return (
                    <td key={column.name} title={cellHint(cell, column.type)} data-number={numeric.has(column.type)}>
                      {first === 0 ? (
                        <button
                          type="button"
                          id={`${gridId}-${at}`}
                          className={data.entry}
                          aria-label={words === '' ? `Row ${index + 1}` : words}
                          tabIndex={at === entry ? 0 : -1}
                          onKeyDown={onKeyDown}
                        >
                          {words}
                        </button>
                      ) : column.name === 'ChangeId' && typeof cell === 'number' ? (
                        <button
                          type="button"
                          className={classes.change}
                          aria-label={`Open change ${cell}`}
                          tabIndex={at === entry ? 0 : -1}
                          onClick={(event) => {
                            event.stopPropagation();
                            onOpenChange(cell);
                          }}
                        >
                          {words}
                        </button>
                      ) : (
                        words
                      )}
                    </td>
                  );
                })}
                <td />
              </tr>
            );
          })}
          <TableSpace height={virtualizer.getTotalSize() - (shown.at(-1)?.end ?? 0)} columns={columns.length + 1} />
        </tbody>
      </table>
    </section>
  );
}
