import { Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react';
import { fieldDefinition } from '../../../electron/shared/model/fields.ts';
import { formatCount } from '../../../electron/shared/model/format.ts';
import type { Item, ItemType } from '../../../electron/shared/model/item.ts';
import { formatValue, typeNames } from '../../words/values.ts';
import { columnsOf, features, itemName } from './columns.ts';
import classes from './inventory.module.css';

interface InventoryTableProps {
  readonly type: ItemType;
  /** What is loaded so far, by key. */
  readonly items: Item[];
  readonly total: number;
  readonly now: Date;
  /** The key of the item whose detail is open. */
  readonly opened: string | null;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
  readonly onOpen: (item: Item | null) => void;
}

const rowHeight = 35;
/** Sorting needs all items here: above this many the search has to narrow them first. */
const mostSorted = 20_000;

/** The items of a type as a table, a window of it in the page at a time. */
export function InventoryTable(props: InventoryTableProps) {
  const { type, items, total, now, opened, hasMore, loading, onMore, onOpen } = props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  // Beside a detail there is room for less.
  const narrow = opened !== null;
  const columns = useMemo(() => columnsOf(type, narrow ? 2 : 9), [type, narrow]);
  const table = useTable({ features, columns, data: items, getRowId: (item: Item) => item.key });
  const sortable = total <= mostSorted;
  const sorted = table.state.sorting.length > 0;
  const rows = table.getRowModel().rows;

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 15,
  });
  const shown = virtualizer.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loading && (sorted || last >= rows.length - 100)) onMore();
  }, [hasMore, loading, sorted, last, rows.length, onMore]);

  // One row is reached by Tab, the others by the arrows from there.
  const entry = rows.some((row) => row.id === opened) ? opened : rows[shown[0]?.index ?? 0]?.id;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onOpen(null);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const at = rows.findIndex((row) => row.id === opened) + (event.key === 'ArrowDown' ? 1 : -1);
    const to = Math.min(Math.max(at, 0), rows.length - 1);
    const row = rows[to];
    if (!row) return;
    event.preventDefault();
    onOpen(row.original);
    virtualizer.scrollToIndex(to, { align: 'auto' });
    // The row may only now be put into the page.
    requestAnimationFrame(() => document.getElementById(`${gridId}-${row.id}`)?.focus({ preventScroll: true }));
  };

  return (
    <section ref={scroller} className={classes.scroller} aria-label="Items" aria-busy={loading}>
      <table className={classes.table} aria-label={typeNames[type].many} aria-rowcount={total}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((head) => {
                const direction = head.column.getIsSorted();
                const button = (
                  <button
                    type="button"
                    className={classes.sort}
                    disabled={!sortable}
                    onClick={head.column.getToggleSortingHandler()}
                  >
                    <table.FlexRender header={head} />
                    {direction === 'asc' && <IconArrowUp size={13} aria-hidden />}
                    {direction === 'desc' && <IconArrowDown size={13} aria-hidden />}
                  </button>
                );
                return (
                  <th
                    key={head.id}
                    scope="col"
                    style={{ width: head.column.columnDef.meta?.width }}
                    aria-sort={direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none'}
                  >
                    {sortable ? (
                      button
                    ) : (
                      <Tooltip label={`By path. Search for fewer than ${formatCount(mostSorted)} to sort them.`}>
                        <span>{button}</span>
                      </Tooltip>
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          <Space height={shown[0]?.start ?? 0} columns={columns.length} />
          {shown.map(({ index }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <tr
                key={row.id}
                data-row
                aria-rowindex={index + 1}
                aria-selected={row.id === opened}
                onClick={() => onOpen(row.original)}
              >
                {row.getAllCells().map((cell) => {
                  const definition = fieldDefinition(type, cell.column.id);
                  const text = definition
                    ? formatValue(definition, row.original.fields[definition.name] ?? null, now)
                    : itemName(row.original);
                  return (
                    <td key={cell.id} title={text}>
                      {definition ? (
                        text
                      ) : (
                        <button
                          type="button"
                          id={`${gridId}-${row.id}`}
                          className={classes.name}
                          tabIndex={row.id === entry ? 0 : -1}
                          onKeyDown={onKeyDown}
                        >
                          {text}
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
          <Space height={virtualizer.getTotalSize() - (shown.at(-1)?.end ?? 0)} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

/** Room for the rows that are not in the page. */
function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td className={classes.space} colSpan={columns} style={{ height }} />
    </tr>
  );
}
