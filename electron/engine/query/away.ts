import type { Away } from '../../shared/contract/causes.ts';
import type { Change, ListedChange } from '../../shared/model/change.ts';
import type { AwayTime } from '../store/away.ts';
import type { ReadStore } from '../store/interface.ts';

/** How many changes that nothing explains a summary names. */
const mostOthers = 20;

/** A shorter time (milliseconds) in which nothing changed is not worth a word. */
const short = 10 * 60_000;

/** The summary of a time away; `undefined` of a short one in which nothing changed. */
export function awaySummary(
  store: ReadStore,
  time: AwayTime,
  listed: (change: Change) => ListedChange,
): Away | undefined {
  const { counts, causes, others, unexplained, standingOut } = store.away(time, mostOthers);
  const changes = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (changes === 0 && Date.parse(time.to) - Date.parse(time.from) < short) return undefined;
  const order = new Map(others.map((id, index) => [id, index]));
  return {
    ...time,
    changes,
    counts,
    causes: causes.flatMap((id) => store.causes.get(id) ?? []),
    unexplained,
    standingOut,
    others: store
      .changesById(others)
      .toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
      .map(listed),
  };
}

/** Summaries of the last times away, the newest first. */
export function awaySummaries(
  store: ReadStore,
  limit: number,
  listed: (change: Change) => ListedChange,
): readonly Away[] {
  // Short ones without a change are left out, so there may have to be more.
  return store
    .awayTimes(limit * 5)
    .flatMap((time) => awaySummary(store, time, listed) ?? [])
    .slice(0, limit);
}
