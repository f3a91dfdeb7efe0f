import type { Args, EngineEvent, EngineMethod, Payload, Result } from '../shared/contract/contract.ts';

/** The engine as its hosts (the utility process, the command line, the tests) know it. */
export interface Engine {
  /** Answers a request of the contract; arguments are parsed here. Fails with a TidemarkError. */
  request<M extends EngineMethod>(method: M, args: Args<M>): Promise<Result<M>>;
  /** Hears an event until the returned function is called. */
  on<E extends EngineEvent>(event: E, listener: (payload: Payload<E>) => void): () => void;
  /** Finishes what runs, closes the store and gives it free. */
  close(): Promise<void>;
}
