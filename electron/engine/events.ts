import type { EngineEvent, Payload } from '../shared/contract/contract.ts';

type Listener = (payload: never) => void;

/** The engine's events, typed by the contract. A listener that fails does not keep the others from hearing. */
export class Events {
  readonly #listeners = new Map<EngineEvent, Set<Listener>>();

  on<E extends EngineEvent>(event: E, listener: (payload: Payload<E>) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener as Listener);
    return () => listeners.delete(listener as Listener);
  }

  emit<E extends EngineEvent>(event: E, payload: Payload<E>): void {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        (listener as (payload: Payload<E>) => void)(payload);
      } catch (fault) {
        // Told as an uncaught fault, after everybody has heard.
        queueMicrotask(() => {
          throw fault;
        });
      }
    }
  }
}
