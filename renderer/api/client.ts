import { QueryClient } from '@tanstack/react-query';

/**
 * Answers stay fresh until an event says otherwise: the engine tells of every
 * change, so nothing is asked again by the clock or because a window got the focus.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
