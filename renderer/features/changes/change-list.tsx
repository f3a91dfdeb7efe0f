import { Button, Loader } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import list from '../../components/list.module.css';
import { useListKeys } from '../../components/use-list-keys.ts';
import { ChangeRow } from './change-row.tsx';
import classes from './changes.module.css';
import { entriesOf } from './entries.ts';

interface ChangeListProps {
  /** The newest first. */
  readonly changes: readonly ListedChange[];
  readonly opened: number | null;
  readonly now: Date;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
  readonly onOpen: (id: number | null) => void;
}

const headingHeight = 32;
const rowHeight = 54;

/**
 * The log, a window of it in the page at a time. While it is scrolled, what comes
 * in waits behind a button: nothing moves under the reader.
 */
export function ChangeList({ changes, opened, now, hasMore, loading, onMore, onOpen }: ChangeListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [held, setHeld] = useState<number | null>(null);
  const newest = changes[0]?.id ?? null;
  const waiting =
    held === null
      ? 0
      : Math.max(
          0,
          changes.findIndex((change) => change.id <= held),
        );
  const entries = useMemo(() => entriesOf(changes.slice(waiting), now), [changes, waiting, now]);

  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (entries[at]?.kind === 'heading' ? headingHeight : rowHeight),
    // A new function for other lines: the places of all of them are worked out anew with it.
    getItemKey: useCallback((at: number) => entries[at]?.id ?? at, [entries]),
    overscan: 12,
  });

  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loading && last >= entries.length - 40) onMore();
  }, [hasMore, loading, last, entries.length, onMore]);

  const lines = useMemo(
    () => entries.flatMap((entry, at) => (entry.kind === 'change' ? [{ id: entry.id, at }] : [])),
    [entries],
  );
  const { active, onKeyDown } = useListKeys({
    ids: useMemo(() => lines.map(({ id }) => id), [lines]),
    opened,
    onOpen,
    show: (row) => {
      const at = lines[row]?.at ?? 0;
      // The heading above the first row comes into sight with it.
      virtualizer.scrollToIndex(at === 1 ? 0 : at, { align: 'auto' });
    },
  });

  const rowId = (id: number) => `${listId}-${id}`;
  return (
    <>
      {waiting > 0 && (
        <Button
          className={classes.fresh ?? ''}
          variant="filled"
          radius="xl"
          leftSection={<IconArrowUp size={14} />}
          onClick={() => {
            setHeld(null);
            scroller.current?.scrollTo({ top: 0 });
          }}
        >
          {counted(waiting, 'new change')}
        </Button>
      )}
      <div
        ref={scroller}
        className={`${list.scroller} ${classes.scroller}`}
        role="listbox"
        aria-label="Changes, the newest first"
        aria-activedescendant={active === null ? undefined : rowId(active)}
        aria-busy={loading}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          const away = event.currentTarget.scrollTop > 4;
          if (away && held === null) setHeld(newest);
          if (!away && held !== null) setHeld(null);
        }}
      >
        <div className={classes.runway} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const entry = entries[item.index];
            if (!entry) return null;
            return (
              <div
                key={item.key}
                className={classes.entry}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              >
                {entry.kind === 'heading' ? (
                  <div className={`${list.heading} ${classes.heading}`}>{entry.label}</div>
                ) : (
                  <ChangeRow
                    id={rowId(entry.id)}
                    change={entry.change}
                    selected={entry.id === opened}
                    active={entry.id === active}
                    now={now}
                    onOpen={onOpen}
                  />
                )}
              </div>
            );
          })}
        </div>
        {loading && (
          <div className={list.more}>
            <Loader size="xs" />
          </div>
        )}
      </div>
    </>
  );
}
