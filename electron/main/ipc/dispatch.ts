import type { Answer } from '../../shared/contract/bridge.ts';
import {
  type Args,
  type EngineMethod,
  engineRequests,
  type MainMethod,
  mainRequests,
  type ParsedArgs,
  type RendererMethod,
  type Result,
  rendererRequests,
} from '../../shared/contract/contract.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';

/** Main's own answers, one for each of its requests. */
export type MainHandlers = {
  readonly [M in MainMethod]: (args: ParsedArgs<M>) => Result<M> | Promise<Result<M>>;
};

/** Passes a request on to the engine, with arguments that were parsed. */
export type Forward = <M extends EngineMethod>(method: M, args: Args<M>) => Promise<Result<M>>;

export type Dispatch = (method: unknown, args: unknown) => Promise<Answer<unknown>>;

const offered: ReadonlySet<unknown> = new Set(rendererRequests);
const isOffered = (method: unknown): method is RendererMethod => offered.has(method);
const isEngineMethod = (method: RendererMethod): method is RendererMethod & EngineMethod =>
  Object.hasOwn(engineRequests, method);

/**
 * Answers the renderer's requests: only those that are offered to it, with
 * arguments that fit the contract. What fails is an answer too, never a throw.
 */
export function createDispatch(handlers: MainHandlers, forward: Forward): Dispatch {
  function engine<M extends RendererMethod & EngineMethod>(method: M, args: unknown): Promise<Result<M>> {
    return forward(method, engineRequests[method].args.parse(args) as Args<M>);
  }

  function main<M extends RendererMethod & MainMethod>(method: M, args: unknown): Result<M> | Promise<Result<M>> {
    return handlers[method](mainRequests[method].args.parse(args) as ParsedArgs<M>);
  }

  return async (method, args) => {
    try {
      if (!isOffered(method)) {
        throw new TidemarkError('invalid', `There is no request '${String(method)}'.`, 'Reload the window.');
      }
      return { ok: true, value: await (isEngineMethod(method) ? engine(method, args) : main(method, args)) };
    } catch (error) {
      return { ok: false, error: TidemarkError.from(error).toShape() };
    }
  };
}
