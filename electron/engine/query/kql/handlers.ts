import type { EngineMethod, ParsedArgs, Result } from '../../../shared/contract/contract.ts';
import type { KqlService } from './service.ts';

type KqlMethod = Extract<EngineMethod, `query.${string}`>;
type KqlHandlers = { readonly [M in KqlMethod]: (args: ParsedArgs<M>) => Result<M> | Promise<Result<M>> };

/** Answers the contract's requests about queries. */
export function kqlHandlers(kql: KqlService): KqlHandlers {
  return {
    'query.run': (query) => kql.run(query),
    'query.cancel': () => {
      kql.cancel();
      return null;
    },
    'query.check': (query) => kql.check(query),
    'query.complete': (query) => kql.complete(query),
  };
}
