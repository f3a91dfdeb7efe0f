import { type KeyboardEvent, useState } from 'react';
import type { Entry } from './entries.ts';

interface ListKeys {
  readonly entries: readonly Entry[];
  readonly opened: number | null;
  readonly onOpen: (id: number | null) => void;
  /** Brings a line into sight. */
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
export function useListKeys({ entries, opened, onOpen, show }: ListKeys) {
  const [moved, setMoved] = useState<number | null>(null);
  if (opened !== null && moved !== opened) setMoved(opened);
  const active = opened ?? moved;

  const onKeyDown = (event: KeyboardEvent) => {
    const stride = strides[event.key];
    if (event.key === 'Enter' && active !== null) onOpen(active);
    else if (event.key === 'Escape' && opened !== null) onOpen(null);
    else if (stride !== undefined) {
      const rows = entries.flatMap((entry, at) => (entry.kind === 'change' ? [{ id: entry.id, at }] : []));
      const from = rows.findIndex((row) => row.id === active);
      const to = from < 0 ? (stride < 0 && Number.isFinite(stride) ? rows.length - 1 : 0) : from + stride;
      const row = rows[Math.min(Math.max(to, 0), rows.length - 1)];
      if (!row) return;
      // The heading above the first row comes into sight with it.
      show(row.at === 1 ? 0 : row.at);
      if (opened === null) setMoved(row.id);
      else onOpen(row.id);
    } else return;
    event.preventDefault();
  };

  return { active, onKeyDown };
}
