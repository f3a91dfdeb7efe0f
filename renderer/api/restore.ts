import { useMutation, useQuery } from '@tanstack/react-query';
import type { Args } from '../../electron/shared/contract/contract.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

/** What putting a version back would do. Always asked anew: the file is whatever it is now. */
export function useRestorePreview(id: number) {
  return useQuery({
    queryKey: keys.restore(id),
    queryFn: () => call('content.preview', { id }),
    staleTime: 0,
    gcTime: 0,
  });
}

export function useRestore() {
  return useMutation({ mutationFn: (agreed: Args<'content.restore'>) => call('content.restore', agreed) });
}

/** Saves what a file held before a change where the user says; answers with that file, or `null`. */
export function useSaveCopy() {
  return useMutation({ mutationFn: (id: number) => call('app.saveCopy', { id }) });
}
