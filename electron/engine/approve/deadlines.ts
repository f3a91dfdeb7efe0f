import type { WriteStore } from '../store/interface.ts';

/** How often it is looked what has run out of time (milliseconds). */
const every = 30_000;

export interface DeadlineOptions {
  readonly store: WriteStore;
  /** A plan was ended, since it had been open for too long. */
  readonly planEnded: (id: number) => void;
  /** Expectations ended. */
  readonly expectationsEnded: () => void;
}

/** Ends plans and expectations whose time is over: at its start what ended while Tidemark did not run, then as it comes. */
export class Deadlines {
  readonly #options: DeadlineOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: DeadlineOptions) {
    this.#options = options;
  }

  start(): void {
    this.#look();
    this.#timer = setInterval(() => this.#look(), every);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const { store, planEnded, expectationsEnded } = this.#options;
    const now = new Date().toISOString();
    try {
      const plan = store.plans.endOverdue(now);
      if (plan !== undefined) planEnded(plan);
      if (store.approvals.endOverdue(now) > 0) expectationsEnded();
    } catch {
      // A full disk: it is tried again, and the collections tell of what fails.
    }
  }
}
