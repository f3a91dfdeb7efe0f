import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react';
import type { InventoryQuery } from '../../../electron/shared/contract/queries.ts';
import { fieldDefinition } from '../../../electron/shared/model/fields.ts';
import type { Item, ItemType } from '../../../electron/shared/model/item.ts';
import data from '../../components/data-table.module.css';
import { TableSpace } from '../../components/table-space.tsx';
import { nameParts } from '../../words/path.ts';
import { formatValue, typeNames } from '../../words/values.ts';
import { columnsOf, columnsWithin, features, itemName } from './columns.ts';
import classes from './inventory.module.css';

/** `undefined`: by key. */
type InventorySort = InventoryQuery['sort'];

interface InventoryTableProps {
  readonly type: ItemType;
  /** What is loaded so far, in the order that is asked for. */
  readonly items: Item[];
  readonly total: number;
  readonly sort: InventorySort;
  readonly onSort: (sort: InventorySort) => void;
  readonly now: Date;
  /** The key of the item whose detail is open. */
  readonly opened: string | null;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
  readonly onOpen: (item: Item | null) => void;
}

const rowHeight = 35;

/** What a click on a column asks for: rising, then falling, then by key again. */
function nextSort(sort: InventorySort, by: string): InventorySort {
  if (sort?.by !== by) return { by, descending: false };
  return sort.descending ? undefined : { by, descending: true };
}

/** The items of a type as a table, a window of it in the page at a time. */
export function InventoryTable(props: InventoryTableProps) {
  const { type, items, total, sort, onSort, now, opened, hasMore, loading, onMore, onOpen } = props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize();
  const most = columnsWithin(type, width);
  const columns = useMemo(() => columnsOf(type, most), [type, most]);
  const table = useTable({ features, columns, data: items, getRowId: (item: Item) => item.key });
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
    if (hasMore && !loading && last >= rows.length - 100) onMore();
  }, [hasMore, loading, last, rows.length, onMore]);

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
    <section ref={useMergedRef(scroller, measured)} className={classes.scroller} aria-label="Items" aria-busy={loading}>
      <table className={`${data.table} ${classes.table}`} aria-label={typeNames[type].many} aria-rowcount={total}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((head) => {
                const direction = sort?.by === head.id ? (sort.descending ? 'descending' : 'ascending') : 'none';
                return (
                  <th
                    key={head.id}
                    scope="col"
                    style={{ width: head.column.columnDef.meta?.width }}
                    aria-sort={direction}
                  >
                    <button type="button" className={data.sort} onClick={() => onSort(nextSort(sort, head.id))}>
                      <table.FlexRender header={head} />
                      {direction === 'ascending' && <IconArrowUp size={13} aria-hidden />}
                      {direction === 'descending' && <IconArrowDown size={13} aria-hidden />}
                    </button>
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          <TableSpace height={shown[0]?.start ?? 0} columns={columns.length} />
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
                          className={data.entry}
                          aria-label={text}
                          tabIndex={row.id === entry ? 0 : -1}
                          onKeyDown={onKeyDown}
                        >
                          {type === 'Files' ? <ShortPath path={text} /> : text}
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
          <TableSpace height={virtualizer.getTotalSize() - (shown.at(-1)?.end ?? 0)} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

/** A path that is cut in the middle where space is short: its beginning and its name stay. */
function ShortPath({ path }: { readonly path: string }) {
  const [folder, name] = nameParts(path);
  return (
    <span className={classes.path}>
      {folder !== '' && <span>{folder}</span>}
      <span>{name}</span>
    </span>
  );
}
