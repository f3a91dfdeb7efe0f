import type { ParsedArgs, Result } from '../../../shared/contract/contract.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { ReadStore } from '../../store/interface.ts';
import { noiseReport } from './report.ts';
import { noiseTrial } from './trial.ts';

type NoiseMethod = 'noise.report' | 'noise.try';
export type NoiseHandlers = { readonly [M in NoiseMethod]: (args: ParsedArgs<M>) => Promise<Result<M>> };

/** Answers what made most of the noise, and what ignoring it would have hidden. */
export function noiseHandlers(store: ReadStore, settings: () => Settings): NoiseHandlers {
  return {
    'noise.report': ({ days }) => noiseReport(store, days, new Date()),
    'noise.try': (args) => noiseTrial(store, args, settings(), new Date()),
  };
}
