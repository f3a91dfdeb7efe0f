import type { CollectRequest } from '../../collector.ts';
import { Stalled, WorkerPool } from '../pool.ts';
import type { Failure } from '../worker/protocol.ts';
import type { Tracked } from './found.ts';
import type { Start, Strayed } from './walk-pass.ts';

/** How long (ms) a mount may leave one call of the system unanswered. */
const patience = 10_000;

/**
 * A worker thread of its own for each mount that is collected by schedule, so that
 * one that does not answer holds up nothing but itself. It is not asked again until
 * the thread that waits for it comes back.
 */
export class MountWorkers {
  readonly #file: string | URL;
  readonly #pools = new Map<string, WorkerPool>();

  constructor(file: string | URL) {
    this.#file = file;
  }

  /** Does something by a mount's worker; undefined if the mount does not answer. */
  async ask<T>(point: string, act: (pool: WorkerPool) => Promise<T>): Promise<T | undefined> {
    const pool = this.#pools.get(point) ?? new WorkerPool(this.#file, { size: 1, patience });
    this.#pools.set(point, pool);
    if (pool.stuck) return undefined;
    try {
      return await act(pool);
    } catch (error) {
      if (error instanceof Stalled) return undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }
}

/** What a walk left to the workers of other mounts, by mount and tracked item. */
export class StrayedTasks {
  readonly #seen = new Set<string>();
  #waiting = new Map<string, Map<Tracked, Start & { readonly tasks: Strayed['task'][] }>>();
  /** Of what nothing can be said, because its links go to and fro between mounts. */
  readonly failures: Failure[] = [];

  add(strayed: readonly Strayed[]): void {
    for (const { tracked, task, point } of strayed) {
      const name = JSON.stringify([tracked.order, task.key, point]);
      if (this.#seen.has(name)) {
        this.failures.push({ key: task.key, code: 'EXDEV', of: 'entry' });
        continue;
      }
      this.#seen.add(name);
      const places = this.#waiting.get(point) ?? new Map();
      this.#waiting.set(point, places);
      const place = places.get(tracked) ?? { tracked, tasks: [] };
      places.set(tracked, place);
      place.tasks.push(task);
    }
  }

  /** Takes all that waits: for each mount, where the walks begin. */
  take(): readonly { readonly point: string; readonly places: readonly Required<Start>[] }[] {
    const taken = [...this.#waiting].map(([point, places]) => ({ point, places: [...places.values()] }));
    this.#waiting = new Map();
    return taken;
  }
}

/** Nothing can be said of what lies where these walks would have begun. */
export const unanswered = (places: readonly Required<Start>[]): readonly Failure[] =>
  places.flatMap(({ tasks }) => tasks.map(({ key }): Failure => ({ key, code: 'EMOUNT', of: 'entry' })));

/**
 * The request of a pass that tells nothing of how far it is, since the mounts' workers run beside
 * one another, and delivers nothing before its end: a mount that stops answering has told nothing.
 */
export const quietly = ({ deliver: _, ...request }: CollectRequest): CollectRequest => ({
  ...request,
  progress: () => undefined,
});
