import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { NoiseSource } from '../../electron/shared/contract/alerts.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

/** What made most of the changes and alerts of the last days. */
export function useNoiseReport(days: number) {
  return useQuery({
    queryKey: keys.noiseReport(days),
    queryFn: () => call('noise.report', { days }),
    placeholderData: keepPreviousData,
  });
}

/** What ignoring a source would have hidden. */
export function useNoiseTrial(days: number, { kind, subject, type }: NoiseSource) {
  return useQuery({
    queryKey: keys.noiseTrial(days, kind, subject),
    queryFn: () => call('noise.try', { days, source: { kind, subject, type } }),
  });
}

/** What keeps notifications back now, and how many. */
export function useAttention() {
  return useQuery({ queryKey: keys.attention, queryFn: () => call('attention.get', {}) });
}

/** Shows what is held back now. */
export function useTellHeld() {
  return useMutation({ mutationFn: () => call('attention.tellHeld', {}) });
}
