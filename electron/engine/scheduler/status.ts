import { type ItemType, itemTypes } from '../../shared/model/item.ts';
import { needsAttention, type StandingProblem } from '../../shared/model/problem.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Status, TypeStatus } from '../../shared/model/status.ts';
import type { Mount } from '../collectors/files/mounts/mounts.ts';
import { trackedMounts } from '../collectors/files/mounts/tracked-mounts.ts';
import { collectedTypes, isAskedFor } from '../collectors/types.ts';
import type { ReadStore } from '../store/interface.ts';
import type { Lane } from './lane.ts';
import { notWatching } from './live-watch.ts';
import { limitOf } from './parts.ts';

/** What a status is made of beside the store: absent where only the store is read. */
export interface Live {
  readonly lane: (type: ItemType) => Lane | undefined;
  readonly started: boolean;
  /** The mounts within what is tracked that are collected by schedule. */
  readonly mounts: (settings: Settings) => readonly Mount[];
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
    .map((type) => typeStatus(store, settings, type, live));
  const problems = [...store.problems(), ...(live?.unsaved ?? [])];
  return {
    state: stateOf(owner !== null, paused !== undefined, live?.started ?? true, problems.some(needsAttention)),
    pausedUntil: paused?.until ?? null,
    types,
    problems,
    gaps: [...store.gaps({ limit: 100 })],
    space: store.space(),
    plan: openPlan(store),
    engine: owner,
  };
}

function openPlan(store: ReadStore): Status['plan'] {
  const id = store.plans.open();
  return id === undefined ? null : (store.causes.get(id) ?? null);
}

function stateOf(runs: boolean, paused: boolean, started: boolean, troubled: boolean): Status['state'] {
  if (!runs) return 'stopped';
  if (paused) return 'paused';
  if (!started) return 'starting';
  return troubled ? 'attention' : 'tracking';
}

function typeStatus(store: ReadStore, settings: Settings, type: ItemType, live: Live | undefined): TypeStatus {
  const lane = live?.lane(type);
  const mounts = type === 'Files' ? (live?.mounts ?? trackedMounts)(settings) : [];
  return {
    type,
    enabled: isAskedFor(settings, type),
    items: store.countItems(type),
    last: store.lastCollection(type, 'any') ?? null,
    lastFull: store.lastCollection(type, 'full')?.startedAt ?? null,
    nextAt: lane?.dueAt === undefined ? null : new Date(lane.dueAt).toISOString(),
    running: lane?.running ?? null,
    live: lane?.live ?? notWatching,
    bySchedule: mounts.map(({ point, fileSystem }) => ({ path: point, fileSystem })),
    limit: limitOf(settings, type),
  };
}
