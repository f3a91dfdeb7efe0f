import type { Change } from '../../shared/model/change.ts';
import type { Item, ItemType } from '../../shared/model/item.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { CollectionRun } from '../../shared/model/status.ts';
import { type Decision, decide, missing } from '../changes/decide.ts';
import { hiddenBy } from '../changes/hidden.ts';
import { looseEnds, tieEarlier } from '../changes/moves.ts';
import { withoutTouches } from '../changes/touches.ts';
import type { Collector, Observed, Scope } from '../collectors/collector.ts';
import type { WriteStore } from '../store/interface.ts';
import { leaveMoving } from './moving.ts';
import type { Job } from './pending.ts';
import { earliest } from './since.ts';

/** What one collection led to. */
export interface Outcome {
  readonly changes: readonly Change[];
  /** Those that did not stand before. */
  readonly problems: readonly Problem[];
  readonly run: CollectionRun | undefined;
  /** Keys that were in motion, and are to be looked at again soon. */
  readonly moving: readonly string[];
}

export interface CollectOptions {
  readonly collector: Collector;
  readonly store: WriteStore;
  readonly settings: Settings;
  readonly job: Job;
  readonly signal: AbortSignal;
  /** Whether what is in motion may be left to a next look, see `moving.ts`. */
  readonly patient: boolean;
  /** What stands of the live watch: no collection ends it. */
  readonly watchProblems: readonly Problem[];
  readonly progress: (done: number, expected: number | null) => void;
}

/** How many items are read or written before the engine's other work, such as a window's question, gets its turn. */
const atOnce = 4000;

const identity = ({ type, kind, subject }: Problem) => JSON.stringify([type, kind, subject]);
const iso = () => new Date().toISOString();

/** The inventory's side of many items. */
async function inventoryOf(store: WriteStore, type: ItemType, keys: readonly string[]): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  for (let from = 0; from < keys.length; from += atOnce) {
    if (from > 0) await new Promise(setImmediate);
    for (const [key, item] of store.items(type, keys.slice(from, from + atOnce))) items.set(key, item);
  }
  return items;
}

/**
 * Saves in portions what no change tells of, where that is much: a baseline, and the
 * daily look at everything. Returns what is to be saved with the changes. Whatever
 * ends the collection in between, the next one finds the rest.
 */
async function saveSilent(
  store: WriteStore,
  { kind }: Scope,
  at: string,
  { changes, upserts }: Decision,
): Promise<readonly Observed[]> {
  if (kind !== 'all' || upserts.length <= atOnce) return upserts;
  const told = new Set(changes.map((change) => change.key));
  const silent = upserts.filter(({ item }) => !told.has(item.key));
  for (let from = 0; from < silent.length; from += atOnce) {
    const portion = silent.slice(from, from + atOnce);
    const [first] = portion;
    if (first === undefined) break;
    const nothing = { changes: [], deletes: [], baselines: [], forgotten: [], problems: [] };
    store.save({ type: first.item.type, ...nothing, upserts: portion, scope: { kind: 'some', hints: [] }, at });
    await new Promise(setImmediate);
  }
  return upserts.filter(({ item }) => told.has(item.key));
}

/** The whole way of one collection: collect, compare with the inventory, save in one transaction. */
export async function collectAndSave(options: CollectOptions): Promise<Outcome> {
  const { collector, store, settings, job, signal, patient, watchProblems, progress } = options;
  const { type } = collector;
  const startedAt = iso();
  const last = store.lastCollection(type, 'any');
  const since = earliest(last?.startedAt, job, startedAt);
  const standing = store.problems();
  const hidden = hiddenBy(type, standing);
  const known = store.known(type, job.scope);
  const found = await collector.collect({
    scope: job.scope,
    full: job.full,
    settings,
    known,
    content: store,
    stamped: (prefixes) => store.stamped(type, prefixes),
    signal,
    progress,
  });
  const baselines = store.baselines(type);
  const { collection, moving } = patient ? leaveMoving(found, baselines) : { collection: found, moving: [] };
  const gone = missing(collection, known);
  const keys = collection.observed.map((each) => each.item.key).filter((key) => known.has(key));
  const before = await inventoryOf(store, type, [...keys, ...gone.absent]);
  const at = iso();
  const decision = decide(type, collection, gone, { known, baselines, wasHidden: hidden }, before, {
    how: job.how,
    at,
    since,
  });
  const whole = job.scope.kind === 'all';
  const baseline = whole && decision.baselines.length > 0;
  // What a first look that was cut off has left is part of the baseline still.
  const ends = looseEnds(decision.changes);
  const tied =
    ends.files.length === 0 ? decision.changes : tieEarlier(decision.changes, store.loose(type, ends, since));
  const told = last === undefined ? [] : tied;
  const changes = settings.tracking.muteTouches ? withoutTouches(told) : told;
  const upserts = await saveSilent(store, job.scope, startedAt, { ...decision, changes });
  const saved = store.save({
    type,
    changes,
    upserts,
    deletes: decision.deletes,
    // Part of a source is no baseline of it.
    baselines: whole ? decision.baselines : [],
    forgotten: decision.forgotten,
    problems: [...collection.problems, ...watchProblems],
    scope: job.scope,
    at,
    ...(whole ? { run: { how: job.how, full: job.full, startedAt, baseline } } : {}),
  });
  const stood = new Set(standing.map(identity));
  const problems = collection.problems.filter((each) => !stood.has(identity(each)));
  return { changes: saved.changes, problems, run: saved.run, moving };
}
