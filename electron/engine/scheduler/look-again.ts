/** How soon what was in motion is looked at again, and how long that may go on (milliseconds). */
const soon = 60;
const patience = 1000;

/** Sees to it that what was in motion when it was looked at is looked at again, and not put off for ever. */
export class LookAgain {
  readonly #hint: (key: string, seenAt: number) => void;
  readonly #keys = new Set<string>();
  #since: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `hint` is called with the moment (milliseconds) at which the motion was first seen. */
  constructor(hint: (key: string, seenAt: number) => void) {
    this.#hint = hint;
  }

  /** Whether what is in motion may be put off once more. */
  get patient(): boolean {
    return this.#since === undefined || Date.now() - this.#since < patience;
  }

  /** Takes what a look has put off; nothing ends the patience's time. */
  at(moving: readonly string[]): void {
    if (moving.length === 0) {
      this.#since = undefined;
      return;
    }
    this.#since ??= Date.now();
    for (const key of moving) this.#keys.add(key);
    this.#timer ??= setTimeout(() => this.#now(), soon);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #now(): void {
    this.#timer = undefined;
    const keys = [...this.#keys];
    this.#keys.clear();
    for (const key of keys) this.#hint(key, this.#since ?? Date.now());
  }
}
