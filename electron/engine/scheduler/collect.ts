import type { Change, NewChange } from '../../shared/model/change.ts';
import type { Item, ItemType } from '../../shared/model/item.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { CollectionRun } from '../../shared/model/status.ts';
import { decide, missing } from '../changes/decide.ts';
import { hiddenBy } from '../changes/hidden.ts';
import { looseEnds, tieEarlier } from '../changes/moves.ts';
import { withoutStates } from '../changes/states.ts';
import { withoutTouches } from '../changes/touches.ts';
import { type Collector, type Known, type Observed, portion } from '../collectors/collector.ts';
import type { WriteStore } from '../store/interface.ts';
import { leaveMoving } from './moving.ts';
import type { Job } from './pending.ts';
import { Portions } from './portions.ts';
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

/** Of what was seen alone a portion tells, and of nothing that is gone. */
const nothingElse = { unchanged: new Set<string>(), sources: [], undecided: () => false, problems: [] };
const nothingGone = { absent: [], untracked: [] };

const identity = ({ type, kind, subject }: Problem) => JSON.stringify([type, kind, subject]);
const iso = () => new Date().toISOString();

/** All that the inventory holds of a type. */
async function knownOf(store: WriteStore, type: ItemType): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (const slice of store.knownInSlices(type)) {
    for (const [key, each] of slice) known.set(key, each);
    await new Promise(setImmediate);
  }
  return known;
}

/** The inventory's side of many items. */
async function inventoryOf(store: WriteStore, type: ItemType, keys: readonly string[]): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  for (let from = 0; from < keys.length; from += portion) {
    if (from > 0) await new Promise(setImmediate);
    for (const [key, item] of store.items(type, keys.slice(from, from + portion))) items.set(key, item);
  }
  return items;
}

/** Deals with what was not delivered in portions as well, where it is much; returns the rest. */
async function inPortions(observed: readonly Observed[], portions: Portions): Promise<readonly Observed[]> {
  let from = 0;
  for (; observed.length - from > portion; from += portion) {
    portions.take(observed.slice(from, from + portion));
    await new Promise(setImmediate);
  }
  return observed.slice(from);
}

/** The whole way of one collection: collect, compare with the inventory, save in one transaction. */
export async function collectAndSave(options: CollectOptions): Promise<Outcome> {
  const { collector, store, settings, job, signal, patient, watchProblems, progress } = options;
  const { type } = collector;
  const whole = job.scope.kind === 'all';
  const startedAt = iso();
  const last = store.lastCollection(type, 'any');
  const since = earliest(last?.startedAt, job, startedAt);
  const standing = store.problems();
  const known = whole ? await knownOf(store, type) : store.known(type, job.scope);
  const baselines = store.baselines(type);
  const inventory = { known, baselines, wasHidden: hiddenBy(type, standing) };
  // What a first look that was cut off has left is part of the baseline still.
  const toTell = (changes: readonly NewChange[]) => {
    if (last === undefined) return [];
    const asked = withoutStates(changes, settings.tracking.daemons.states);
    return settings.tracking.muteTouches ? withoutTouches(asked) : asked;
  };
  const portions = new Portions({
    store,
    type,
    known,
    startedAt,
    told: (observed, before) => {
      const moment = { how: job.how, at: startedAt, since };
      const { changes } = decide(type, { ...nothingElse, observed }, nothingGone, inventory, before, moment);
      return new Set(toTell(changes).map((change) => change.key));
    },
  });

  const found = await collector.collect({
    scope: job.scope,
    full: job.full,
    settings,
    known,
    content: store,
    stamped: (prefixes) => store.stamped(type, prefixes),
    signal,
    progress,
    ...(whole ? { deliver: (seen) => portions.take(seen) } : {}),
  });
  const { collection: sure, moving } = patient ? leaveMoving(found, baselines) : { collection: found, moving: [] };
  const rest = whole ? await inPortions(sure.observed, portions) : sure.observed;
  const collection = { ...sure, observed: [...rest, ...portions.changed] };
  const gone = missing(collection, known, portions.settled);
  const keys = rest.map((each) => each.item.key).filter((key) => known.has(key));
  const before = await inventoryOf(store, type, [...keys, ...gone.absent]);
  for (const [key, item] of portions.before) before.set(key, item);
  const at = iso();
  const decision = decide(type, collection, gone, inventory, before, { how: job.how, at, since });
  const baseline = whole && decision.baselines.length > 0;
  const ends = looseEnds(decision.changes);
  const tied =
    ends.files.length === 0 ? decision.changes : tieEarlier(decision.changes, store.loose(type, ends, since));
  const saved = store.save({
    type,
    changes: toTell(tied),
    upserts: decision.upserts,
    deletes: decision.deletes,
    // Part of a source is no baseline of it.
    baselines: whole ? decision.baselines : [],
    // Nor does it name every source.
    forgotten: whole ? decision.forgotten : [],
    problems: [...collection.problems, ...watchProblems],
    scope: job.scope,
    at,
    ...(whole ? { run: { how: job.how, full: job.full, startedAt, baseline } } : {}),
  });
  const stood = new Set(standing.map(identity));
  const problems = collection.problems.filter((each) => !stood.has(identity(each)));
  return { changes: saved.changes, problems, run: saved.run, moving };
}
