import { Button, Loader } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Card } from '../../../electron/shared/contract/causes.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import list from '../../components/list.module.css';
import { useListKeys } from '../../components/use-list-keys.ts';
import { CauseRow } from './causes/cause-row.tsx';
import { ChangeRow } from './change-row.tsx';
import classes from './changes.module.css';
import { type Entry, entriesOf, type RowKey, rowKey, type Target, type Unfolded } from './entries.ts';
import { type Held, heldBack, hold } from './hold.ts';
import { useReadingPlace } from './use-reading-place.ts';

interface ChangeListProps {
  /** The newest first. */
  readonly cards: readonly Card[];
  /** The card that is open in place. */
  readonly unfolded: Unfolded | null;
  readonly opened: Target | null;
  readonly now: Date;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
  /** Loads more of the card that is open. */
  readonly onMoreWithin: () => void;
  readonly onOpen: (target: Target | null) => void;
  readonly onUnfold: (cause: number | null) => void;
  /** Says that what is chosen is all right, or takes that back. */
  readonly onApprove: (target: Target) => void;
}

const heights: Readonly<Record<Entry['kind'], number>> = { heading: 32, change: 54, cause: 96, loading: 36 };

type Row = Extract<Entry, { readonly kind: 'change' | 'cause' }>;
const targetOf = (row: Row): Target =>
  row.kind === 'change' ? { kind: 'change', id: row.change.id } : { kind: 'cause', id: row.card.cause.id };

/**
 * The log, a window of it in the page at a time. While it is scrolled, what comes
 * in waits behind a button: nothing moves under the reader.
 */
export function ChangeList(props: ChangeListProps) {
  const { cards, unfolded, opened, now, hasMore, loading, onMore, onMoreWithin, onOpen, onUnfold, onApprove } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [held, setHeld] = useState<Held | null>(null);
  const { shown, waiting } = useMemo(() => heldBack(cards, held), [cards, held]);
  const entries = useMemo(() => entriesOf(shown, now, unfolded), [shown, now, unfolded]);

  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => heights[entries[at]?.kind ?? 'change'],
    // A new function for other lines: the places of all of them are worked out anew with it.
    getItemKey: useCallback((at: number) => entries[at]?.id ?? at, [entries]),
    overscan: 12,
  });
  const look = useReadingPlace(virtualizer, scroller, entries);

  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loading && last >= entries.length - 40) onMore();
  }, [hasMore, loading, last, entries.length, onMore]);
  const nearsRest = items.some(({ index }) => entries[index]?.kind === 'loading');
  useEffect(() => {
    if (nearsRest) onMoreWithin();
  }, [nearsRest, onMoreWithin]);

  const rows = useMemo(
    () =>
      entries.flatMap((entry, at) => (entry.kind === 'change' || entry.kind === 'cause' ? [{ row: entry, at }] : [])),
    [entries],
  );
  const byKey = useMemo(() => new Map(rows.map(({ row, at }) => [row.id, { row, at }])), [rows]);
  // The heading above the first row comes into sight with it.
  const show = (at: number) => virtualizer.scrollToIndex(at === 1 ? 0 : at, { align: 'auto' });
  const { active, onKeyDown, moveTo } = useListKeys<RowKey>({
    ids: useMemo(() => rows.map(({ row }) => row.id), [rows]),
    opened: opened && rowKey(opened),
    onOpen: (key) => {
      const found = key === null ? undefined : byKey.get(key);
      onOpen(found ? targetOf(found.row) : null);
    },
    show: (at) => show(rows[at]?.at ?? 0),
  });

  /** The keys of cards and of approving, beside those that every list has. */
  const ownKeys = (event: KeyboardEvent) => {
    const row = active === null ? undefined : byKey.get(active)?.row;
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return onKeyDown(event);
    const within = row.kind === 'change' ? row.within : row.card.cause.id;
    if (event.key === 'ArrowRight' && row.kind === 'cause' && !row.open) onUnfold(within);
    else if (event.key === 'ArrowLeft' && within !== null && unfolded?.cause === within) fold(within);
    else if (event.key.toLowerCase() === 'a') onApprove(targetOf(row));
    else return onKeyDown(event);
    event.preventDefault();
  };

  function fold(cause: number): void {
    const card: Target = { kind: 'cause', id: cause };
    onUnfold(null);
    if (opened?.kind === 'change') onOpen(card);
    else moveTo(rowKey(card));
    show(byKey.get(rowKey(card))?.at ?? 0);
  }

  const rowId = (id: string) => `${listId}-${id}`;
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
        aria-description="A acknowledges the one that is chosen, or takes that back"
        aria-activedescendant={active === null ? undefined : rowId(active)}
        aria-busy={loading}
        tabIndex={0}
        onKeyDown={ownKeys}
        onScroll={(event) => {
          look();
          const away = event.currentTarget.scrollTop > 4;
          if (away && held === null) setHeld(hold(cards));
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
                ) : entry.kind === 'loading' ? (
                  <div className={list.more}>
                    <Loader size="xs" />
                  </div>
                ) : entry.kind === 'cause' ? (
                  <CauseRow
                    id={rowId(entry.id)}
                    card={entry.card}
                    open={entry.open}
                    selected={opened?.kind === 'cause' && entry.card.cause.id === opened.id}
                    active={entry.id === active}
                    now={now}
                    onOpen={onOpen}
                    onUnfold={(cause) => onUnfold(entry.open ? null : cause)}
                  />
                ) : (
                  <ChangeRow
                    id={rowId(entry.id)}
                    change={entry.change}
                    within={entry.within !== null}
                    selected={opened?.kind === 'change' && entry.change.id === opened.id}
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
