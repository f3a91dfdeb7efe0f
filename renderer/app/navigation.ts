import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type Payload, rendererEvents } from '../../electron/shared/contract/contract.ts';

export type Screen = Payload<'show'>['screen'];

/** Where in the window one is. */
export interface Place {
  readonly screen: Screen;
  readonly changeId: number | null;
  readonly alertId: number | null;
}

const nowhere = { changeId: null, alertId: null } as const;

/** A screen, with the change or the alert that is opened on it. */
export function placeAt(screen: Screen, id: number | null = null): Place {
  return screen === 'alerts' ? { ...nowhere, screen, alertId: id } : { ...nowhere, screen, changeId: id };
}

/** A place as the part of the address behind `#`, which gives back and forward their meaning. */
export function formatPlace({ screen, changeId, alertId }: Place): string {
  const id = screen === 'alerts' ? alertId : changeId;
  return id === null ? `#/${screen}` : `#/${screen}/${id}`;
}

/** Reads an address; what is no place leads to the changes. */
export function parsePlace(hash: string): Place {
  const [screen, id] = hash.replace(/^#\/?/, '').split('/');
  const opened = screen === 'alerts' ? { alertId: Number(id) } : { changeId: Number(id) };
  const parsed = rendererEvents.show.safeParse({ screen, ...(id ? opened : {}) });
  return parsed.success
    ? placeAt(parsed.data.screen, parsed.data.alertId ?? parsed.data.changeId ?? null)
    : placeAt('changes');
}

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** The place one is at, and the way to another. */
export function useNavigation(): readonly [Place, (screen: Screen, id?: number | null) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const place = useMemo(() => parsePlace(hash), [hash]);
  const go = useCallback((screen: Screen, id: number | null = null) => {
    window.location.hash = formatPlace(placeAt(screen, id));
  }, []);
  return [place, go];
}
