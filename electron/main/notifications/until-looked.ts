import type { ListedChange } from '../../shared/model/change.ts';

/** How long a change waits for the rules to have looked at it (milliseconds). */
export const longestWait = 2000;

/**
 * Holds changes until the alert rules have looked at them: one that an alert tells of is not told a second time. Where
 * the rules take too long, it is told all the same.
 */
export class UntilLooked {
  readonly #pass: (changes: readonly ListedChange[]) => void;
  readonly #timers = new Set<NodeJS.Timeout>();
  #waiting: readonly ListedChange[] = [];

  constructor(pass: (changes: readonly ListedChange[]) => void) {
    this.#pass = pass;
  }

  add(changes: readonly ListedChange[]): void {
    if (changes.length === 0) return;
    this.#waiting = [...this.#waiting, ...changes];
    const newest = Math.max(...changes.map(({ id }) => id));
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.looked(newest);
    }, longestWait);
    this.#timers.add(timer);
  }

  /** An alert tells of these. */
  without(ids: readonly number[]): void {
    const told = new Set(ids);
    this.#waiting = this.#waiting.filter(({ id }) => !told.has(id));
  }

  /** The rules have looked at all changes up to this one. */
  looked(upTo: number): void {
    const passed = this.#waiting.filter(({ id }) => id <= upTo);
    this.#waiting = this.#waiting.filter(({ id }) => id > upTo);
    if (passed.length > 0) this.#pass(passed);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
