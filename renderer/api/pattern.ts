import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PatternFault, PatternTrial, TrackedDraft } from '../../electron/shared/contract/pattern.ts';
import { call } from './bridge.ts';
import { keys } from './keys.ts';

/** How long (ms) nothing is typed before what is there is judged. */
const pause = 300;

/**
 * What the engine says of a pattern that is being typed, and what it matches now.
 * `settling`: the judgement is still that of what stood there before.
 */
export function useTryPattern(draft: TrackedDraft): { readonly trial: PatternTrial | undefined; settling: boolean } {
  const [typed] = useDebouncedValue(JSON.stringify(draft), pause);
  const asked: TrackedDraft = JSON.parse(typed);
  const { data, isPlaceholderData } = useQuery({
    queryKey: keys.pattern(asked),
    queryFn: () => call('files.tryPattern', { draft: asked }),
    enabled: asked.path.trim() !== '',
    placeholderData: keepPreviousData,
    // What a pattern matches is another thing a moment later.
    staleTime: 0,
    gcTime: 0,
  });
  const trial = asked.path.trim() === '' || draft.path.trim() === '' ? undefined : data;
  return { trial, settling: isPlaceholderData || typed !== JSON.stringify(draft) };
}

/** What keeps a pattern from being saved; nothing where the engine is not there to tell. */
export async function patternFaults(draft: TrackedDraft): Promise<readonly PatternFault[]> {
  try {
    return (await call('files.tryPattern', { draft, look: false })).faults;
  } catch {
    return [];
  }
}
