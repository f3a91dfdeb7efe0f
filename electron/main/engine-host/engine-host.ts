import type { Args, EngineEvent, EngineMethod, EngineState, Payload, Result } from '../../shared/contract/contract.ts';
import { type ErrorKind, type ErrorShape, TidemarkError } from '../../shared/contract/errors.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { Deferred } from '../deferred.ts';
import { Listeners } from '../listeners.ts';
import { EngineConnection, type Told } from './engine-connection.ts';
import type { EngineProcess } from './engine-process.ts';
import { decideRestart, engineRestarts, recentDeaths } from './restart-policy.ts';

export interface EngineHostOptions {
  readonly launch: () => EngineProcess;
  readonly dataDir: string;
  readonly settings: () => Settings;
  readonly log: (line: string) => void;
}

/** Starting again would meet the same again: a person has to do something first. */
const unrecoverable: ReadonlySet<ErrorKind> = new Set(['locked', 'diskFull', 'storeDamaged']);

/** How long the engine may take to close its store, and to open it (milliseconds): a migration of a large one takes a while. */
const stopLimit = 10_000;
const startLimit = 5 * 60_000;

interface Run {
  readonly process: EngineProcess;
  readonly connection: EngineConnection;
  readonly settings: Settings;
  readonly started: Deferred;
  readonly ended: Deferred;
  readonly startTimer: NodeJS.Timeout;
  failure: ErrorShape | undefined;
}

/** Runs the engine's process, starts it again when it dies, and carries requests to it and events from it. */
export class EngineHost {
  readonly #options: EngineHostOptions;
  readonly #told = new Listeners<Told>();
  readonly #states = new Listeners<EngineState>();
  #state: EngineState = { state: 'starting' };
  #run: Run | undefined;
  #deaths: readonly number[] = [];
  #restarts = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: EngineHostOptions) {
    this.#options = options;
  }

  get state(): EngineState {
    return this.#state;
  }

  onState(listener: (state: EngineState) => void): () => void {
    return this.#states.add(listener);
  }

  onTold(listener: (told: Told) => void): () => void {
    return this.#told.add(listener);
  }

  on<E extends EngineEvent>(event: E, listener: (payload: Payload<E>) => void): () => void {
    return this.#told.add((told) => {
      if (told.event === event) listener(told.payload as Payload<E>);
    });
  }

  /** Starts the engine; also again, after it was given up. While it runs or starts this does nothing. */
  start(): void {
    if (this.#run || this.#stopping) return;
    clearTimeout(this.#restartTimer);
    this.#deaths = [];
    this.#become({ state: 'starting' });
    this.#launch();
  }

  /** Waits for an engine that is just starting; fails at once where none is to be had. */
  async request<M extends EngineMethod>(method: M, args: Args<M>): Promise<Result<M>> {
    const run = this.#run;
    if (!run) throw this.#unavailable();
    await run.started.promise;
    return run.connection.request(method, args);
  }

  /** Gives the engine the settings that now hold; one that is not running gets them at its start. */
  async configure(): Promise<void> {
    if (this.#state.state === 'running')
      await this.request('tracking.configure', { settings: this.#options.settings() });
  }

  /** Lets the engine finish and ends it; by force when it takes too long. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    const run = this.#run;
    if (!run) return;
    run.process.post({ kind: 'stop' });
    const timer = setTimeout(() => {
      this.#options.log('The engine did not end in time and is ended by force.');
      run.process.kill();
    }, stopLimit);
    await run.ended.promise;
    clearTimeout(timer);
  }

  #launch(): void {
    const process = this.#options.launch();
    const settings = this.#options.settings();
    const run: Run = {
      process,
      settings,
      started: new Deferred(),
      ended: new Deferred(),
      failure: undefined,
      startTimer: setTimeout(() => this.#fail(run, notStarted), startLimit),
      connection: new EngineConnection(process, {
        started: () => this.#started(run),
        failed: (error) => this.#fail(run, error),
        told: (told) => this.#told.tell(told),
        fault: (error) => this.#options.log(`${error.message} ${String(error.cause)}`),
      }),
    };
    this.#run = run;
    process.onExit((status) => this.#ended(run, status));
    process.post({ kind: 'start', dataDir: this.#options.dataDir, settings });
  }

  #started(run: Run): void {
    clearTimeout(run.startTimer);
    this.#become({ state: 'running', pid: run.process.pid ?? 0, restarts: this.#restarts });
    run.started.resolve();
    if (run.settings === this.#options.settings()) return;
    this.configure().catch((error: unknown) => this.#options.log(String(error)));
  }

  #fail(run: Run, error: ErrorShape): void {
    run.failure = error;
    run.process.kill();
  }

  #ended(run: Run, status: number): void {
    clearTimeout(run.startTimer);
    this.#run = undefined;
    const reason = run.failure?.message ?? `The engine ended by itself (status ${status}).`;
    this.#next(run.failure, reason);
    const error = this.#unavailable();
    run.started.reject(error);
    run.connection.close(error);
    run.ended.resolve();
  }

  #next(failure: ErrorShape | undefined, reason: string): void {
    if (this.#stopping) return;
    this.#options.log(reason);
    if (failure && unrecoverable.has(failure.kind)) {
      this.#become({ state: 'failed', message: failure.message, advice: failure.advice });
      return;
    }
    const now = Date.now();
    this.#deaths = recentDeaths([...this.#deaths, now], now, engineRestarts);
    const verdict = decideRestart(this.#deaths, now, engineRestarts);
    if (verdict.kind === 'giveUp') {
      const message = `The engine ended ${this.#deaths.length} times within ${engineRestarts.within / 60_000} minutes and was given up. ${reason}`;
      this.#become({ state: 'failed', message, advice: failure?.advice ?? givenUpAdvice });
      return;
    }
    this.#restarts += 1;
    this.#become({ state: 'restarting', restarts: this.#restarts, reason });
    this.#restartTimer = setTimeout(() => this.#launch(), verdict.delay);
  }

  #become(state: EngineState): void {
    this.#state = state;
    this.#states.tell(state);
  }

  #unavailable(): TidemarkError {
    const { state } = this;
    // Why it failed is told by its state, and not again by every request.
    if (state.state === 'failed') return new TidemarkError('unavailable', stopped.message, stopped.advice);
    return new TidemarkError(
      'unavailable',
      this.#stopping ? 'Tidemark is ending.' : 'The engine is being started again.',
      'Try again in a moment.',
    );
  }
}

const givenUpAdvice = 'Look into the log in the data folder, and start the engine again.';
const stopped = {
  message: 'The engine does not run, so nothing can be read or done.',
  advice: 'Why not, and what to do, stands at the top of the window.',
};

const notStarted: ErrorShape = {
  kind: 'unavailable',
  message: `The engine did not start within ${startLimit / 60_000} minutes.`,
  advice: 'The machine may be very busy, or the disk that holds the data very slow.',
};
