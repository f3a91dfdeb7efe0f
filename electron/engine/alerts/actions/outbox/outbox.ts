import { setTimeout as delay } from 'node:timers/promises';
import type { Action } from '../../../../shared/model/action.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import type { Settings } from '../../../../shared/model/settings.ts';
import type { MachineIdentity } from '../../../query/machine-identity.ts';
import type { WriteStore } from '../../../store/interface.ts';
import { type Limits, limits } from '../limits.ts';
import { type Means, perform } from '../perform.ts';
import { Secrets } from '../secrets.ts';
import { type BackOff, backOff } from './back-off.ts';
import { Lane } from './lane.ts';
import { standingProblems } from './problems.ts';
import { Slots } from './slots.ts';

export interface OutboxOptions {
  readonly store: Pick<WriteStore, 'deliveries' | 'problems' | 'endProblem'>;
  readonly settings: () => Settings;
  readonly machine: MachineIdentity;
  /** A problem that stands, new or not. */
  readonly problem: (problem: Problem) => void;
  /** Deliveries changed, or a problem ended. Told at most a few times a second. */
  readonly changed: () => void;
  readonly timing?: OutboxTiming | undefined;
}

/** Times that a test makes shorter. */
export interface OutboxTiming {
  readonly backOff?: BackOff;
  readonly limits?: Partial<Limits>;
}

/** What is due within this is still waited for by an engine that ends (milliseconds). */
const aMoment = 1500;

/** The shortest time between two tellings of what changed (milliseconds). */
const tellingPause = 200;

/**
 * Takes deliveries from the store and hands them to their actions until each has arrived or is given up. A delivery is
 * written off only once it arrived, so that it goes out at least once whatever ends this process, and twice where that
 * ended in between: its key tells a receiver.
 */
export class Outbox {
  readonly secrets = new Secrets();
  readonly means: Means;
  readonly #options: OutboxOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #slots = new Slots();
  readonly #closing = new AbortController();
  #stopped = false;
  #known: ReadonlyMap<string, string> = new Map();
  #telling: NodeJS.Timeout | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.means = {
      secrets: this.secrets,
      limits: { ...limits, ...options.timing?.limits },
      signal: this.#closing.signal,
    };
  }

  /** Begins with what waits from before. */
  start(): void {
    this.#known = this.#described();
    this.look();
    this.#tell();
  }

  /** Looks for deliveries: to be called once alerts were saved. */
  look(): void {
    if (this.#stopped) return;
    try {
      for (const id of this.#options.store.deliveries.waitingActions()) this.#lane(id).kick();
    } catch {
      // The store can't be read: what is in it is looked for at the next alert, and what else fails on it tells why.
    }
  }

  /** The settings are other ones: what waits for an action that was edited is tried at once. */
  configured(): void {
    const now = this.#described();
    for (const [id, description] of now) {
      const before = this.#known.get(id);
      if (before !== undefined && before !== description) this.#options.store.deliveries.hasten(id, Date.now());
    }
    this.#known = now;
    this.released();
    this.#changed();
  }

  /** What deliveries waited for may be there now: a secret. */
  released(): void {
    for (const lane of this.#lanes.values()) lane.release();
    this.look();
  }

  /** What was dead waits again, or is gone. */
  decided(): void {
    this.look();
    this.#changed();
  }

  /** Resolves once nothing is under way that is due now or in a moment, at the latest after so many milliseconds. */
  async drain(limit: number): Promise<void> {
    const until = Date.now() + limit;
    this.look();
    for (let wait: number | undefined = 0; wait !== undefined && Date.now() < until; ) {
      await Promise.race([this.#idle(), delay(until - Date.now(), undefined, { ref: false })]);
      wait = this.#soon();
      // The lane goes on by itself then; its timer alone would not keep this process.
      if (wait !== undefined) await delay(Math.max(wait, 10));
    }
    this.#tell();
  }

  /** Gives what is under way a moment to end, and breaks it off then: it is sent again at the next start. */
  async stop(patience = 2000): Promise<void> {
    this.#stopped = true;
    for (const lane of this.#lanes.values()) lane.stop();
    const timer = setTimeout(() => this.#closing.abort(), patience);
    await this.#idle();
    clearTimeout(timer);
    clearTimeout(this.#telling);
  }

  async #idle(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.idle()));
  }

  /** After how long the first lane goes on, where that is in a moment. */
  #soon(): number | undefined {
    const sleeps = [...this.#lanes.values()].flatMap(({ sleeps }) => (sleeps === undefined ? [] : [sleeps]));
    const least = Math.min(...sleeps);
    return least <= aMoment ? least : undefined;
  }

  #lane(id: string): Lane {
    const known = this.#lanes.get(id);
    if (known) return known;
    const { store } = this.#options;
    const lane = new Lane(id, {
      deliveries: store.deliveries,
      backOff: this.#options.timing?.backOff ?? backOff,
      action: () => this.#action(id),
      deliver: (action, { key, occasion, alert }) =>
        this.#slots.within(action.kind, () =>
          perform(action, { key, occasion, alert, machine: this.#options.machine }, this.means),
        ),
      changed: () => this.#changed(),
      stopped: () => this.#stopped,
    });
    this.#lanes.set(id, lane);
    return lane;
  }

  #action(id: string): Action | undefined {
    return this.#options.settings().alerts.actions.find((action) => action.id === id);
  }

  #described(): ReadonlyMap<string, string> {
    return new Map(this.#options.settings().alerts.actions.map((action) => [action.id, JSON.stringify(action)]));
  }

  #changed(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      this.#tell();
    }, tellingPause);
  }

  #tell(): void {
    if (this.#stopped) return;
    const { store, problem, changed } = this.#options;
    try {
      const held = new Map([...this.#lanes].flatMap(([id, { held }]) => (held === undefined ? [] : [[id, held]])));
      const { standing, over } = standingProblems(store, (id) => this.#action(id), held);
      for (const each of over) store.endProblem(each);
      for (const each of standing) problem(each);
      changed();
    } catch {
      // The store can't be read or written: told by what else fails on it, and looked at again after the next delivery.
    }
  }
}
