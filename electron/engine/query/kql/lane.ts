import { TidemarkError } from '../../../shared/contract/errors.ts';
import {
  fromKqlSchema,
  type Job,
  type JobKind,
  type JobResult,
  type KqlProcess,
  type KqlRow,
  needsParser,
  results,
  type StartKql,
  type ToKql,
} from './protocol.ts';

export interface LaneOptions {
  readonly start: StartKql;
  readonly first: Extract<ToKql, { readonly kind: 'start' }>;
  /** Milliseconds without work after which the process is let go. */
  readonly idle: number;
}

export interface Asking {
  /** Milliseconds from when the job's turn has come, and the parser is loaded where it needs that, until it is given up. */
  readonly limit: number;
  readonly onRows?: (rows: readonly KqlRow[]) => void;
}

/**
 * Milliseconds that a process has until the parser is loaded: half a second on a machine at rest, ten and more while
 * one starts and everything wants its disk and its processor, which is when rules are read.
 */
const loadLimit = 120_000;

interface Asked extends Asking {
  readonly id: number;
  readonly job: Job;
  readonly resolve: (value: never) => void;
  readonly reject: (error: TidemarkError) => void;
}

/** A process for queries, and the jobs that wait for it: it is started when there is one, and let go when idle. */
export class Lane {
  readonly #options: LaneOptions;
  #waiting: Asked[] = [];
  #current: Asked | undefined;
  #process: KqlProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;
  #closed = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Has a job done. A job whose process dies or that takes too long fails; those behind it get a new process. */
  ask<K extends JobKind>(job: Extract<Job, { readonly do: K }>, asking: Asking): Promise<JobResult<K>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(closing());
        return;
      }
      // What resolves it has been parsed by the schema of this very job's result
      this.#waiting.push({ ...asking, id: ++this.#lastId, job, resolve: resolve as (value: never) => void, reject });
      this.#next();
    });
  }

  /** Fails the job under way, and ends the process, which would go on with it. */
  interrupt(error: TidemarkError): void {
    const current = this.#current;
    if (!current) return;
    this.#end();
    current.reject(error);
    this.#next();
  }

  /** Starts the process where there is none, for a job that is about to come. */
  warm(): void {
    if (this.#process || this.#closed) return;
    const process = this.#options.start();
    this.#process = process;
    process.onMessage((message) => {
      if (this.#process === process) this.#take(message);
    });
    process.onExit(() => {
      if (this.#process === process) this.#died();
    });
    process.post(this.#options.first);
    if (!this.#current) this.#rest();
  }

  close(): void {
    this.#closed = true;
    const left = [...(this.#current ? [this.#current] : []), ...this.#waiting];
    this.#waiting = [];
    this.#end();
    for (const each of left) each.reject(closing());
  }

  #next(): void {
    if (this.#current) return;
    const next = this.#waiting.shift();
    if (!next) {
      this.#rest();
      return;
    }
    clearTimeout(this.#timer);
    this.#current = next;
    try {
      this.warm();
    } catch (thrown) {
      this.#current = undefined;
      next.reject(notStarted(thrown));
      this.#next();
      return;
    }
    if (needsParser(next.job)) this.#timer = setTimeout(() => this.interrupt(notLoaded()), loadLimit);
    else this.#limit(next);
    this.#process?.post({ kind: 'job', id: next.id, job: next.job });
  }

  #limit({ limit }: Asked): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.interrupt(tooLong(limit)), limit);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    if (!this.#process) return;
    this.#timer = setTimeout(() => this.#letGo(), this.#options.idle);
    // A command that is done does not wait for it
    this.#timer.unref();
  }

  #letGo(): void {
    const process = this.#process;
    this.#process = undefined;
    process?.post({ kind: 'end' });
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#current = undefined;
    const process = this.#process;
    this.#process = undefined;
    process?.kill();
  }

  #died(): void {
    const current = this.#current;
    this.#end();
    current?.reject(
      new TidemarkError(
        'unavailable',
        'The process that answers queries ended before it was done.',
        'Ask for less, if the query needs much memory, and try again.',
      ),
    );
    this.#next();
  }

  #take(raw: unknown): void {
    const current = this.#current;
    const parsed = fromKqlSchema.safeParse(raw);
    if (!parsed.success) {
      this.interrupt(disagreement(parsed.error));
      return;
    }
    const message = parsed.data;
    if (!current || message.id !== current.id) return;
    if (message.kind === 'begun') {
      this.#limit(current);
      return;
    }
    if (message.kind === 'rows') {
      current.onRows?.(message.rows);
      return;
    }
    this.#current = undefined;
    if (message.kind === 'refused') current.reject(TidemarkError.fromShape(message.error));
    else {
      const value = results[current.job.do].safeParse(message.value);
      if (value.success) current.resolve(value.data as never);
      else current.reject(disagreement(value.error));
    }
    this.#next();
  }
}

const closing = (): TidemarkError => new TidemarkError('unavailable', 'Tidemark is closing.', 'Start it again.');

/** What became of a query at its time limit (milliseconds). */
export function tooLong(limit: number): TidemarkError {
  const seconds = (limit / 1000).toLocaleString('en', { maximumFractionDigits: 1 });
  return new TidemarkError(
    'unavailable',
    `The query took longer than ${seconds} ${seconds === '1' ? 'second' : 'seconds'} and was given up.`,
    'Ask for less: a shorter time, fewer rows; or give it a longer limit.',
  );
}

const notLoaded = (): TidemarkError =>
  new TidemarkError(
    'unavailable',
    `The parser of queries was not loaded within ${loadLimit / 1000} seconds.`,
    'Try again in a moment; the machine may be very busy.',
  );

function notStarted(cause: unknown): TidemarkError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TidemarkError(
    'unavailable',
    `The process that answers queries can’t be started: ${reason}.`,
    'Try again in a moment; the machine may be short of memory.',
    { cause },
  );
}

function disagreement(cause: unknown): TidemarkError {
  return new TidemarkError(
    'internal',
    'A message of the process that answers queries is not as agreed.',
    'Please report this as a fault of Tidemark.',
    { cause },
  );
}
