import { type ItemType, itemTypes } from '../../shared/model/item.ts';
import type { StandingProblem } from '../../shared/model/problem.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Status, TypeStatus } from '../../shared/model/status.ts';
import { trackedMounts } from '../collectors/files/mounts/tracked-mounts.ts';
import { collectedTypes } from '../collectors/types.ts';
import type { ReadStore } from '../store/interface.ts';
import type { Lane } from './lane.ts';
import { limitOf } from './parts.ts';

/** What a status is made of beside the store: absent where only the store is read. */
export interface Live {
  readonly lane: (type: ItemType) => Lane | undefined;
  readonly started: boolean;
  /** Problems that stand and could not be stored. */
  readonly unsaved: readonly StandingProblem[];
}

/** The status as the store, and where there is one the running engine, tell it. */
export function statusOf(
  store: ReadStore,
  settings: Settings,
  live: Live | undefined,
  owner: Status['engine'],
): Status {
  const paused = store.paused();
  // A store that was brought here may hold what this platform does not have.
  const types = itemTypes
    .filter((type) => collectedTypes.includes(type) || store.countItems(type) > 0)
    .map((type) => typeStatus(store, settings, type, live?.lane(type)));
  const problems = [...store.problems(), ...(live?.unsaved ?? [])];
  return {
    state: stateOf(owner !== null, paused !== undefined, live?.started ?? true, problems.length > 0),
    pausedUntil: paused?.until ?? null,
    types,
    problems,
    gaps: [...store.gaps({ limit: 100 })],
    space: store.space(),
    engine: owner,
  };
}

function stateOf(runs: boolean, paused: boolean, started: boolean, troubled: boolean): Status['state'] {
  if (!runs) return 'stopped';
  if (paused) return 'paused';
  if (!started) return 'starting';
  return troubled ? 'attention' : 'tracking';
}

function typeStatus(store: ReadStore, settings: Settings, type: ItemType, lane: Lane | undefined): TypeStatus {
  return {
    type,
    enabled: enabledIn(settings, type),
    items: store.countItems(type),
    last: store.lastCollection(type, 'any') ?? null,
    lastFull: store.lastCollection(type, 'full')?.startedAt ?? null,
    nextAt: lane?.dueAt === undefined ? null : new Date(lane.dueAt).toISOString(),
    running: lane?.running ?? null,
    live: lane?.live ?? { armed: false, watched: 0 },
    bySchedule:
      type === 'Files' ? trackedMounts(settings).map(({ point, fileSystem }) => ({ path: point, fileSystem })) : [],
    limit: limitOf(settings, type),
  };
}

function enabledIn({ tracking }: Settings, type: ItemType): boolean {
  switch (type) {
    case 'Files':
      return tracking.files.some((each) => each.enabled);
    case 'Registry':
      return tracking.registry.some((each) => each.enabled);
    case 'Software':
      return tracking.software.enabled;
    case 'WindowsServices':
      return tracking.services.enabled;
    case 'Daemons':
      return tracking.daemons.enabled;
    case 'Machine':
      return tracking.machine.enabled;
  }
}
