import { TidemarkError } from '../../shared/contract/errors.ts';
import type { GapReason, Problem } from '../../shared/model/problem.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { TypeStatus } from '../../shared/model/status.ts';
import type { Collector, Watch } from '../collectors/collector.ts';
import type { Emit } from './emit.ts';

export interface LiveWatchOptions {
  readonly collector: Collector;
  readonly emit: Emit;
  readonly hint: (hint: string) => void;
  /** Makes up for what may have been missed. */
  readonly rescan: () => void;
}

/** The state of a type that is not watched live. */
export const notWatching: TypeStatus['live'] = {
  armed: false,
  watched: 0,
  armedIn: null,
  unwatched: { folders: 0, first: [] },
};

/** One type's live watch: armed, armed anew, let go; what it misses is said aloud and made up for (rule 8). */
export class LiveWatch {
  readonly #options: LiveWatchOptions;
  #watch: Watch | undefined;
  #problems: readonly Problem[] = [];
  /** Counts what was asked for: an arming that is overtaken lets go of what it armed. */
  #turn = 0;
  /** Whether it is being armed: its caller looks at everything afterwards. */
  #arming = false;
  /** What the latest arming could not watch. */
  #blind = new Set<string>();
  /** How long the latest arming took, in milliseconds. */
  #armedIn: number | null = null;

  constructor(options: LiveWatchOptions) {
    this.#options = options;
  }

  get state(): TypeStatus['live'] {
    const watch = this.#watch;
    if (watch === undefined) return notWatching;
    const { folders, first } = watch.unwatched?.() ?? notWatching.unwatched;
    return { armed: true, watched: watch.watched(), armedIn: this.#armedIn, unwatched: { folders, first: [...first] } };
  }

  /** What the watch could not do, since it was armed. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Whether it is armed, over everything that it was asked to watch or with means to come to that by itself. */
  get sound(): boolean {
    return this.#watch !== undefined && (this.#problems.length === 0 || this.#watch.retry !== undefined);
  }

  wanted(settings: Settings): boolean {
    return settings.tracking.live && this.#options.collector.watch !== undefined;
  }

  /** Arms a new watch before the old one is let go, so that no moment lies between them. */
  async arm(settings: Settings): Promise<void> {
    const { collector, hint } = this.#options;
    const turn = ++this.#turn;
    const began = performance.now();
    const old = this.#watch;
    const blindBefore = this.#blind;
    this.#problems = [];
    this.#blind = new Set();
    this.#arming = true;
    // What could not be watched at the last arming either is no new gap.
    const notArmed = (reason: GapReason, subject: string) => {
      const what = JSON.stringify([reason, subject]);
      if (!blindBefore.has(what) && !this.#blind.has(what)) this.#openGap(reason, subject);
      this.#blind.add(what);
    };
    try {
      const armed = await collector.watch?.({
        settings,
        hint,
        gap: (reason, subject) => {
          if (turn !== this.#turn) return;
          if (this.#arming) notArmed(reason, subject);
          else this.#missed(reason, subject);
        },
        problem: (problem) => {
          if (turn === this.#turn) this.#problem(problem);
        },
      });
      if (turn !== this.#turn) {
        await letGo(armed);
        return;
      }
      this.#watch = armed;
      this.#armedIn = Math.round(performance.now() - began);
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const error = TidemarkError.from(thrown);
      this.#watch = undefined;
      this.#problem({
        type: collector.type,
        kind: 'failed',
        subject: `live watch of ${collector.type}`,
        message: `Live watching could not be started: ${error.message}`,
        advice: 'Changes are found by the scheduled collections until it can.',
      });
      notArmed('watchFailed', `live watch of ${collector.type}`);
    }
    this.#arming = false;
    await letGo(old);
  }

  /** Tries to watch what could not be watched, before a look at everything: a limit may have been raised since. */
  async retry(): Promise<void> {
    const watch = this.#watch;
    if (this.#arming || watch?.retry === undefined) return;
    if (this.#problems.length === 0 && (watch.unwatched?.().folders ?? 0) === 0) return;
    this.#problems = [];
    await watch.retry();
  }

  async disarm(): Promise<void> {
    this.#turn += 1;
    this.#arming = false;
    const old = this.#watch;
    this.#watch = undefined;
    await letGo(old);
  }

  #problem(problem: Problem): void {
    this.#problems = [...this.#problems, problem];
    this.#options.emit.problem(problem);
  }

  #missed(reason: GapReason, subject: string): void {
    this.#openGap(reason, subject);
    this.#options.rescan();
  }

  #openGap(reason: GapReason, subject: string): void {
    const { collector, emit } = this.#options;
    emit.gap({ type: collector.type, reason, subject, from: new Date().toISOString() });
  }
}

/** Nothing depends on a watch that is let go: that it could not be closed well ends neither the next one nor the store. */
async function letGo(watch: Watch | undefined): Promise<void> {
  await watch?.close().catch(() => undefined);
}
