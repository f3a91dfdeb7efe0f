import type { Bridge } from '../../electron/shared/contract/bridge.ts';
import type { Args, RendererMethod, Result } from '../../electron/shared/contract/contract.ts';
import { TidemarkError } from '../../electron/shared/contract/errors.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly tidemark: Bridge;
  }
}

/** Asks main or the engine. Fails with the TidemarkError that came back. */
export async function call<M extends RendererMethod>(method: M, args: Args<M>): Promise<Result<M>> {
  const answer = await window.tidemark.request(method, args);
  if (answer.ok) return answer.value;
  throw TidemarkError.fromShape(answer.error);
}

/** Hears an event until the returned function is called. */
export const hear: Bridge['on'] = (event, listener) => window.tidemark.on(event, listener);
