import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type Payload, rendererEvents } from '../../electron/shared/contract/contract.ts';

export type Screen = Payload<'show'>['screen'];

/** Where in the window one is. */
export interface Place {
  readonly screen: Screen;
  readonly changeId: number | null;
  readonly causeId: number | null;
  readonly alertId: number | null;
}

const nowhere = { changeId: null, causeId: null, alertId: null } as const;

/** A screen, with the change or the alert that is opened on it. */
export function placeAt(screen: Screen, id: number | null = null): Place {
  return screen === 'alerts' ? { ...nowhere, screen, alertId: id } : { ...nowhere, screen, changeId: id };
}

/** A cause among the changes. */
export const placeOfCause = (id: number): Place => ({ ...nowhere, screen: 'changes', causeId: id });

/** A place as the part of the address behind `#`, which gives back and forward their meaning. */
export function formatPlace({ screen, changeId, causeId, alertId }: Place): string {
  if (causeId !== null) return `#/${screen}/cause/${causeId}`;
  const id = screen === 'alerts' ? alertId : changeId;
  return id === null ? `#/${screen}` : `#/${screen}/${id}`;
}

/** Reads an address; what is no place leads to the changes. */
export function parsePlace(hash: string): Place {
  const [screen, id, causeId] = hash.replace(/^#\/?/, '').split('/');
  const opened =
    id === 'cause'
      ? { causeId: Number(causeId) }
      : screen === 'alerts'
        ? { alertId: Number(id) }
        : { changeId: Number(id) };
  const parsed = rendererEvents.show.safeParse({ screen, ...(id ? opened : {}) });
  return parsed.success ? placeShown(parsed.data) : placeAt('changes');
}

/** The place that main asks for. */
export const placeShown = ({ screen, changeId, causeId, alertId }: Payload<'show'>): Place =>
  causeId === undefined ? placeAt(screen, (screen === 'alerts' ? alertId : changeId) ?? null) : placeOfCause(causeId);

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** The place one is at, and the way to another: a screen, with what is opened on it, or any place. */
export function useNavigation(): readonly [Place, (to: Screen | Place, id?: number | null) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const place = useMemo(() => parsePlace(hash), [hash]);
  const go = useCallback((to: Screen | Place, id: number | null = null) => {
    window.location.hash = formatPlace(typeof to === 'string' ? placeAt(to, id) : to);
  }, []);
  return [place, go];
}
