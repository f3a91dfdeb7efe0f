import { useMutation, useQuery } from '@tanstack/react-query';
import type { Args } from '../../electron/shared/contract/contract.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

/*
 * What an approval changes is told by the engine's events: `explained`, `cause` and `approvals`.
 */

/** Says that changes are all right; answers how many that were not said to be so before. */
export function useAcknowledge() {
  return useMutation({
    mutationFn: (which: Args<'changes.acknowledge'>) => call('changes.acknowledge', which),
  });
}

/** Takes that back. */
export function useUnacknowledge() {
  return useMutation({
    mutationFn: (which: Args<'changes.unacknowledge'>) => call('changes.unacknowledge', which),
  });
}

/** Those that hold first. */
export function useExpectations() {
  return useQuery({ queryKey: keys.expectations, queryFn: () => call('expectations.list', {}) });
}

export function useExpect() {
  return useMutation({
    mutationFn: (expected: Args<'expectations.add'>) => call('expectations.add', expected),
  });
}

/** Takes an expectation back. */
export function useEndExpectation() {
  return useMutation({ mutationFn: (id: number) => call('expectations.end', { id }) });
}
