/**
 * How long a lone hint waits for others of the same save (milliseconds): longer than the window in which a
 * file counts as being written still.
 */
const pause = 60;
/** From this many hints on, it is a burst: then it is cheaper to wait until it is over. */
const burst = 200;
/** How long a burst must be quiet to count as over, and how long it is waited for at the most (milliseconds). */
const quiet = 150;
const longest = 700;

/**
 * How long after the latest hint to wait before collecting, in milliseconds.
 * Short for a single save, so that it is seen at once; longer while a burst goes on,
 * so that 10,000 files are one pass and not a hundred.
 */
export function settleDelay(hints: number, sinceFirst: number): number {
  if (hints < burst) return Math.max(0, Math.min(pause, 2 * pause - sinceFirst));
  return Math.max(0, Math.min(quiet, longest - sinceFirst));
}
