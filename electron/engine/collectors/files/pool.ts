import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { TidemarkError } from '../../../shared/contract/errors.ts';
import { stuckThread } from './mounts/leave.ts';
import { type FromWorker, givenUp, type Job, type ResultOf, steps, type ToWorker } from './worker/protocol.ts';

/**
 * V8's room for new objects in a worker (MiB). What a worker makes is handed over at
 * once: more room would only let it put off tidying up, at a cost of 50 MB each.
 */
const youngGeneration = 4;

/** Gives a worker one job and waits for its answer. */
export type Send = <J extends Job>(job: J) => Promise<ResultOf<J>>;

/** Whoever does the jobs of a pass. */
export interface Workers {
  readonly size: number;
  /** Has one worker for as long as `use` runs. The caller keeps at most `size` of them. */
  use<T>(use: (send: Send) => Promise<T>): Promise<T>;
}

/** Workers without work for so long (ms) end, and their memory with them. */
const idleTime = 30_000;

/**
 * File workers: started when they are needed, ended when they have been idle for
 * some time, always by a message and never while they work. An idle one does not
 * keep the process alive.
 */
export class WorkerPool implements Workers {
  readonly size: number;
  readonly #file: string | URL;
  readonly #idle: Worker[] = [];
  readonly #busy = new Set<Promise<unknown>>();
  readonly #stuck = new Set<Worker>();
  readonly #patience: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `patience`: how long (ms) a worker may be in one call of the system before it is given up. */
  constructor(file: string | URL, options: { readonly size?: number; readonly patience?: number } = {}) {
    this.#file = file;
    this.size = options.size ?? Math.min(4, Math.max(2, availableParallelism()));
    this.#patience = options.patience;
  }

  /** Whether a worker that was given up still has not come back. */
  get stuck(): boolean {
    return this.#stuck.size > 0;
  }

  /** Has one worker for as long as `use` runs. The caller keeps at most `size` of them. */
  async use<T>(use: (send: Send) => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    const worker = this.#idle.pop() ?? this.#start();
    worker.ref();
    const run = use((job) => this.#exchange(worker, job)).finally(() => {
      this.#busy.delete(run);
      worker.unref();
      if (worker.threadId !== -1 && !this.#stuck.has(worker)) this.#idle.push(worker);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#endIdle().catch(() => undefined), idleTime).unref();
    });
    this.#busy.add(run);
    return run;
  }

  /** Waits for what is under way, then ends the threads. */
  async close(): Promise<void> {
    while (this.#busy.size > 0) await Promise.allSettled([...this.#busy]);
    clearTimeout(this.#timer);
    await this.#endIdle();
  }

  #start(): Worker {
    const worker = new Worker(this.#file, { resourceLimits: { maxYoungGenerationSizeMb: youngGeneration } });
    const forget = () => {
      const at = this.#idle.indexOf(worker);
      if (at !== -1) this.#idle.splice(at, 1);
    };
    // Heard by whoever waits for an answer; here only so that it is never unheard.
    worker.on('error', forget);
    worker.on('exit', forget);
    return worker;
  }

  #exchange<J extends Job>(worker: Worker, job: J): Promise<ResultOf<J>> {
    const patience = this.#patience;
    if (patience === undefined || job.kind === 'content') return exchange(worker, job);
    return new Promise((resolve, reject) => {
      const watch = watchPulse(new Int32Array(job.cancel), patience, () => {
        this.#giveUp(worker);
        reject(new Stalled());
      });
      exchange(worker, job)
        .then(resolve, reject)
        .finally(() => clearInterval(watch));
    });
  }

  /** Leaves a worker to itself. It ends as soon as the system lets it go on. */
  #giveUp(worker: Worker): void {
    this.#stuck.add(worker);
    const back = stuckThread();
    worker.once('exit', () => {
      this.#stuck.delete(worker);
      back();
    });
    worker.postMessage({ kind: 'end' } satisfies ToWorker);
    worker.unref();
  }

  async #endIdle(): Promise<void> {
    await Promise.all(
      this.#idle.splice(0).map(async (worker) => {
        worker.ref();
        const ended = once(worker, 'exit');
        worker.postMessage({ kind: 'end' } satisfies ToWorker);
        await ended;
      }),
    );
  }
}

/** A worker was in one call of the system for too long. */
export class Stalled extends Error {}

/** How often a pulse is felt, and how soon a collection that was given up waits no longer (ms). */
const beat = 250;
const soon = 1000;

function watchPulse(pulse: Int32Array, patience: number, stopped: () => void): NodeJS.Timeout {
  let last = Atomics.load(pulse, steps);
  let since = performance.now();
  const timer = setInterval(() => {
    const now = Atomics.load(pulse, steps);
    if (now !== last) {
      last = now;
      since = performance.now();
      return;
    }
    const enough = Atomics.load(pulse, givenUp) === 0 ? patience : soon;
    if (performance.now() - since < enough) return;
    clearInterval(timer);
    stopped();
  }, beat);
  return timer;
}

function exchange<J extends Job>(worker: Worker, job: J): Promise<ResultOf<J>> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', hear).off('error', fail).off('exit', die);
      act();
    };
    const broken = (message: string, cause?: unknown) =>
      new TidemarkError('internal', `A file worker failed: ${message}`, 'Please report this as a fault of Tidemark.', {
        cause,
      });
    // A worker answers each job with that job's result: the protocol's types say which.
    const hear = (answer: FromWorker) =>
      settle(() => {
        if (answer.kind === 'done') resolve(answer.result as ResultOf<J>);
        else reject(broken(answer.message));
      });
    const fail = (error: Error) => settle(() => reject(broken(error.message, error)));
    const die = () => settle(() => reject(broken('its thread ended')));
    worker.on('message', hear).on('error', fail).on('exit', die);
    worker.postMessage({ kind: 'job', job } satisfies ToWorker);
  });
}

/**
 * Shares work out: takes the next piece whenever a worker is free, until there is
 * none and none under way (which may bring more). The first failure ends it.
 */
export async function share<T>(
  pool: Workers,
  signal: AbortSignal,
  take: () => T | undefined,
  work: (send: Send, piece: T) => Promise<void>,
): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  const running = new Set<Promise<void>>();
  for (;;) {
    while (running.size < pool.size && failure === undefined && !signal.aborted) {
      const piece = take();
      if (piece === undefined) break;
      const run = pool
        .use((send) => work(send, piece))
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => running.delete(run));
      running.add(run);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (signal.aborted) throw signal.reason;
  if (failure !== undefined) throw failure.error;
}
