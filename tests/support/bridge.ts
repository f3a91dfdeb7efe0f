import type { Page } from '@playwright/test';
import type { Args, Method, Payload, RendererEvent } from '../../electron/shared/contract/contract.ts';

interface Bridge {
  request(method: unknown, args: unknown): Promise<{ readonly value: unknown }>;
  on(event: unknown, listener: (payload: unknown) => void): () => void;
}
type Window = { readonly tidemark: Bridge };

/** Asks main as the page does, through the bridge. */
export const ask = <M extends Method>(page: Page, method: M, args: Args<M>): Promise<unknown> =>
  page.evaluate(
    ([name, given]) =>
      (globalThis as unknown as Window).tidemark.request(name, given).then(
        (answer) => answer,
        (error: unknown) => ({ rejected: String(error) }),
      ),
    [method, args] as const,
  );

/** The next time that the page hears an event. */
export const heard = <E extends RendererEvent>(page: Page, event: E): Promise<Payload<E>> =>
  page.evaluate(
    (name) =>
      new Promise<Payload<E>>((resolve) => {
        (globalThis as unknown as Window).tidemark.on(name, (payload) => resolve(payload as Payload<E>));
      }),
    event,
  );
