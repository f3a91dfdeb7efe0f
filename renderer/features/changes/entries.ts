import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { dayHeading, span } from '../../words/time.ts';

/** A line of the list: a heading or a change. */
export type Entry =
  | { readonly kind: 'heading'; readonly id: string; readonly label: string }
  | { readonly kind: 'change'; readonly id: number; readonly change: ListedChange };

/**
 * The list's lines: changes under their days, and those that happened while
 * Tidemark did not run together under the time it was away.
 * @param changes the newest first
 */
export function entriesOf(changes: readonly ListedChange[], now: Date): readonly Entry[] {
  const entries: Entry[] = [];
  let heading = '';
  for (let at = 0; at < changes.length; ) {
    const end = awayEnd(changes, at);
    const group = changes.slice(at, Math.max(end, at + 1));
    const [first] = group;
    if (!first) break;
    const label = end > at ? `While you were away · ${awaySpan(group, now)}` : dayHeading(first.noticedAt, now);
    if (label !== heading) {
      entries.push({ kind: 'heading', id: `${label} ${first.id}`, label });
      heading = label;
    }
    for (const change of group) entries.push({ kind: 'change', id: change.id, change });
    at += group.length;
  }
  return entries;
}

/** Where the run of changes that were found at one start ends; `from` where there is none. */
function awayEnd(changes: readonly ListedChange[], from: number): number {
  let earliest = Number.POSITIVE_INFINITY;
  let at = from;
  for (; at < changes.length; at += 1) {
    const change = changes[at];
    if (change?.how !== 'startup') break;
    // One that was noticed before the others can have happened belongs to an earlier start.
    if (Date.parse(change.noticedAt) < earliest && at > from) break;
    earliest = Math.min(earliest, Date.parse(change.since));
  }
  return at;
}

function awaySpan(group: readonly ListedChange[], now: Date): string {
  const from = group.map((change) => change.since).sort()[0] ?? '';
  return span(from, group[0]?.noticedAt ?? '', now);
}
