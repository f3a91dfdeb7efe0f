import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type Payload, rendererEvents } from '../../electron/shared/contract/contract.ts';

export type Screen = Payload<'show'>['screen'];

/** Where in the window one is. */
export interface Place {
  readonly screen: Screen;
  readonly changeId: number | null;
}

/** A place as the part of the address behind `#`, which gives back and forward their meaning. */
export function formatPlace({ screen, changeId }: Place): string {
  return changeId === null ? `#/${screen}` : `#/${screen}/${changeId}`;
}

/** Reads an address; what is no place leads to the changes. */
export function parsePlace(hash: string): Place {
  const [screen, id] = hash.replace(/^#\/?/, '').split('/');
  const parsed = rendererEvents.show.safeParse({ screen, ...(id ? { changeId: Number(id) } : {}) });
  return parsed.success
    ? { screen: parsed.data.screen, changeId: parsed.data.changeId ?? null }
    : { screen: 'changes', changeId: null };
}

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** The place one is at, and the way to another. */
export function useNavigation(): readonly [Place, (screen: Screen, changeId?: number | null) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const place = useMemo(() => parsePlace(hash), [hash]);
  const go = useCallback((screen: Screen, changeId: number | null = null) => {
    window.location.hash = formatPlace({ screen, changeId });
  }, []);
  return [place, go];
}
