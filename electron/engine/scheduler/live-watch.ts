import { TidemarkError } from '../../shared/contract/errors.ts';
import type { GapReason, Problem } from '../../shared/model/problem.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Collector, Watch } from '../collectors/collector.ts';
import type { WriteStore } from '../store/interface.ts';
import type { Emit } from './emit.ts';

export interface LiveWatchOptions {
  readonly collector: Collector;
  readonly store: WriteStore;
  readonly emit: Emit;
  readonly hint: (hint: string) => void;
  /** Makes up for what may have been missed. */
  readonly rescan: () => void;
}

/** One type's live watch: armed, armed anew, let go; what it misses is said aloud and made up for (rule 8). */
export class LiveWatch {
  readonly #options: LiveWatchOptions;
  #watch: Watch | undefined;
  #problems: Problem[] = [];

  constructor(options: LiveWatchOptions) {
    this.#options = options;
  }

  get state(): { readonly armed: boolean; readonly watched: number } {
    return { armed: this.#watch !== undefined, watched: this.#watch?.watched() ?? 0 };
  }

  /** What the watch could not do, since it was armed. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Whether it is armed, and over everything that it was asked to watch. */
  get sound(): boolean {
    return this.#watch !== undefined && this.#problems.length === 0;
  }

  wanted(settings: Settings): boolean {
    return settings.tracking.live && this.#options.collector.watch !== undefined;
  }

  /** Arms a new watch before the old one is let go, so that no moment lies between them. */
  async arm(settings: Settings): Promise<void> {
    const { collector, hint } = this.#options;
    const old = this.#watch;
    this.#problems = [];
    try {
      this.#watch = await collector.watch?.({
        settings,
        hint,
        gap: (reason, subject) => this.#missed(reason, subject),
        problem: (problem) => this.#problem(problem),
      });
    } catch (thrown) {
      const error = TidemarkError.from(thrown);
      this.#watch = undefined;
      this.#problem({
        type: collector.type,
        kind: 'failed',
        subject: `live watch of ${collector.type}`,
        message: `Live watching could not be started: ${error.message}`,
        advice: 'Changes are found by the scheduled collections until it can.',
      });
      this.#openGap('watchFailed', `live watch of ${collector.type}`);
    }
    await old?.close();
  }

  async disarm(): Promise<void> {
    const old = this.#watch;
    this.#watch = undefined;
    await old?.close();
  }

  #problem(problem: Problem): void {
    this.#problems.push(problem);
    this.#options.emit.problem(problem);
  }

  #missed(reason: GapReason, subject: string): void {
    this.#openGap(reason, subject);
    this.#options.rescan();
  }

  #openGap(reason: GapReason, subject: string): void {
    const { collector, store, emit } = this.#options;
    emit.gap(store.openGap({ type: collector.type, reason, subject, from: new Date().toISOString() }));
  }
}
