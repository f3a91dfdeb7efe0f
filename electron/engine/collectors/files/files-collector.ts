import type { Settings } from '../../../shared/model/settings.ts';
import type { FolderListener } from '../../watched-folders.ts';
import type { Collection, Collector, CollectRequest, SourceReport, Watch, WatchRequest } from '../collector.ts';
import { isAskedFor } from '../types.ts';
import { nativeProblem } from './native.ts';
import { FoundItems, type Tracked } from './pass/found.ts';
import { HardLinks } from './pass/hard-links.ts';
import { freshLogs, goneLogs, logHint } from './pass/known-logs.ts';
import type { Entered } from './pass/links.ts';
import { logPass } from './pass/log-pass.ts';
import { lookPass } from './pass/look-pass.ts';
import { MountWorkers } from './pass/mount-pass.ts';
import { invalid, overLimit, unreadable } from './pass/problems.ts';
import { undecidedBy } from './pass/undecided.ts';
import { type Place, thisPlace } from './patterns/expand.ts';
import { type Parsed, parseTracked } from './patterns/spec.ts';
import { WorkerPool } from './pool.ts';
import { needsSudo } from './sudo/pass.ts';
import { sudoSource } from './sudo/source.ts';
import { watchFiles } from './watch/watch.ts';
import type { Failure } from './worker/protocol.ts';

export interface FilesOptions {
  /** The bundled `worker/worker.ts`. */
  readonly workerFile: string | URL;
  /** Hears which folders are watched. */
  readonly folders?: FolderListener;
  /** What variables in paths are resolved against; by default this process's own surroundings. */
  readonly place?: Place;
}

/** Collects files and folders: patterns, a walk, a look at each, and reading what may have changed. */
export function createFilesCollector(options: FilesOptions): Collector {
  return new FilesCollector(options);
}

class FilesCollector implements Collector {
  readonly type = 'Files';
  readonly #pool: WorkerPool;
  readonly #mounts: MountWorkers;
  readonly #place: Place;
  readonly #folders: FolderListener | undefined;
  /** Which links to folders the last collection walked into, by source. */
  readonly #entered = new Map<string, Entered>();
  readonly #hardLinks = new HardLinks();
  /** Asks for a look at a path: of the live watch, while there is one. */
  #hint: ((key: string) => void) | undefined;
  /** How many items there were after the last collection; undefined before the first. */
  #total: number | undefined;

  constructor(options: FilesOptions) {
    this.#pool = new WorkerPool(options.workerFile);
    this.#mounts = new MountWorkers(options.workerFile);
    this.#place = options.place ?? thisPlace();
    this.#folders = options.folders;
  }

  enabled(settings: Settings): boolean {
    return isAskedFor(settings, 'Files');
  }

  async collect(request: CollectRequest): Promise<Collection> {
    request.signal.throwIfAborted();
    const parsed = this.#parse(request.settings);
    const tracked = parsed.flatMap((each, order): Tracked[] =>
      each.spec === undefined ? [] : [{ parsed: each, spec: each.spec, order }],
    );
    const whole = request.scope.kind === 'all';
    const limit = request.settings.limits.files;
    const elsewhere = whole ? 0 : Math.max(0, (this.#total ?? 0) - request.known.size);
    const found = new FoundItems(request.known, Math.max(0, limit - elsewhere));

    const hands = { pool: this.#pool, mounts: this.#mounts };
    const seen = await lookPass(hands, request, tracked, found, this.#entered, () => found.trim(whole));
    const { failures, outOfSight, sudo } = seen;
    for (const key of this.#hardLinks.others(seen.hardLinked, request)) this.#hint?.(key);

    const outOfReach = undecidedBy(failures, found.leftOut);
    const unseen = (key: string) => outOfSight(key) || outOfReach(key);
    const gone = goneLogs(request, tracked, (key) => found.items.has(key) || unseen(key));
    const logs = await logPass([...seen.logs, ...gone], freshLogs(request, seen, found), sudo, request.signal);
    const observed = seen.observed.filter((each) => !logs.undecided.has(each.item.key));
    const matched = elsewhere + found.matched;
    this.#total = elsewhere + found.items.size + found.leftOut.size;
    return {
      observed: observed.map((each) => (logs.continued.has(each.item.key) ? { ...each, continues: true } : each)),
      unchanged: logs.awaited.size === 0 ? seen.unchanged : new Set([...seen.unchanged, ...logs.awaited]),
      movedOn: logs.movedOn,
      sources: parsed.flatMap((each) => [sourceReport(each, failures), ...sudoReport(each, sudo.refused)]),
      undecided: (key) => unseen(key) || logs.undecided.has(key),
      problems: [
        ...parsed.flatMap((each) => each.invalid.map((what) => invalid(each.item, what))),
        ...seen.problems,
        ...sudo.problems,
        ...unique(failures.filter((each) => each.code !== 'EMOUNT' && each.code !== needsSudo)).map((each) =>
          unreadable(each, tracked),
        ),
        ...(matched > limit ? [overLimit(matched, limit)] : []),
        ...(whole ? [nativeProblem() ?? []].flat() : []),
      ],
    };
  }

  async watch(request: WatchRequest): Promise<Watch> {
    this.#hint = request.hint;
    const parsed = this.#parse(request.settings);
    const logs = parsed.flatMap((each) => (each.item.growing && each.spec ? [each.spec] : []));
    return watchFiles(
      { ...request, hint: (hint) => request.hint(logHint(hint, logs)) },
      parsed.flatMap((each) => each.spec ?? []),
      this.#folders,
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#mounts.close()]);
  }

  #parse(settings: Settings): readonly Parsed[] {
    return settings.tracking.files.filter((each) => each.enabled).map((each) => parseTracked(each, this.#place));
  }
}

/** Of a tracked item whose root can't be read, or can't be told, nothing is known; an absent root is an answer. */
function sourceReport({ source, spec }: Parsed, failures: readonly Failure[]): SourceReport {
  const blind = spec === undefined || failures.some((each) => each.key === spec.root);
  return { id: source, state: blind ? 'unreadable' : 'collected' };
}

/** What is seen of a tracked item through sudo: nothing can be said of it while that is refused. */
function sudoReport({ item, source, spec }: Parsed, refused: ReadonlySet<string>): readonly SourceReport[] {
  if (!item.useSudo) return [];
  const blind = spec === undefined || refused.has(source);
  return [{ id: sudoSource(source), state: blind ? 'unreadable' : 'collected' }];
}

/** One problem for what several tracked items met. */
function unique(failures: readonly Failure[]): readonly Failure[] {
  return [...new Map(failures.map((each) => [each.key, each])).values()];
}
