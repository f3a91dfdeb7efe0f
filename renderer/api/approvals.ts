import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Args } from '../../electron/shared/contract/contract.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

/** Asks again for what an approval changes; the events tell it too, a little later. */
function useRefresh() {
  const client = useQueryClient();
  return () => {
    for (const key of [keys.changes, keys.cards, keys.count, keys.change, keys.cause, keys.expectations]) {
      void client.invalidateQueries({ queryKey: key });
    }
  };
}

/** Says that changes are all right; answers how many that were not said to be so before. */
export function useAcknowledge() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (which: Args<'changes.acknowledge'>) => call('changes.acknowledge', which),
    onSettled: refresh,
  });
}

/** Takes that back. */
export function useUnacknowledge() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (which: Args<'changes.unacknowledge'>) => call('changes.unacknowledge', which),
    onSettled: refresh,
  });
}

/** Those that hold first. */
export function useExpectations() {
  return useQuery({ queryKey: keys.expectations, queryFn: () => call('expectations.list', {}) });
}

export function useExpect() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (expected: Args<'expectations.add'>) => call('expectations.add', expected),
    onSettled: refresh,
  });
}

/** Takes an expectation back. */
export function useEndExpectation() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: number) => call('expectations.end', { id }), onSettled: refresh });
}
