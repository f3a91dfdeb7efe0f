import { useDeferredValue, useMemo, useState } from 'react';
import type { ChangeFilter } from '../../../electron/shared/contract/queries.ts';
import { useCards, useChangesOf } from '../../api/causes.ts';
import { useChanges } from '../../api/changes.ts';
import { type Unfolded, ungrouped } from './entries.ts';

/** The log under a filter as cards, one a cause or one a change, and the card that is open in place. */
export function useLog(filter: ChangeFilter, grouped: boolean) {
  const [unfoldedCause, unfold] = useState<number | null>(null);
  const flat = useChanges(filter, !grouped);
  const byCause = useCards(filter, grouped);
  const log = grouped ? byCause : flat;
  const cards = useMemo(
    () =>
      grouped
        ? (byCause.data?.pages.flatMap((page) => page.cards) ?? [])
        : ungrouped(flat.data?.pages.flatMap((page) => page.changes) ?? []),
    [grouped, byCause.data, flat.data],
  );
  const open = grouped ? unfoldedCause : null;
  const within = useChangesOf(filter, open);
  const { data, hasNextPage, isPending } = within;
  const unfolded = useMemo(
    (): Unfolded | null =>
      open === null
        ? null
        : {
            cause: open,
            changes: data?.pages.flatMap((page) => page.changes) ?? [],
            hasMore: isPending || hasNextPage,
          },
    [open, data, isPending, hasNextPage],
  );
  return {
    log,
    cards: useDeferredValue(cards),
    total: log.data?.pages[0]?.total,
    within,
    unfolded,
    unfold,
  };
}
