import { type KeyboardEvent, useState } from 'react';

interface ListKeys {
  /** The ids of the rows, in their order. */
  readonly ids: readonly number[];
  readonly opened: number | null;
  readonly onOpen: (id: number | null) => void;
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
export function useListKeys({ ids, opened, onOpen, show }: ListKeys) {
  const [moved, setMoved] = useState<number | null>(null);
  if (opened !== null && moved !== opened) setMoved(opened);
  const active = opened ?? moved;

  const onKeyDown = (event: KeyboardEvent) => {
    const stride = strides[event.key];
    if (event.key === 'Enter' && active !== null) onOpen(active);
    else if (event.key === 'Escape' && opened !== null) onOpen(null);
    else if (stride !== undefined) {
      const from = active === null ? -1 : ids.indexOf(active);
      const to = from < 0 ? (stride < 0 && Number.isFinite(stride) ? ids.length - 1 : 0) : from + stride;
      const at = Math.min(Math.max(to, 0), ids.length - 1);
      const id = ids[at];
      if (id === undefined) return;
      show(at);
      if (opened === null) setMoved(id);
      else onOpen(id);
    } else return;
    event.preventDefault();
  };

  return { active, onKeyDown };
}
