import type { Job, Translated } from './protocol.ts';

/** A text to be translated, and for what. */
export type Translate = Omit<Extract<Job, { readonly do: 'translate' }>, 'do'>;

/**
 * What was made of texts, kept so that the parser need not be woken for them again: also that nothing could be made
 * of them. Beyond `most` the one that was not used for longest goes.
 */
export class Kept {
  readonly #make: (query: Translate) => Promise<Translated>;
  readonly #most: number;
  readonly #kept = new Map<string, Promise<Translated>>();

  constructor(make: (query: Translate) => Promise<Translated>, most: number) {
    this.#make = make;
    this.#most = most;
  }

  get(query: Translate): Promise<Translated> {
    const { text, strict, scope } = query;
    const key = JSON.stringify([text, strict, scope]);
    const known = this.#kept.get(key);
    const found = known ?? this.#make(query);
    // A failure is of the moment (the process ended): it is tried again
    if (!known) found.catch(() => this.#kept.delete(key));
    this.#kept.delete(key);
    this.#kept.set(key, found);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
    return found;
  }
}
