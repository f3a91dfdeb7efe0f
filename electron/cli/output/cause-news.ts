import type { Cause } from '../../shared/model/explanation.ts';

/** How long a cause has to be as it is (milliseconds) before it is told: its last changes may be found after its end. */
const settled = 2000;

/**
 * Tells a person of each cause once, when it has ended and no more is found of it. Causes that only changed otherwise,
 * as those whose changes are acknowledged, are told of no second time.
 */
export class CauseNews {
  readonly #tell: (cause: Cause) => void;
  readonly #waiting = new Map<number, { readonly cause: Cause; readonly timer: NodeJS.Timeout }>();
  readonly #told = new Set<number>();
  readonly #begunAt = new Date().toISOString();
  /** The first change of this run. What has only older ones, and ended before it, is no news. */
  #firstChange = Number.POSITIVE_INFINITY;

  constructor(tell: (cause: Cause) => void) {
    this.#tell = tell;
  }

  changes(ids: readonly number[]): void {
    this.#firstChange = Math.min(this.#firstChange, ...ids.slice(0, 1));
  }

  cause(cause: Cause): void {
    const { id, endedAt, newest, kind } = cause;
    if (endedAt === null || this.#told.has(id)) return;
    // A transaction that touched nothing that is tracked is nobody's news; a plan's owner waits for its end.
    const isNews = kind === 'planned' && endedAt >= this.#begunAt;
    if (!isNews && (newest === null || newest < this.#firstChange)) return;
    clearTimeout(this.#waiting.get(id)?.timer);
    const timer = setTimeout(() => this.#now(id), settled);
    this.#waiting.set(id, { cause, timer });
  }

  /** Tells at once what still waits. */
  close(): void {
    for (const [id, { timer }] of this.#waiting) {
      clearTimeout(timer);
      this.#now(id);
    }
  }

  #now(id: number): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    this.#told.add(id);
    if (waiting !== undefined) this.#tell(waiting.cause);
  }
}
