import type { Change } from '../../shared/model/change.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { CollectionRun } from '../../shared/model/status.ts';
import { decide, missing } from '../changes/decide.ts';
import { hiddenBy } from '../changes/hidden.ts';
import type { Collector } from '../collectors/collector.ts';
import type { WriteStore } from '../store/interface.ts';
import type { Job } from './pending.ts';
import { earliest } from './since.ts';

/** What one collection led to. */
export interface Outcome {
  readonly changes: readonly Change[];
  /** Those that did not stand before. */
  readonly problems: readonly Problem[];
  readonly run: CollectionRun | undefined;
}

export interface CollectOptions {
  readonly collector: Collector;
  readonly store: WriteStore;
  readonly settings: Settings;
  readonly job: Job;
  readonly signal: AbortSignal;
  /** What stands of the live watch: no collection ends it. */
  readonly watchProblems: readonly Problem[];
  readonly progress: (done: number, expected: number | null) => void;
}

const identity = ({ type, kind, subject }: Problem) => JSON.stringify([type, kind, subject]);
const iso = () => new Date().toISOString();

/** The whole way of one collection: collect, compare with the inventory, save in one transaction. */
export async function collectAndSave(options: CollectOptions): Promise<Outcome> {
  const { collector, store, settings, job, signal, watchProblems, progress } = options;
  const { type } = collector;
  const startedAt = iso();
  const since = earliest(store.lastCollection(type, 'any')?.startedAt, job, startedAt);
  const standing = store.problems();
  const hidden = hiddenBy(type, standing);
  const known = store.known(type, job.scope);
  const collection = await collector.collect({
    scope: job.scope,
    full: job.full,
    settings,
    known,
    content: store,
    stamped: (prefixes) => store.stamped(type, prefixes),
    signal,
    progress,
  });
  const gone = missing(collection, known);
  const keys = collection.observed.map((each) => each.item.key).filter((key) => known.has(key));
  const before = store.items(type, [...keys, ...gone.absent]);
  const at = iso();
  const decision = decide(
    type,
    collection,
    gone,
    { known, baselines: store.baselines(type), wasHidden: hidden },
    before,
    { how: job.how, at, since },
  );
  const whole = job.scope.kind === 'all';
  const baseline = whole && decision.baselines.length > 0;
  const saved = store.save({
    type,
    changes: decision.changes,
    upserts: decision.upserts,
    deletes: decision.deletes,
    // Part of a source is no baseline of it.
    baselines: whole ? decision.baselines : [],
    forgotten: decision.forgotten,
    problems: [...collection.problems, ...watchProblems],
    scope: job.scope,
    at,
    ...(whole ? { run: { how: job.how, full: job.full, startedAt, baseline } } : {}),
  });
  const told = new Set(standing.map(identity));
  const problems = collection.problems.filter((each) => !told.has(identity(each)));
  return { changes: saved.changes, problems, run: saved.run };
}
