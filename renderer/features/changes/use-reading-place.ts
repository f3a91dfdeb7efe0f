import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef } from 'react';

type Lines = readonly { readonly id: string }[];

/** A line in sight, and how far below the upper edge it begins (pixels); less than zero where that is out of sight. */
interface Seen {
  readonly id: string;
  readonly below: number;
}

/**
 * Holds the place of what is read in a list whose lines change: the uppermost line in sight that is still there stays
 * where it is, whatever comes or goes above it. Not at the very top, where what is new is to be seen.
 * @returns to be called when the list was scrolled
 */
export function useReadingPlace(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  scroller: RefObject<HTMLDivElement | null>,
  lines: Lines,
): () => void {
  const seen = useRef<readonly Seen[]>([]);
  const before = useRef<Lines>(lines);

  const look = () => {
    const top = scroller.current?.scrollTop ?? 0;
    seen.current = virtualizer
      .getVirtualItems()
      .filter(({ end }) => end > top)
      .map(({ key, start }) => ({ id: String(key), below: start - top }));
  };

  useLayoutEffect(() => {
    if (before.current === lines) return;
    before.current = lines;
    const element = scroller.current;
    if (element && element.scrollTop > 4) {
      const places = new Map(lines.map(({ id }, at) => [id, at]));
      const kept = seen.current.find(({ id }) => places.has(id));
      const now = kept && virtualizer.measurementsCache[places.get(kept.id) ?? -1];
      if (kept && now && Math.abs(now.start - kept.below - element.scrollTop) >= 1) {
        element.scrollTop = now.start - kept.below;
      }
    }
    look();
  });

  return look;
}
