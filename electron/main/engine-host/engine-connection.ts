import {
  type Args,
  type EngineEvent,
  type EngineMethod,
  engineEvents,
  engineRequests,
  type Payload,
  type Result,
} from '../../shared/contract/contract.ts';
import { type FromEngine, fromEngineSchema } from '../../shared/contract/engine-messages.ts';
import { type ErrorShape, TidemarkError } from '../../shared/contract/errors.ts';
import type { EngineProcess } from './engine-process.ts';

/** How long a request may take (milliseconds); a collection ends when it ends. */
const requestLimit = 30_000;
const endless: ReadonlySet<EngineMethod> = new Set(['tracking.collect']);

/** A query has a limit of its own, at which the engine gives it up: it is waited for a little longer than that. */
function limitOf<M extends EngineMethod>(method: M, args: Args<M>): number {
  const query = method === 'query.run' ? engineRequests['query.run'].args.safeParse(args) : undefined;
  return requestLimit + (query?.data?.timeLimit ?? 0);
}

interface Pending {
  readonly method: EngineMethod;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: TidemarkError) => void;
  readonly timer: NodeJS.Timeout | undefined;
}

/** An event of the engine, parsed. */
export type Told = { [E in EngineEvent]: { readonly event: E; readonly payload: Payload<E> } }[EngineEvent];

export interface ConnectionListener {
  readonly started: () => void;
  readonly failed: (error: ErrorShape) => void;
  readonly told: (told: Told) => void;
  /** Something arrived that the contract does not know. */
  readonly fault: (error: TidemarkError) => void;
}

/** The talk with one process of the engine: requests with time limits, and what it tells by itself. */
export class EngineConnection {
  readonly #process: EngineProcess;
  readonly #listener: ConnectionListener;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(process: EngineProcess, listener: ConnectionListener) {
    this.#process = process;
    this.#listener = listener;
    process.onMessage((message) => this.#take(message));
  }

  request<M extends EngineMethod>(method: M, args: Args<M>): Promise<Result<M>> {
    return new Promise<Result<M>>((resolve, reject) => {
      const id = ++this.#lastId;
      const limit = limitOf(method, args);
      const timer = endless.has(method) ? undefined : setTimeout(() => this.#late(id, limit), limit);
      // What resolves it has been parsed by the result's schema of this very method
      this.#pending.set(id, { method, resolve: resolve as (value: unknown) => void, reject, timer });
      this.#process.post({ kind: 'request', id, method, args });
    });
  }

  /** Fails what is still waited for: the process has ended. */
  close(error: TidemarkError): void {
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(error);
  }

  #late(id: number, limit: number): void {
    const pending = this.#settle(id);
    pending?.reject(
      new TidemarkError(
        'unavailable',
        `The engine did not answer '${pending.method}' within ${Math.round(limit / 1000)} seconds.`,
        'Try again in a moment; the machine may be very busy.',
      ),
    );
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(pending?.timer);
    return pending;
  }

  #take(raw: unknown): void {
    const message = fromEngineSchema.safeParse(raw);
    if (message.success) this.#hear(message.data);
    else this.#listener.fault(disagreement('A message', message.error));
  }

  #hear(message: FromEngine): void {
    switch (message.kind) {
      case 'started':
        this.#listener.started();
        return;
      case 'failed':
        this.#listener.failed(message.error);
        return;
      case 'answer':
        this.#answer(message.id, message.value);
        return;
      case 'refusal':
        this.#settle(message.id)?.reject(TidemarkError.fromShape(message.error));
        return;
      case 'event':
        this.#event(message.event, message.payload);
        return;
    }
  }

  #answer(id: number, value: unknown): void {
    const pending = this.#settle(id);
    if (!pending) return; // it came too late
    const result = engineRequests[pending.method].result.safeParse(value);
    if (result.success) pending.resolve(result.data);
    else pending.reject(disagreement(`The answer to '${pending.method}'`, result.error));
  }

  #event(event: string, payload: unknown): void {
    const schema = Object.hasOwn(engineEvents, event) ? engineEvents[event as EngineEvent] : undefined;
    const parsed = schema?.safeParse(payload);
    if (parsed?.success) this.#listener.told({ event, payload: parsed.data } as Told);
    else this.#listener.fault(disagreement(`The event '${event}'`, parsed?.error));
  }
}

function disagreement(what: string, cause: unknown): TidemarkError {
  return new TidemarkError(
    'internal',
    `${what} of the engine is not as agreed.`,
    'Please report this as a fault of Tidemark.',
    { cause },
  );
}
