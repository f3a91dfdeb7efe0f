/** How long after work failed it is tried again (milliseconds). */
const retryAfter = 30_000;

export interface TurnsOptions {
  /** How long the work rests after each run (milliseconds), so that a burst is looked at in fewer and larger pieces. */
  readonly rest: number;
  readonly work: () => Promise<void>;
  /** Told when the work failed. */
  readonly failed: (thrown: unknown) => void;
}

/**
 * Work that is asked for again and again and never runs twice at once: what is asked for while it runs is one more
 * run after it. Where it fails, it is tried again by itself.
 */
export class Turns {
  readonly #options: TurnsOptions;
  #running: Promise<void> | undefined;
  #asked = false;
  #stopped = false;
  #retry: NodeJS.Timeout | undefined;
  #restUntil = 0;
  #endRest: () => void = () => undefined;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  ask(): void {
    if (this.#stopped) return;
    this.#asked = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      // What was asked for after the last look of the loop.
      if (this.#asked) this.ask();
    });
  }

  /** Resolves once all that was asked for has been done. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  /** Nothing begins any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#endRest();
  }

  async #rest(): Promise<void> {
    const left = this.#restUntil - Date.now();
    if (left <= 0 || this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(left, this.#options.rest));
      this.#endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #run(): Promise<void> {
    // What asks is to be done with its own work first.
    await new Promise(setImmediate);
    while (this.#asked && !this.#stopped) {
      await this.#rest();
      if (this.#stopped) return;
      this.#asked = false;
      try {
        await this.#options.work();
        this.#restUntil = Date.now() + this.#options.rest;
      } catch (thrown) {
        if (this.#stopped) return;
        this.#options.failed(thrown);
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.ask(), retryAfter);
        this.#retry.unref();
        return;
      }
    }
  }
}
