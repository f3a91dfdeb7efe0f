import { within } from '../keys.ts';

interface Refusal {
  /** The system's code: EACCES, or ENOSPC for want of room. */
  readonly code: string;
  /** What tries again to watch it, by what wanted it watched. */
  readonly again: Map<string, () => void>;
}

/** Folders whose watch was refused: they are collected by schedule alone until it is granted. */
export class Refusals {
  readonly #refused = new Map<string, Refusal>();

  get folders(): number {
    return this.#refused.size;
  }

  /** How many of them for want of room for more watches. */
  get noRoom(): number {
    let count = 0;
    for (const { code } of this.#refused.values()) if (code === 'ENOSPC') count++;
    return count;
  }

  /** Why a folder was refused; undefined if it was not. */
  codeOf(key: string): string | undefined {
    return this.#refused.get(key)?.code;
  }

  /** `by`: what wanted it watched; it tries `again` once, however often it was refused. */
  add(key: string, code: string, by: string, again: () => void): void {
    const known = this.#refused.get(key)?.again ?? new Map<string, () => void>();
    this.#refused.set(key, { code, again: known.set(by, again) });
  }

  granted(key: string): void {
    this.#refused.delete(key);
  }

  /** Forgets what is gone, with all below it. */
  drop(key: string): void {
    for (const each of this.#refused.keys()) if (within(each, key)) this.#refused.delete(each);
  }

  /** Forgets all of them, and returns what tries each again. */
  take(): readonly (() => void)[] {
    const all = [...this.#refused.values()].flatMap(({ again }) => [...again.values()]);
    this.#refused.clear();
    return all;
  }

  /** The first of them in the order of their names, at most so many. */
  first(count: number): readonly string[] {
    return [...this.#refused.keys()].sort().slice(0, count);
  }
}
