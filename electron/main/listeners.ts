/** Listeners to one kind of event. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Hears until the returned function is called. */
  add(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
}
