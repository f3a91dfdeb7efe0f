/** What rests is not looked at again for this many times as long as the last look took, nor longer than a minute. */
const restFactor = 4;
const longestRest = 60_000;

/** Keeps looks from taking more than a fifth of the time, however often something changes. */
export class Rest {
  readonly #ask: () => void;
  #until = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  /** Whether states may be looked at now; where not, `ask` is called when they may. */
  isOver(now: number): boolean {
    if (now >= this.#until) return true;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#ask();
    }, this.#until - now);
    return false;
  }

  /** A look has ended that took so long (milliseconds). */
  took(milliseconds: number, now: number): void {
    this.#until = now + Math.min(longestRest, restFactor * milliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
