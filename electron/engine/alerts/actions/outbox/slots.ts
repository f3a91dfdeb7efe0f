import type { ActionKind } from '../../../../shared/model/action.ts';

/**
 * How many actions of a kind may be at work at one moment. Kinds do not share them: a program that takes an hour
 * holds up no webhook, and a file system that hangs no program.
 */
const most: Readonly<Record<ActionKind, number>> = { webhook: 16, syslog: 16, program: 8, file: 4 };

/** Lets a bounded number of actions of each kind work at once, the others in the order in which they came. */
export class Slots {
  readonly #taken = new Map<ActionKind, number>();
  readonly #waiting = new Map<ActionKind, (() => void)[]>();

  /** Works as soon as there is room. */
  async within<T>(kind: ActionKind, work: () => Promise<T>): Promise<T> {
    const taken = this.#taken.get(kind) ?? 0;
    // A place that is given on stays taken.
    if (taken < most[kind]) this.#taken.set(kind, taken + 1);
    else {
      const waiting = this.#waiting.get(kind) ?? [];
      this.#waiting.set(kind, waiting);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.get(kind)?.shift();
      if (next) next();
      else this.#taken.set(kind, (this.#taken.get(kind) ?? 1) - 1);
    }
  }
}
