import type { Change } from '../../../shared/model/change.ts';
import type { Transaction } from '../../../shared/model/explanation.ts';

/** From when to when something can have happened, in milliseconds since 1970. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Logs have whole seconds, and a hint comes a moment after what it tells of (milliseconds). */
const slack = 2000;
/** What a package's scripts set off (a daemon that is restarted) may come this much later (milliseconds). */
const aftermath = 10_000;
/** In so short a time (milliseconds) a change counts as having happened while a transaction ran that touches it. */
const shortly = 120_000;

/** When a change can have happened. What a file's own time tells of its content narrows it. */
export function intervalOf(change: Pick<Change, 'type' | 'since' | 'noticedAt' | 'after'>): Interval {
  const from = Date.parse(change.since) - slack;
  const to = Date.parse(change.noticedAt);
  const modified = change.type === 'Files' ? change.after?.modified : undefined;
  const written = typeof modified === 'string' ? Date.parse(modified) : Number.NaN;
  // A file that was unpacked brings its time along: that is older, and tells nothing.
  return written >= from && written <= to + slack ? { from: written, to: written } : { from, to };
}

const endOf = ({ endedAt }: Transaction): number =>
  endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(endedAt) + slack;
const startOf = ({ startedAt }: Transaction): number => Date.parse(startedAt) - slack;

/** Whether a change can have happened while a transaction ran; `after`: or soon after it. */
export function mayBeOf(transaction: Transaction, { from, to }: Interval, after = false): boolean {
  return startOf(transaction) <= to && endOf(transaction) + (after ? aftermath : 0) >= from;
}

/** Whether it did happen then, as far as times can tell: not merely somewhere in a long time that the transaction lies in. */
export function isDuring(transaction: Transaction, interval: Interval): boolean {
  if (!mayBeOf(transaction, interval)) return false;
  const { from, to } = interval;
  return to - from <= shortly || (from >= startOf(transaction) && to <= endOf(transaction));
}

/** The transaction that ended last: what is seen is what that left. */
export function latest<T extends { readonly transaction: Transaction }>(found: readonly T[]): T | undefined {
  return found.toSorted((a, b) => endOf(b.transaction) - endOf(a.transaction))[0];
}
