/**
 * Does something that takes its time: at once, and then at most every `milliseconds`. It is never done twice at a time;
 * what it was called for meanwhile follows. A failure is its own to tell.
 */
export function refresher(work: () => Promise<unknown>, milliseconds: number): { (): void; cancel(): void } {
  let state: 'idle' | 'busy' | 'again' | 'ended' = 'idle';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = () => {
    if (state === 'ended') return;
    timer = setTimeout(() => {
      if (state === 'again') run();
      else state = 'idle';
    }, milliseconds);
  };
  const run = () => {
    state = 'busy';
    void work().then(rest, rest);
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
