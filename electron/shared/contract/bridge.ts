import type { Args, Payload, RendererEvent, RendererMethod, Result } from './contract.ts';
import type { ErrorShape } from './errors.ts';

/** The one channel for requests from the renderer: `(method, args) => Answer`. */
export const requestChannel = 'tidemark:request';
/** The one channel for events to the renderer: `(event, payload)`. */
export const eventChannel = 'tidemark:event';

/** What comes back over a process boundary: Electron would reduce a thrown error to its message. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorShape };

/** What the renderer knows of the rest of the world: `window.tidemark`. */
export interface Bridge {
  request<M extends RendererMethod>(method: M, args: Args<M>): Promise<Answer<Result<M>>>;
  /** Hears an event until the returned function is called. */
  on<E extends RendererEvent>(event: E, listener: (payload: Payload<E>) => void): () => void;
}
