/** Collects calls of a callback and lets a test wait for one, without sleeping. */
export class Calls<T> {
  readonly seen: T[] = [];
  #waiting: { readonly wanted: (value: T) => boolean; readonly resolve: (value: T) => void }[] = [];

  readonly add = (value: T): void => {
    this.seen.push(value);
    const waiting = this.#waiting;
    this.#waiting = waiting.filter((each) => !each.wanted(value));
    for (const each of waiting) if (each.wanted(value)) each.resolve(value);
  };

  /** The next call, from now on, that is wanted; the test's own time limit ends a wait for ever. */
  next(wanted: (value: T) => boolean = () => true): Promise<T> {
    return new Promise((resolve) => this.#waiting.push({ wanted, resolve }));
  }
}
