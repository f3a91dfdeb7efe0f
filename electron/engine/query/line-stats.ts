import { diffLines } from 'diff';
import type { ChangeContent } from '../../shared/contract/queries.ts';
import type { Change, LineStats } from '../../shared/model/change.ts';
import type { Fields } from '../../shared/model/item.ts';
import type { ReadStore } from '../store/interface.ts';
import { contentSides, keptHash } from './content-sides.ts';
import { splitLines } from './split-lines.ts';

/** Larger texts are not counted for a list: a page of them would take seconds. */
const largest = 256 * 1024;
/** The exact count takes time with the square of the edits; beyond these, lines are counted as a heap. */
const mostEdits = 400;
const cached = 2000;

/** How many lines differ, where the order of lines is left out: the least that any edit must add and remove. */
function countUnordered(before: string, after: string): LineStats {
  const balance = new Map<string, number>();
  const weigh = (text: string, by: number): void => {
    for (const line of splitLines(text)) balance.set(line, (balance.get(line) ?? 0) + by);
  };
  weigh(before, -1);
  weigh(after, 1);
  let added = 0;
  let removed = 0;
  for (const count of balance.values()) {
    if (count > 0) added += count;
    else removed -= count;
  }
  return { added, removed };
}

/** How many lines an edit from one text to the other adds and removes. */
export function countLines(before: string, after: string): LineStats {
  const least = countUnordered(before, after);
  if (least.added + least.removed > mostEdits) return least;
  const parts = diffLines(before, after, { maxEditLength: mostEdits });
  if (parts === undefined) return least;
  let added = 0;
  let removed = 0;
  for (const part of parts) {
    if (part.added) added += part.count;
    else if (part.removed) removed += part.count;
  }
  return { added, removed };
}

const small = (fields: Fields | null): boolean => {
  const size = fields?.size;
  return typeof size === 'number' && size <= largest;
};

/** A damaged content is told by `verify` and by whoever asks for it; a list, and the telling of a change, go on without. */
function readableSides(store: ReadStore, change: Change): ChangeContent | undefined {
  try {
    return contentSides(store, change);
  } catch {
    return undefined;
  }
}

/**
 * Counts the lines of changes from the content kept of both sides; `null` where a
 * side has no text, is larger than 256 KiB, or where the content is the same. What
 * was counted is remembered by the two hashes.
 */
export function lineCounter(store: ReadStore): (change: Change) => LineStats | null {
  const known = new Map<string, LineStats | null>();

  return (change) => {
    const from = keptHash(change.before);
    const to = keptHash(change.after);
    if (from === undefined || to === undefined || from === to) return null;
    if (!small(change.before) || !small(change.after)) return null;
    const key = `${from} ${to}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const sides = readableSides(store, change);
    if (sides === undefined) return null;
    const { before, after } = sides;
    const lines = before.state === 'text' && after.state === 'text' ? countLines(before.text, after.text) : null;
    if (known.size >= cached) known.clear();
    // A side that is gone may not be remembered as textless: what is kept again later counts.
    if (before.state !== 'gone' && after.state !== 'gone') known.set(key, lines);
    return lines;
  };
}
