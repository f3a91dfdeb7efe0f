import type { Category } from '../../../electron/shared/model/change.ts';

/** What a record says: `Added /path`. */
export const entry = (category: Category | string, path: string): string => `${category} ${path}`;

/** How a ledger's records compare with those that were expected. */
export interface Count {
  readonly expected: number;
  /** Of the expected, how many came. */
  readonly received: number;
  readonly missing: number;
  /** Records beyond the first that say the same. */
  readonly twice: number;
}

/** Which records came. A record is known by its number in the log, so it may be told of in several ways. */
export class Ledger {
  readonly #numbers = new Set<number>();
  readonly #times = new Map<string, number>();
  readonly #listeners = new Set<(entry: string) => void>();

  /** Returns whether the record is new. */
  take(number: number, said: string): boolean {
    if (this.#numbers.has(number)) return false;
    this.#numbers.add(number);
    this.#times.set(said, (this.#times.get(said) ?? 0) + 1);
    for (const listener of this.#listeners) listener(said);
    return true;
  }

  /** Resolves as soon as every one of `expected` came, or when the time (ms) is up. */
  complete(expected: readonly string[], limit: number): Promise<void> {
    const left = new Set(expected.filter((each) => !this.#times.has(each)));
    if (left.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve();
      };
      const listener = (said: string) => {
        if (left.delete(said) && left.size === 0) end();
      };
      const timer = setTimeout(end, limit);
      this.#listeners.add(listener);
    });
  }

  count(expected: readonly string[]): Count {
    const times = expected.map((each) => this.#times.get(each) ?? 0);
    const received = times.filter((each) => each > 0).length;
    return {
      expected: expected.length,
      received,
      missing: expected.length - received,
      twice: times.reduce((sum, each) => sum + Math.max(0, each - 1), 0),
    };
  }

  /** What was told and not expected by anybody. */
  beyond(expected: readonly string[]): readonly string[] {
    const wanted = new Set(expected);
    return [...this.#times.keys()].filter((each) => !wanted.has(each));
  }
}
