import type { PatternTrial, TrackedDraft } from '../../../../shared/contract/pattern.ts';
import type { Settings, TrackedFile } from '../../../../shared/model/settings.ts';
import { scheduledMounts } from '../mounts/mounts.ts';
import { Stalled, WorkerPool } from '../pool.ts';
import { limitOn } from '../watch/limits.ts';
import { givenUp, newPulse } from '../worker/protocol.ts';
import { type Place, thisPlace } from './expand.ts';
import { judgeSeen, judgeWritten, type Seen, watchedBy } from './judge.ts';
import { parseTracked, type Spec } from './spec.ts';

/** How long (ms) a look may take, and one call of the system. */
const timeLimit = 2000;
const patience = 3000;
/** Items after which a look ends. */
const mostItems = 250_000;
const mostExamples = 20;

/** A draft as the tracked item that it would become. */
const itemOf = (draft: TrackedDraft): TrackedFile => ({
  ...draft,
  id: 'draft',
  name: '',
  enabled: true,
  group: '',
  mustExist: false,
});

/**
 * Judges patterns before they are tracked. A look at what one matches has a worker of
 * its own, so that it holds nothing up and what does not answer holds up nothing else.
 */
export class PatternTrials {
  readonly #pool: WorkerPool;
  readonly #place: Place;
  /** Ends the look that is under way. */
  #end: (() => void) | undefined;

  constructor(workerFile: string | URL, place: Place = thisPlace()) {
    this.#pool = new WorkerPool(workerFile, { size: 1, patience });
    this.#place = place;
  }

  /** Judges a draft; with `look` also what it matches now. A later look ends an earlier one. */
  async try(draft: TrackedDraft, settings: Settings, look: boolean): Promise<PatternTrial> {
    const parsed = parseTracked(itemOf(draft), this.#place);
    const { faults, unset } = judgeWritten(draft, parsed, this.#place.platform);
    const { spec } = parsed;
    const resolved = parsed.path ?? null;
    if (faults.length > 0 || spec === undefined || !look) {
      return { faults: [...faults], warnings: [...unset], resolved, matches: null };
    }
    const { contentPerFile, contentTotal, files } = settings.limits;
    const seen = await this.#look(spec, Math.min(contentPerFile, draft.maxSize ?? contentPerFile));
    const watches = settings.tracking.live && process.platform === 'linux' ? limitOn('watches') : null;
    const warnings = [...unset, ...judgeSeen(draft, spec, seen, { files, contentTotal, watches })];
    if (seen === 'silent') return { faults: [], warnings, resolved, matches: null };
    const matches = {
      files: seen.files,
      folders: seen.folders,
      cut: seen.cut,
      throughSudo: seen.throughSudo,
      examples: seen.examples.toSorted(),
      watched: watchedBy(spec, seen.listed),
    };
    return { faults: [], warnings, resolved, matches };
  }

  async close(): Promise<void> {
    this.#end?.();
    await this.#pool.close();
  }

  async #look(spec: Spec, contentPerFile: number): Promise<Seen> {
    this.#end?.();
    if (this.#pool.stuck) return 'silent';
    const cancel = newPulse();
    const end = () => void Atomics.store(new Int32Array(cancel), givenUp, 1);
    this.#end = end;
    const timer = setTimeout(end, timeLimit);
    const mounts = scheduledMounts([spec.root]).map((each) => each.point);
    const job = {
      kind: 'trial',
      spec,
      mounts,
      most: mostItems,
      examples: mostExamples,
      contentPerFile,
      cancel,
    } as const;
    try {
      return await this.#pool.use((send) => send(job));
    } catch (error) {
      if (error instanceof Stalled) return 'silent';
      throw error;
    } finally {
      clearTimeout(timer);
      if (this.#end === end) this.#end = undefined;
    }
  }
}
