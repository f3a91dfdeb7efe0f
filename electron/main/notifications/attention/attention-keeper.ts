import type { AttentionState } from '../../../shared/contract/contract.ts';
import type { Attention } from '../../../shared/model/attention.ts';
import { type Arrangement, arrange, type Telling, type Waiting } from './arrange.ts';
import { nextQuiet, quietUntil } from './quiet-hours.ts';
import { type Claim, mutedUntil, type Reason, type Shown } from './verdict.ts';

export interface AttentionKeeperOptions<T extends Claim> {
  readonly attention: () => Attention;
  /** Shows what may be shown, in this order. */
  readonly tell: (tell: readonly Telling<T>[]) => void;
  readonly changed: (state: AttentionState) => void;
  readonly count: (items: readonly T[]) => number;
  /** Makes what waits smaller, without losing count of anything. */
  readonly compact: (waiting: readonly Waiting<T>[]) => readonly Waiting<T>[];
}

/** Timers stand still while the machine sleeps, and the clock may be set: it is looked at again so often (milliseconds). */
const longestTimer = 60_000;

/** Holds what is to be told until it may be shown, and tells it then. */
export class AttentionKeeper<T extends Claim> {
  readonly #options: AttentionKeeperOptions<T>;
  #waiting: readonly Waiting<T>[] = [];
  #shown: readonly Shown[] = [];
  #doNotDisturb = false;
  #timer: NodeJS.Timeout | undefined;
  #told = '';

  constructor(options: AttentionKeeperOptions<T>) {
    this.#options = options;
    this.#look([]);
  }

  get state(): AttentionState {
    const now = Date.now();
    const attention = this.#options.attention();
    return {
      quiet: quietUntil(attention.quietHours, now) !== undefined,
      doNotDisturb: this.#doNotDisturb && attention.honourDoNotDisturb,
      muted: mutedUntil(attention, now) !== undefined,
      held: this.#options.count(this.#waiting.map(({ item }) => item)),
    };
  }

  /** Tells of things, or holds them. `why`: they waited already, before Tidemark was started. */
  add(items: readonly T[], why: Extract<Reason, 'before'> | null = null): void {
    const at = Date.now();
    this.#look(items.map((item) => ({ item, at, why })));
  }

  setDoNotDisturb(doNotDisturb: boolean): void {
    this.#doNotDisturb = doNotDisturb;
    this.#look([]);
  }

  /** Looks again at what waits: the settings are other ones. */
  reconsider(): void {
    this.#look([]);
  }

  /** Tells all that waits, whatever holds it. */
  tellHeld(): void {
    this.#look([], true);
  }

  /** Changes what waits without telling it: something else is known of it now. */
  update(change: (item: T) => T): void {
    this.#waiting = this.#waiting.map((each) => ({ ...each, item: change(each.item) }));
  }

  has(test: (item: T) => boolean): boolean {
    return this.#waiting.some(({ item }) => test(item));
  }

  /** Ends, and gives what was not told. */
  close(): readonly T[] {
    clearTimeout(this.#timer);
    return this.#waiting.map(({ item }) => item);
  }

  #look(fresh: readonly Waiting<T>[], all = false): void {
    const { attention, tell, compact } = this.#options;
    const now = Date.now();
    const situation = { now, attention: attention(), doNotDisturb: this.#doNotDisturb, shown: this.#shown };
    const result = arrange([...this.#waiting, ...fresh], situation, all);
    this.#waiting = compact(result.waiting);
    this.#shown = result.shown;
    this.#wait(result, now);
    if (result.tell.length > 0) tell(result.tell);
    this.#tellState();
  }

  #wait({ next }: Arrangement<T>, now: number): void {
    clearTimeout(this.#timer);
    const attention = this.#options.attention();
    const moments = [
      next,
      mutedUntil(attention, now),
      quietUntil(attention.quietHours, now) ?? nextQuiet(attention.quietHours, now),
    ].filter((each) => each !== null && each !== undefined);
    if (moments.length === 0) return;
    const delay = Math.min(Math.max(Math.min(...moments) - now, 0), longestTimer);
    this.#timer = setTimeout(() => this.#look([]), delay);
  }

  #tellState(): void {
    const { state } = this;
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    this.#options.changed(state);
  }
}
