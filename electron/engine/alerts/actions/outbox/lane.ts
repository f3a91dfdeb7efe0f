import type { Action } from '../../../../shared/model/action.ts';
import type { DeliveryWriter, DueDelivery, Settlement } from '../../../store/deliveries.ts';
import type { Outcome } from '../outcome.ts';
import { type BackOff, waitAfter } from './back-off.ts';

/** What a lane has of the outbox. */
export interface LaneMeans {
  readonly deliveries: DeliveryWriter;
  readonly backOff: BackOff;
  readonly action: () => Action | undefined;
  /** Hands one over. Waits for its turn where too many are at work. */
  readonly deliver: (action: Action, due: DueDelivery) => Promise<Outcome>;
  /** Something was written. */
  readonly changed: () => void;
  readonly stopped: () => boolean;
}

/** How long is waited where the secret of an action can't be had, and where the store can't be written (milliseconds). */
const heldFor = 60_000;
const storeAgain = 10_000;
/** The longest sleep of a lane: the clock may be set, and the machine may sleep. */
const longestSleep = 60_000;
/** No wait is as long as this: a moment beyond it is of a clock that was set back (milliseconds). */
const beyond = 8 * 3600_000;

/**
 * Chat services take about one message a second from a sender (Slack, Google Chat), so that what gathered while one
 * was away is not thrown at it.
 */
const chatPause = 1100;

/** The deliveries of one action: one at a time, in the order in which they were made. */
export class Lane {
  readonly #id: string;
  readonly #means: LaneMeans;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;
  /** Something may have come while it was about to end. */
  #again = false;
  #heldUntil = 0;
  #pausedUntil = 0;
  /** Why what waits can't be tried; `undefined` where it can. */
  held: string | undefined;
  /** What became of a delivery, as long as the store can't be written. */
  #unwritten: (() => void) | undefined;

  constructor(id: string, means: LaneMeans) {
    this.#id = id;
    this.#means = means;
  }

  /** Resolves once nothing is under way. */
  idle(): Promise<void> {
    return this.#working ?? Promise.resolve();
  }

  /** What held it up may be there now. */
  release(): void {
    this.#heldUntil = 0;
    this.kick();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Works off what is due. Without harm at any time. */
  kick(): void {
    this.#again = this.#working !== undefined;
    if (this.#again || this.#means.stopped()) return;
    clearTimeout(this.#timer);
    this.#working = this.#work()
      // The store can't be read or written: that is told by what else fails on it.
      .catch(() => storeAgain)
      .then((sleep) => {
        this.#working = undefined;
        if (this.#again) this.kick();
        else if (sleep !== undefined && !this.#means.stopped()) this.#sleep(sleep);
      });
  }

  #sleep(wait: number): void {
    this.#timer = setTimeout(() => this.kick(), Math.min(Math.max(wait, 0), longestSleep));
    // It keeps no process alive: what waits is stored.
    this.#timer.unref();
  }

  /** Returns after how long there is something to do; `undefined` where nothing waits that could be delivered. */
  async #work(): Promise<number | undefined> {
    const { deliveries, stopped } = this.#means;
    // One macrotask later, so that what was just written is out before anything is sent.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (!stopped()) {
      this.#write();
      const due = deliveries.head(this.#id);
      const action = this.#means.action();
      if (due === undefined) {
        this.held = undefined;
        return undefined;
      }
      if (action === undefined) {
        this.#giveUp();
        continue;
      }
      if (!action.enabled) {
        this.held = undefined;
        return undefined;
      }
      const wait = this.#waitFor(due);
      if (wait > 0) return wait;
      this.#settle(due, await this.#means.deliver(action, due));
      if (this.#heldUntil > Date.now()) continue;
      if (action.kind === 'webhook' && action.template !== 'tidemark') this.#pausedUntil = Date.now() + chatPause;
    }
    return undefined;
  }

  #waitFor({ nextAt }: DueDelivery): number {
    const now = Date.now();
    const next = nextAt > now + beyond ? now : nextAt;
    const hold = (until: number, most: number) => (until > now + most ? now : until);
    return Math.max(next, hold(this.#heldUntil, heldFor), hold(this.#pausedUntil, chatPause)) - now;
  }

  #giveUp(): void {
    const fault = `The settings have no action '${this.#id}' any more. Add it again and try this once more, or discard it.`;
    this.#unwritten = () => this.#means.deliveries.giveUp(this.#id, fault, Date.now());
    this.#write();
  }

  #settle(due: DueDelivery, outcome: Outcome): void {
    const { deliveries, backOff, stopped } = this.#means;
    // What was broken off because Tidemark closes failed nobody: it is tried again at the next start.
    if (stopped() && outcome.kind !== 'delivered') return;
    if (outcome.kind === 'held') {
      this.#heldUntil = Date.now() + heldFor;
      this.held = outcome.fault;
      this.#unwritten = () => deliveries.hold(due.id, outcome.fault);
    } else {
      this.held = undefined;
      const settlement = settlementOf(outcome, due.attempts + 1, backOff);
      this.#unwritten = () => deliveries.settle(due.id, settlement);
    }
    this.#write();
  }

  /** Where the store can't be written, nothing more is sent until what became of the last one is: it would go twice. */
  #write(): void {
    if (this.#unwritten === undefined) return;
    this.#unwritten();
    this.#unwritten = undefined;
    this.#means.changed();
  }
}

function settlementOf(outcome: Exclude<Outcome, { kind: 'held' }>, failures: number, backOff: BackOff): Settlement {
  const at = Date.now();
  const { output } = outcome;
  if (outcome.kind === 'delivered') return { state: 'delivered', at, output };
  const { fault } = outcome;
  const wait = waitAfter(failures, outcome.patience, backOff, Math.random);
  if (wait === undefined) return { state: 'dead', at, fault, output };
  return { state: 'waiting', nextAt: at + Math.max(wait, outcome.after ?? 0), fault, output };
}
