/** How long changes are held to be told together (milliseconds). */
export const firstHold = 600;
const longestHold = 60_000;
const growth = 4;
/** After this long without anything to tell, holding starts from the beginning. */
const calm = 60_000;

/** What was told last. */
export interface Flushed {
  readonly at: number;
  readonly hold: number;
  /** Whether it was a digest. */
  readonly many: boolean;
}

/**
 * How long to hold the next changes. After a digest longer and longer, so that an
 * upgrade of ten minutes gives a handful of notifications and not a hundred.
 */
export function nextHold(last: Flushed | undefined, now: number): number {
  if (!last?.many || now - last.at > calm) return firstHold;
  return Math.min(last.hold * growth, longestHold);
}

export interface BatchOptions<T> {
  /** Whether so many are a digest. */
  readonly many: (count: number) => boolean;
  readonly flush: (items: readonly T[]) => void;
}

/** Gathers what comes within a short time, and hands it on together. */
export class Batch<T> {
  readonly #options: BatchOptions<T>;
  #items: T[] = [];
  #timer: NodeJS.Timeout | undefined;
  #last: Flushed | undefined;

  constructor(options: BatchOptions<T>) {
    this.#options = options;
  }

  add(items: readonly T[]): void {
    if (items.length === 0) return;
    this.#items = this.#items.concat(items);
    if (this.#timer) return;
    const hold = nextHold(this.#last, Date.now());
    this.#timer = setTimeout(() => this.#flush(hold), hold);
  }

  #flush(hold: number): void {
    const items = this.#items;
    this.#items = [];
    this.#timer = undefined;
    this.#last = { at: Date.now(), hold, many: this.#options.many(items.length) };
    this.#options.flush(items);
  }
}
