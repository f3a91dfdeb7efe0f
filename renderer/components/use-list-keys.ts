import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface ListKeys<Id> {
  /** The ids of the rows, in their order. */
  readonly ids: readonly Id[];
  readonly opened: Id | null;
  readonly onOpen: (id: Id | null) => void;
  /** Brings a row into sight: which of them. */
  readonly show: (at: number) => void;
}

const strides: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * The keys of the list: arrows move, Enter opens, Escape closes. While a detail
 * is open it follows the arrows.
 */
export function useListKeys<Id extends number | string>({ ids, opened, onOpen, show }: ListKeys<Id>) {
  const [moved, setMoved] = useState<Id | null>(null);
  if (opened !== null && moved !== opened) setMoved(opened);
  const active = opened ?? moved;
  // Where the active row last stood: one that is gone is left from there.
  const place = useRef(-1);
  useEffect(() => {
    const at = active === null ? -1 : ids.indexOf(active);
    if (at >= 0) place.current = at;
  }, [ids, active]);

  const onKeyDown = (event: KeyboardEvent) => {
    const stride = strides[event.key];
    if (event.key === 'Enter' && active !== null) onOpen(active);
    else if (event.key === 'Escape' && opened !== null) onOpen(null);
    else if (stride !== undefined) {
      const to = target(stride);
      const at = Math.min(Math.max(to, 0), ids.length - 1);
      const id = ids[at];
      if (id === undefined) return;
      show(at);
      if (opened === null) setMoved(id);
      else onOpen(id);
    } else return;
    event.preventDefault();
  };

  function target(stride: number): number {
    const from = active === null ? -1 : ids.indexOf(active);
    if (from >= 0) return from + stride;
    // The row below came up to where the gone one stood.
    if (active !== null && place.current >= 0) return place.current + (stride > 0 ? stride - 1 : stride);
    return stride < 0 && Number.isFinite(stride) ? ids.length - 1 : 0;
  }

  return { active, onKeyDown, moveTo: setMoved };
}
