import type { Change } from '../../shared/model/change.ts';
import { changedFields } from '../../shared/model/differences.ts';
import { tieMoves } from '../changes/moves.ts';
import type { ReadStore } from '../store/interface.ts';
import { eachChange } from './pages.ts';

/** What became of one item between two moments. */
export interface NetChange {
  /**
   * The net difference in the form of a change: its `before` is that of the item's
   * first change in that time and its `since` that one's too, the rest is the last one's.
   */
  readonly change: Change;
  /** How many recorded changes led to it. */
  readonly steps: number;
}

/** The moment after one: moments have milliseconds, and the log is asked from one on and before another. */
const justAfter = (moment: string): string => new Date(Date.parse(moment) + 1).toISOString();

function net(first: Change, last: Change): Change | undefined {
  const { before, since } = first;
  const { after } = last;
  const base = { ...last, since, before };
  if (before === null && after === null) return undefined;
  if (before === null) return { ...base, category: 'Added', fieldsChanged: [] };
  if (after === null) return { ...base, category: 'Removed', fieldsChanged: [] };
  const fieldsChanged = changedFields(last.type, before, after);
  return fieldsChanged.length === 0 ? undefined : { ...base, category: 'Modified', fieldsChanged };
}

/**
 * The net difference between two moments (ISO 8601 in UTC), from the log: what was
 * changed and changed back is nothing. A change noticed at the first moment belongs to
 * what was there, one at the last to the difference. Ordered by type and key. Items that came
 * under tracking in that time are no difference: they have no change in the log.
 */
export function compare(store: Pick<ReadStore, 'changes'>, from: string, to: string): readonly NetChange[] {
  const order = (change: Change): string => `${change.type}\0${change.key}`;
  const items = new Map<string, { first: Change; readonly last: Change; steps: number }>();
  for (const change of eachChange(store, { since: justAfter(from), until: justAfter(to) })) {
    const key = order(change);
    const entry = items.get(key);
    if (entry === undefined) items.set(key, { first: change, last: change, steps: 1 });
    else {
      entry.first = change;
      entry.steps += 1;
    }
  }
  const nets = [...items.values()].flatMap(({ first, last }) => net(first, last) ?? []);
  // What was moved on and on is one move, from where it was to where it is.
  return tieMoves(nets)
    .map((change) => ({ change, steps: items.get(order(change))?.steps ?? 1 }))
    .sort((a, b) => (order(a.change) < order(b.change) ? -1 : 1));
}
