import type { ListedChange } from '../../shared/model/change.ts';

/** How long a change waits for the rules to have looked at it (milliseconds). */
export const longestWait = 2000;

/** So many changes of alerts are remembered, that may still be on their way. */
const remembered = 10_000;

/**
 * Holds changes until the alert rules have looked at them: one that an alert tells of is not told a second time. Where
 * the rules take too long, it is told all the same. In which order changes, alerts and looks are heard does not matter.
 */
export class UntilLooked {
  readonly #pass: (changes: readonly ListedChange[]) => void;
  readonly #timers = new Set<NodeJS.Timeout>();
  #waiting: readonly ListedChange[] = [];
  #alerted = new Set<number>();
  #upTo = 0;

  constructor(pass: (changes: readonly ListedChange[]) => void) {
    this.#pass = pass;
  }

  add(changes: readonly ListedChange[]): void {
    this.#waiting = [...this.#waiting, ...this.unalerted(changes)];
    this.#release(this.#upTo);
    if (this.#waiting.length === 0) return;
    const newest = Math.max(...this.#waiting.map(({ id }) => id));
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#release(newest);
    }, longestWait);
    this.#timers.add(timer);
  }

  /** An alert tells of these. */
  without(ids: readonly number[]): void {
    this.#alerted = new Set([...this.#alerted, ...ids].slice(-remembered));
    this.#waiting = this.#waiting.filter(({ id }) => !this.#alerted.has(id));
  }

  /** Those of the changes that no alert tells of. */
  unalerted(changes: readonly ListedChange[]): readonly ListedChange[] {
    return changes.filter(({ id }) => !this.#alerted.has(id));
  }

  /** The rules have looked at all changes up to this one. */
  looked(upTo: number): void {
    this.#upTo = Math.max(this.#upTo, upTo);
    this.#release(this.#upTo);
  }

  /** Another engine begins, which may have begun a new log. */
  reset(): void {
    this.#release(Number.POSITIVE_INFINITY);
    this.#alerted.clear();
    this.#upTo = 0;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #release(upTo: number): void {
    const passed = this.#waiting.filter(({ id }) => id <= upTo);
    this.#waiting = this.#waiting.filter(({ id }) => id > upTo);
    if (passed.length > 0) this.#pass(passed);
  }
}
