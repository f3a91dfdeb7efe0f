import { Change, presentableDiff } from '@codemirror/merge';
import { diffLines } from 'diff';

/** How long the search for the best difference may take (milliseconds). */
const timeout = 1500;
/** A changed block is looked at within its lines up to this many characters. */
const mostRefined = 20_000;

/**
 * The difference of two texts: first by lines, then within the lines that
 * changed. Searching a large text by characters alone would give up and call all
 * of it changed.
 */
export function textDiff(before: string, after: string): readonly Change[] {
  const parts = diffLines(before, after, { timeout });
  if (!parts) return [new Change(0, before.length, 0, after.length)];
  const changes: Change[] = [];
  let a = 0;
  let b = 0;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (!part) break;
    if (!part.added && !part.removed) {
      a += part.value.length;
      b += part.value.length;
      continue;
    }
    // A removed part and the added one that follows it are one block.
    const next = parts[at + 1];
    const removed = part.removed ? part.value : '';
    const added = part.added ? part.value : part.removed && next?.added ? next.value : '';
    if (part.removed && next?.added) at += 1;
    changes.push(...refine(removed, added, a, b));
    a += removed.length;
    b += added.length;
  }
  return changes;
}

function refine(removed: string, added: string, a: number, b: number): readonly Change[] {
  const whole = new Change(a, a + removed.length, b, b + added.length);
  if (removed === '' || added === '' || removed.length + added.length > mostRefined) return [whole];
  return presentableDiff(removed, added, { scanLimit: 500, timeout: 100 }).map(
    (change) => new Change(a + change.fromA, a + change.toA, b + change.fromB, b + change.toB),
  );
}
