import type { Change } from '../../../shared/model/change.ts';
import type { Transaction } from '../../../shared/model/explanation.ts';

/** From when to when something can have happened, in milliseconds since 1970. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** So much later (milliseconds) than what it tells of a hint may come where the machine is busy. */
const slack = 2000;
/** What a package's scripts set off (a daemon that is restarted) may come this much later (milliseconds). */
const aftermath = 10_000;
/** In so short a time (milliseconds) a change counts as having happened while a transaction ran that touches it. */
const shortly = 120_000;

/** When a change can have happened, as it was noticed. */
export const noticedIn = ({ since, noticedAt }: Pick<Change, 'since' | 'noticedAt'>): Interval => ({
  from: Date.parse(since) - slack,
  to: Date.parse(noticedAt),
});

/** So late (milliseconds) a busy machine may notice what a service manager tells of as it happens. */
const tardy = 60_000;

/** When a change of a daemon can have happened: what was told live did not happen long before. */
export function toldIn(change: Pick<Change, 'since' | 'noticedAt' | 'how'>): Interval {
  const { from, to } = noticedIn(change);
  return { from: change.how === 'live' ? Math.max(from, to - tardy) : from, to };
}

/** When a change can have happened. What a file's own time tells of its content narrows it. */
export function intervalOf(change: Pick<Change, 'type' | 'since' | 'noticedAt' | 'after'>): Interval {
  const noticed = noticedIn(change);
  const modified = change.type === 'Files' ? change.after?.modified : undefined;
  const written = typeof modified === 'string' ? Date.parse(modified) : Number.NaN;
  // A file that was unpacked brings its time along: that is older, and tells nothing.
  return written >= noticed.from && written <= noticed.to ? { from: written, to: written } : noticed;
}

/** Logs tell of a whole second as its end, see `Transaction`. */
const endOf = ({ endedAt }: Transaction): number => (endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(endedAt));
/** In whole seconds, as logs have it: nothing of it was noticed before. */
const startOf = ({ startedAt }: Transaction): number => Date.parse(startedAt);

/** Whether a change can have happened while a transaction ran; `after`: or soon after it. */
export function mayBeOf(transaction: Transaction, { from, to }: Interval, after = false): boolean {
  return startOf(transaction) <= to && endOf(transaction) + (after ? aftermath : 0) >= from;
}

/** A collection looks at a file at most so long (milliseconds) before it is done, unless it is of very much. */
const looking = 10_000;

/** Whether a transaction was surely over when what was noticed at a moment was looked at. */
export const wasOver = (transaction: Transaction, noticedAt: number): boolean =>
  endOf(transaction) + looking < noticedAt;

/** Whether a file was written after a transaction had ended, by its own time: what is unpacked brings an older one. */
export const isWrittenAfter = (transaction: Transaction, { after }: Pick<Change, 'after'>): boolean =>
  after?.kind === 'file' && typeof after.modified === 'string' && Date.parse(after.modified) > endOf(transaction);

/** Whether it did happen then, as far as times can tell: not merely somewhere in a long time that the transaction lies in. */
export function isDuring(transaction: Transaction, interval: Interval): boolean {
  if (!mayBeOf(transaction, interval)) return false;
  const { from, to } = interval;
  return to - from <= shortly + slack || (from >= startOf(transaction) && to <= endOf(transaction));
}

/**
 * The transaction that ended last first: what is seen is what that left. Of two in the same second, which logs can't
 * tell apart, the one that was given last: logs have them in their order.
 */
export const latestFirst = <T extends { readonly transaction: Transaction }>(found: readonly T[]): readonly T[] =>
  found
    .toReversed()
    .toSorted((a, b) => endOf(b.transaction) - endOf(a.transaction) || startOf(b.transaction) - startOf(a.transaction));

export const latest = <T extends { readonly transaction: Transaction }>(found: readonly T[]): T | undefined =>
  latestFirst(found)[0];

/**
 * When a package manager that is at work began: as its log says, else after the last that its log tells of. Two can't
 * be at work at once.
 */
export function beganAt(manager: string, transactions: readonly Transaction[]): number {
  const own = transactions.filter((each) => each.manager === manager);
  const running = own.find(({ endedAt }) => endedAt === null);
  return running === undefined
    ? Math.max(0, ...own.map(({ endedAt }) => Date.parse(endedAt ?? '') || 0))
    : startOf(running);
}
