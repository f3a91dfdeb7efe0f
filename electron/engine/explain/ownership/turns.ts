import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds after which the engine's other work gets its turn. */
const span = 8;

/** Gives way to the engine's other work, in the midst of many small steps. */
export class Turns {
  readonly #signal: AbortSignal;
  #since = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** To be awaited between two steps; rejects when aborted. */
  async next(): Promise<void> {
    this.#signal.throwIfAborted();
    if (performance.now() - this.#since < span) return;
    await turn(undefined, { signal: this.#signal });
    this.#since = performance.now();
  }
}
