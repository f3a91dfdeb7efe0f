import { TidemarkError } from '../../shared/contract/errors.ts';
import type { How } from '../../shared/model/change.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { CollectionRun } from '../../shared/model/status.ts';
import type { Collector } from '../collectors/collector.ts';
import type { WriteStore } from '../store/interface.ts';
import { collectAndSave } from './collect.ts';
import type { Emit } from './emit.ts';
import { LiveWatch } from './live-watch.ts';
import { LookAgain } from './look-again.ts';
import { type Job, Pending } from './pending.ts';
import { settleDelay } from './settle.ts';

/** How long a snapshot may be used without reading everything again (rule 7). */
export const fullEvery = 24 * 3600 * 1000;
/** When a collection that failed is tried again, in milliseconds. */
const retryAfter = 30_000;

export interface LaneOptions {
  readonly collector: Collector;
  readonly store: WriteStore;
  readonly settings: Settings;
  readonly emit: Emit;
  /** Something in the lane's state that the status shows has changed. */
  readonly touched: () => void;
  /** Everything was looked at, beginning at this moment. */
  readonly looked: (startedAt: string) => void;
}

interface Waiter {
  readonly resolve: (run: CollectionRun | undefined) => void;
  readonly reject: (error: TidemarkError) => void;
}

/**
 * One type's way through time: what is due, what is hinted, and never two
 * collections at once. Watchers and timers only add to what is pending; `#drain`
 * alone collects.
 */
export class Lane {
  readonly collector: Collector;
  readonly #store: WriteStore;
  readonly #emit: Emit;
  readonly #touched: () => void;
  readonly #lookedAt: (startedAt: string) => void;
  readonly #pending: Pending;
  readonly #stopping = new AbortController();
  readonly #live: LiveWatch;
  #settings: Settings;
  #waiters: Waiter[] = [];
  #draining: Promise<void> | undefined;
  #settle: NodeJS.Timeout | undefined;
  #firstHintAt = 0;
  /** Whether everything was, or will be, looked at since the watch was last armed. */
  #looked = false;
  readonly #again = new LookAgain((key, seenAt) => this.hint(key, seenAt));
  #due: NodeJS.Timeout | undefined;
  #dueAt: number | undefined;
  #every: number | undefined;
  /** A look that was to make up for time away, and failed: the next look at everything does it. */
  #owed: Job | undefined;
  #running: { done: number; expected: number | null; baseline: boolean } | undefined;

  constructor(options: LaneOptions) {
    this.collector = options.collector;
    this.#pending = new Pending(options.collector.type);
    this.#store = options.store;
    this.#settings = options.settings;
    this.#emit = options.emit;
    this.#touched = options.touched;
    this.#lookedAt = options.looked;
    this.#live = new LiveWatch({
      collector: this.collector,
      emit: this.#emit,
      hint: (hint) => this.hint(hint),
      rescan: () => void this.collect('scheduled', false).catch(() => undefined),
    });
  }

  get running() {
    return this.#running;
  }

  /** When the next scheduled collection is due, in milliseconds since 1970. */
  get dueAt(): number | undefined {
    return this.#dueAt;
  }

  get live() {
    return this.#live.state;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Takes new settings for the collections to come. */
  configure(settings: Settings): void {
    this.#settings = settings;
  }

  /**
   * Arms the live watch, before a look at everything that the caller has to ask for
   * then. A failure is a problem and a gap, not an error.
   */
  async watch(): Promise<void> {
    this.#looked = false;
    if (this.#settings.tracking.live && !this.#stopping.signal.aborted) await this.#live.arm(this.#settings);
    else await this.#live.disarm();
    this.#touched();
  }

  async unwatch(): Promise<void> {
    this.#again.stop();
    clearTimeout(this.#settle);
    this.#settle = undefined;
    await this.#live.disarm();
    this.#touched();
  }

  /** Collects every `seconds` from now on; `undefined` ends that. */
  schedule(seconds: number | undefined): void {
    this.#every = seconds;
    clearTimeout(this.#due);
    this.#dueAt = undefined;
    if (seconds !== undefined && !this.#stopping.signal.aborted) this.#dueIn(seconds * 1000);
  }

  #dueIn(milliseconds: number): void {
    clearTimeout(this.#due);
    this.#dueAt = Date.now() + milliseconds;
    // What fails in it was told by the collection that failed.
    this.#due = setTimeout(() => void this.#tick().catch(() => undefined), milliseconds);
  }

  async #tick(): Promise<void> {
    if (this.#live.wanted(this.#settings) && !this.#live.sound) await this.watch();
    // Paused meanwhile.
    if (this.#every === undefined) return;
    await this.collect('scheduled', this.#fullIsDue());
  }

  hint(hint: string, now = Date.now()): void {
    // What happened while nobody watched is the look's to find: it knows since when that can be.
    if (this.#stopping.signal.aborted || !this.#looked) return;
    if (this.#pending.empty) this.#firstHintAt = Date.now();
    this.#pending.addHint(hint, now);
    if (this.#draining) return;
    clearTimeout(this.#settle);
    const delay = settleDelay(this.#pending.hints, Date.now() - this.#firstHintAt);
    this.#settle = setTimeout(() => this.#start(), delay);
  }

  /**
   * Looks at one thing that something was just done to: an armed watch tells of it anyway,
   * and is only made sure of; otherwise resolves once what was found is saved.
   */
  async look(hint: string): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    if (this.#live.state.armed) {
      this.hint(hint);
      return;
    }
    this.#pending.addHint(hint, Date.now(), 'manual');
    this.#start();
    await this.#draining;
  }

  /** Collects the whole type; answers with the recorded run once it is saved. */
  collect(how: How, full: boolean, since?: string): Promise<CollectionRun | undefined> {
    if (this.#stopping.signal.aborted) return Promise.resolve(undefined);
    this.#looked = true;
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#pending.addAll(how, full, since);
      this.#start();
    });
  }

  /** Reads everything again where the last time is more than a day ago. */
  async refreshWhenDue(): Promise<void> {
    if (this.#fullIsDue()) await this.collect('scheduled', true);
  }

  /** Ends the lane; what is being collected is given up, what was saved stays. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.schedule(undefined);
    await this.unwatch();
    this.#pending.clear();
    await this.#draining;
    for (const waiter of this.#waiters.splice(0)) waiter.resolve(undefined);
    await this.collector.close?.();
  }

  #fullIsDue(): boolean {
    const last = this.#store.lastCollection(this.collector.type, 'full');
    if (last === undefined) return true;
    const age = Date.now() - Date.parse(last.startedAt);
    // Below zero the clock was set back: nobody knows how old it is.
    return age < 0 || age >= fullEvery;
  }

  #start(): void {
    clearTimeout(this.#settle);
    this.#settle = undefined;
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined;
      // What came in after the last look of the loop.
      if (!this.#pending.empty && !this.#stopping.signal.aborted) this.#start();
    });
  }

  async #drain(): Promise<void> {
    for (let taken = this.#pending.take(); taken !== undefined; taken = this.#pending.take()) {
      const whole = taken.scope.kind === 'all';
      // Who asked while this job was being taken is served by it; later ones by the next.
      const waiters = whole ? this.#waiters.splice(0) : [];
      let job = this.#withOwed(taken);
      let baseline = false;
      const progress = (done: number, expected: number | null) => {
        if (!whole) return;
        this.#running = { done, expected, baseline };
        this.#touched();
      };
      try {
        baseline = whole && this.#store.lastCollection(this.collector.type, 'any') === undefined;
        // The first sight of things reads all of them.
        if (baseline) job = { ...job, full: true };
        progress(0, null);
        if (whole) await this.#live.retry();
        const outcome = await collectAndSave({
          collector: this.collector,
          store: this.#store,
          settings: this.#settings,
          job,
          signal: this.#stopping.signal,
          patient: job.how === 'live' && this.#again.patient,
          watchProblems: this.#live.problems,
          progress,
        });
        if (whole) this.#owed = undefined;
        this.#again.at(outcome.moving);
        this.#emit.outcome(outcome);
        if (outcome.run) this.#madeUp(outcome.run.startedAt);
        for (const waiter of waiters) waiter.resolve(outcome.run);
        if (whole) this.schedule(this.#every);
      } catch (thrown) {
        if (whole && job.how === 'startup') this.#owed = job;
        this.#failed(thrown, waiters);
      } finally {
        this.#running = undefined;
        this.#touched();
      }
    }
  }

  #withOwed(job: Job): Job {
    const owed = job.scope.kind === 'all' ? this.#owed : undefined;
    return owed === undefined
      ? job
      : { ...job, how: owed.how, ...(owed.since === undefined ? {} : { since: owed.since }) };
  }

  /** A look at everything ends the gaps that began before it, unless the watch is still blind. */
  #madeUp(startedAt: string): void {
    this.#lookedAt(startedAt);
    if (this.#live.wanted(this.#settings) && !this.#live.state.armed) return;
    this.#emit.endGaps(this.collector.type, startedAt);
  }

  /** Says what failed, and looks at everything again soon: what this job was to look at is not lost. */
  #failed(thrown: unknown, waiters: readonly Waiter[]): void {
    const error = TidemarkError.from(thrown);
    for (const waiter of waiters) waiter.reject(error);
    if (this.#stopping.signal.aborted) return;
    this.#emit.problem({
      type: this.collector.type,
      kind: 'failed',
      subject: this.collector.type,
      message: `Collecting failed: ${error.message}`,
      advice: error.advice,
    });
    if (this.#every !== undefined) this.#dueIn(Math.min(this.#every * 1000, retryAfter));
  }
}
