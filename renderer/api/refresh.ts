import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query';

/**
 * Asks again for answers: at once, and then at most every `milliseconds`. While it still waits for them nothing is asked
 * anew, however often it is called, so that a long list is never asked for twice at a time; what was called for
 * meanwhile follows.
 */
export function refresher(
  client: Pick<QueryClient, 'invalidateQueries'>,
  which: InvalidateQueryFilters,
  milliseconds: number,
): { (): void; cancel(): void } {
  let state: 'idle' | 'busy' | 'again' | 'ended' = 'idle';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = () => {
    timer = setTimeout(() => {
      if (state === 'again') run();
      else if (state === 'busy') state = 'idle';
    }, milliseconds);
  };
  const run = () => {
    state = 'busy';
    // A failure stands in the answers themselves.
    void client.invalidateQueries(which).then(rest, rest);
  };
  const refresh = () => {
    if (state === 'idle') run();
    else if (state === 'busy') state = 'again';
  };
  refresh.cancel = () => {
    clearTimeout(timer);
    state = 'ended';
  };
  return refresh;
}
