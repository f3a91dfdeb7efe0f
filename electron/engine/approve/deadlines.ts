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

/** Ends plans and expectations whose time is over: at once what ended while Tidemark did not run, then as it comes. */
export function startDeadlines({ store, planEnded, expectationsEnded }: DeadlineOptions): {
  readonly stop: () => void;
} {
  const look = () => {
    const now = new Date().toISOString();
    try {
      const plan = store.plans.endOverdue(now);
      if (plan !== undefined) planEnded(plan);
      if (store.approvals.endOverdue(now) > 0) expectationsEnded();
    } catch {
      // A full disk: it is tried again, and the collections tell of what fails.
    }
  };
  look();
  const timer = setInterval(look, every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
