import type { Tracked } from '../pass/found.ts';

const mark = '+sudo';

const plain = (source: string) => (source.endsWith(mark) ? source.slice(0, -mark.length) : source);

/**
 * What is seen of a tracked item through sudo is a source of its own: while the right
 * is lacking nothing can be said of it, and what it shows when the right is given is
 * its baseline, not many things that were added.
 */
export const sudoSource = (source: string) => plain(source) + mark;

/** Whether two sources are of one tracked item, whichever way its items are seen. */
export const sameSource = (one: string, other: string) => plain(one) === plain(other);

/** A tracked item as it is seen through sudo. */
export const throughSudo = (tracked: Tracked): Tracked => ({
  ...tracked,
  spec: { ...tracked.spec, source: sudoSource(tracked.spec.source) },
});
