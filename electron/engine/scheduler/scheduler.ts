import type { How } from '../../shared/model/change.ts';
import type { ItemType } from '../../shared/model/item.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { CollectionRun } from '../../shared/model/status.ts';
import type { Collector } from '../collectors/collector.ts';
import type { WriteStore } from '../store/interface.ts';
import type { Emit } from './emit.ts';
import { Heartbeat } from './heartbeat.ts';
import { Lane } from './lane.ts';
import { everyOf, trackingPart } from './parts.ts';

/** When the end of a pause that could not be stored is tried again, in milliseconds. */
const retryAfter = 30_000;

export interface SchedulerOptions {
  readonly collectors: readonly Collector[];
  readonly store: WriteStore;
  readonly settings: Settings;
  readonly emit: Emit;
  readonly touched: () => void;
}

/**
 * Brings collectors, decisions and the store together: one lane a type that is
 * asked for, and what concerns all of them: starting, pausing, sleeping, settings.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #store: WriteStore;
  readonly #heartbeat: Heartbeat;
  readonly #lanes = new Map<ItemType, Lane>();
  #settings: Settings;
  /** When the latest look at everything began, by type, since this start. */
  readonly #lookedAt = new Map<ItemType, string>();
  #resume: NodeJS.Timeout | undefined;
  #applying: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#settings = options.settings;
    this.#heartbeat = new Heartbeat({
      alive: (at) => this.#alive(at),
      slept: (from) => void this.slept(from).catch(() => undefined),
    });
    for (const collector of this.#wanted(options.settings)) this.#addLane(collector);
  }

  get settings(): Settings {
    return this.#settings;
  }

  lane(type: ItemType): Lane | undefined {
    return this.#lanes.get(type);
  }

  /**
   * Starts to track: what changed while Tidemark did not run is found first
   * (rule 6). Resolves once every baseline is stored and every watch armed.
   */
  async start(): Promise<void> {
    const { collectors, emit } = this.#options;
    // Switched off while Tidemark did not run.
    for (const { type } of collectors)
      if (!this.#lanes.has(type) && this.#store.baselines(type).size > 0) this.#forget(type);
    const away = this.#store.lastAlive();
    if (away !== undefined) {
      // The clock may have been set back since.
      const from = new Date(Math.min(Date.parse(away), Date.now())).toISOString();
      emit.gap({ type: null, reason: 'notRunning', subject: 'Tidemark', from });
    }
    this.#heartbeat.start();
    const paused = this.#store.paused();
    if (paused && (paused.until === null || Date.parse(paused.until) > Date.now())) this.#pauseUntil(paused.until);
    else {
      if (paused) this.#store.setPaused(undefined);
      await this.#begin('startup');
    }
  }

  /** Collects types now, all that are asked for by default; answers when they are saved. */
  async collect(types: readonly ItemType[] | undefined, full: boolean): Promise<CollectionRun[]> {
    const lanes = [...this.#lanes.values()].filter((lane) => types?.includes(lane.collector.type) ?? true);
    const runs = await Promise.all(lanes.map((lane) => lane.collect('manual', full)));
    return runs.filter((run) => run !== undefined);
  }

  /** Looks at one thing that something was just done to; nothing where its type is not tracked. */
  async look(type: ItemType, hint: string): Promise<void> {
    await this.#lanes.get(type)?.look(hint);
  }

  async pause(until: string | null): Promise<void> {
    const since = new Date().toISOString();
    this.#store.setPaused({ since, until });
    this.#options.emit.gap({ type: null, reason: 'paused', subject: 'Tidemark', from: since });
    this.#pauseUntil(until);
    await Promise.all([...this.#lanes.values()].map((lane) => lane.unwatch()));
    this.#options.touched();
  }

  async resume(): Promise<void> {
    clearTimeout(this.#resume);
    if (this.#store.paused() === undefined) return;
    this.#store.setPaused(undefined);
    this.#options.touched();
    await this.#begin('scheduled');
  }

  /** The machine slept from a moment until now: live watches may have missed what happened around it. */
  async slept(from: string): Promise<void> {
    if (!this.#heartbeat.acceptSleep(from) || this.#store.paused()) return;
    this.#options.emit.gap({ type: null, reason: 'asleep', subject: 'this machine', from });
    await Promise.all([...this.#lanes.values()].map((lane) => this.#look(lane, 'startup')));
    this.#endGaps();
  }

  /** Takes new settings: lanes begin, end, or begin anew with what changed for them. */
  async configure(settings: Settings): Promise<void> {
    // One after the other: a type that is switched off and on at once must have ended before it begins.
    const applied = this.#applying.then(() => this.#apply(settings));
    this.#applying = applied.catch(() => undefined);
    await Promise.all((await applied).jobs);
  }

  /** Returns what begins anew, which need not be waited for to take settings again. */
  async #apply(settings: Settings): Promise<{ readonly jobs: readonly Promise<void>[] }> {
    if (this.#stopped) return { jobs: [] };
    const old = this.#settings;
    this.#settings = settings;
    const wanted = new Map(this.#wanted(settings).map((each) => [each.type, each]));
    const ended = [...this.#lanes].filter(([type]) => !wanted.has(type));
    for (const [type, lane] of ended) {
      this.#lanes.delete(type);
      this.#lookedAt.delete(type);
      await lane.stop();
    }
    const paused = this.#store.paused() !== undefined;
    const jobs: Promise<void>[] = [];
    for (const [type, collector] of wanted) {
      const lane = this.#lanes.get(type);
      if (lane && trackingPart(lane.settings, type) === trackingPart(settings, type)) {
        lane.configure(settings);
        if (everyOf(old, type) !== everyOf(settings, type) && !paused) lane.schedule(everyOf(settings, type));
      } else {
        const changed = lane ?? this.#addLane(collector);
        changed.configure(settings);
        if (!paused) jobs.push(this.#beginLane(changed, 'scheduled'));
      }
    }
    for (const [type] of ended) this.#forget(type);
    this.#endGaps();
    this.#options.touched();
    return { jobs };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#resume);
    this.#heartbeat.stop();
    await this.#applying;
    await Promise.all([...this.#lanes.values()].map((lane) => lane.stop()));
    this.#alive(new Date().toISOString());
  }

  #wanted(settings: Settings): readonly Collector[] {
    return this.#options.collectors.filter((each) => each.enabled(settings));
  }

  #addLane(collector: Collector): Lane {
    const { store, emit, touched } = this.#options;
    const { type } = collector;
    const looked = (startedAt: string) => {
      this.#lookedAt.set(type, startedAt);
      this.#endGaps();
    };
    const lane = new Lane({ collector, store, settings: this.#settings, emit, touched, looked });
    this.#lanes.set(collector.type, lane);
    return lane;
  }

  /** Watch first, then look: what happens between the two is hinted, and looked at again. */
  async #begin(how: How): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => this.#beginLane(lane, how)));
    this.#endGaps();
    void this.#refresh();
  }

  async #beginLane(lane: Lane, how: How): Promise<void> {
    await lane.watch();
    // Paused while the watch was armed: the end of the pause begins anew.
    if (this.#stopped || this.#store.paused() !== undefined) return;
    lane.schedule(everyOf(this.#settings, lane.collector.type));
    await this.#look(lane, how);
  }

  /** A failure is told as a problem by the lane, which tries again; gaps stay open until it has looked. */
  async #look(lane: Lane, how: How): Promise<void> {
    await lane.collect(how, false, this.#blindSince(lane.collector.type)).catch(() => undefined);
  }

  /**
   * Since when nothing is known of a type: when the oldest gap began that no look has
   * made up for yet. A start that was itself killed left its gap open, so the
   * one after it does not take that start's sign of life for knowledge.
   */
  #blindSince(type: ItemType): string | undefined {
    const open = this.#store.gaps({ limit: 1000 }).filter((gap) => gap.to === null && (gap.type ?? type) === type);
    return open.map((gap) => gap.from).sort()[0];
  }

  /** One type after the other: reading everything again is the heaviest thing there is. */
  async #refresh(): Promise<void> {
    for (const lane of this.#lanes.values()) await lane.refreshWhenDue().catch(() => undefined);
  }

  /** Ends the gaps of all types that every type has looked past since, whichever look it was that did. */
  #endGaps(): void {
    if (this.#stopped || this.#store.paused() !== undefined) return;
    const looks = [...this.#lanes.keys()].map((type) => this.#lookedAt.get(type));
    if (looks.includes(undefined)) return;
    this.#options.emit.endGaps(null, looks.sort()[0] ?? new Date().toISOString());
  }

  /** A full disk may have no room for it; the collections tell of that. */
  #alive(at: string): void {
    try {
      this.#store.alive(at);
    } catch {
      // The next beat tries again.
    }
  }

  #pauseUntil(until: string | null): void {
    for (const lane of this.#lanes.values()) lane.schedule(undefined);
    clearTimeout(this.#resume);
    if (until === null) return;
    const wait = Math.max(0, Date.parse(until) - Date.now());
    // A timer takes at most 2^31-1 ms; a longer pause is looked at again then.
    this.#resume = setTimeout(() => void this.#resumeWhenOver(until), Math.min(wait, 2 ** 31 - 1));
  }

  async #resumeWhenOver(until: string): Promise<void> {
    if (Date.parse(until) > Date.now()) this.#pauseUntil(until);
    else {
      await this.resume().catch(() => {
        // The end of the pause could not be stored (a full disk): it is tried again.
        if (!this.#stopped) this.#resume = setTimeout(() => void this.#resumeWhenOver(until), retryAfter);
      });
    }
  }

  /** A type that was switched off is tracked no longer: its inventory goes, without a removal. */
  #forget(type: ItemType): void {
    const store = this.#store;
    store.save({
      type,
      changes: [],
      upserts: [],
      deletes: [...store.known(type, { kind: 'all' }).keys()],
      baselines: [],
      forgotten: [...store.baselines(type)],
      problems: [],
      scope: { kind: 'all' },
      at: new Date().toISOString(),
    });
  }
}
