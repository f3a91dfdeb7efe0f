import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { Collection, CollectRequest, Scope } from '../collector.ts';
import { inScope, observe } from '../observe.ts';
import { code, Win32Error } from '../win32/errors.ts';
import { copiesName, isCopy, keyOf, oneOfCopies, serviceItem } from './items.ts';
import { ServiceManager, serviceRights } from './manager.ts';
import { managerUnreadable, overLimit, unreadable } from './problems.ts';
import type { ServiceStatus } from './structures.ts';
import { isPending, serviceTypes } from './words.ts';

/** How long a collection may keep the engine to itself (milliseconds). */
const turn = 12;
/** How long a service may be on its way to another state before its state is told as it is (milliseconds). */
const patience = 2 * 60_000;

/** The source of services; drivers and the copies for users are sources of their own, to be switched on each with a baseline. */
const sourceIds = { services: 'scm', drivers: 'scm:drivers', copies: 'scm:perUser' } as const;

function sourceOf(status: ServiceStatus): string {
  if (isCopy(status)) return sourceIds.copies;
  return (status.type & serviceTypes.win32) === 0 ? sourceIds.drivers : sourceIds.services;
}

function sourcesIn({ tracking }: Settings): readonly string[] {
  const { drivers, perUser } = tracking.services;
  return [sourceIds.services, ...(drivers ? [sourceIds.drivers] : []), ...(perUser ? [sourceIds.copies] : [])];
}

/** Services on their way to another state, by their keys, and since when (milliseconds) they are seen so. */
export type Moving = Map<string, number>;

/** Collects services. `moving` is kept from one collection to the next. */
export async function collectServices(request: CollectRequest, moving: Moving): Promise<Collection> {
  let manager: ServiceManager | undefined;
  try {
    manager = ServiceManager.open();
    return await readServices(manager, request, moving);
  } catch (error) {
    if (!(error instanceof Win32Error)) throw error;
    return {
      observed: [],
      unchanged: new Set(),
      sources: sourcesIn(request.settings).map((id) => ({ id, state: 'unreadable' })),
      undecided: () => true,
      problems: [managerUnreadable(error)],
    };
  } finally {
    manager?.close();
  }
}

/** What reading takes of the manager. */
export type Readable = Pick<ServiceManager, 'statuses' | 'details' | 'openService' | 'closeService'>;

/** Reads the services of the sources. `moving`: see `collectServices`. */
export async function readServices(manager: Readable, request: CollectRequest, moving: Moving): Promise<Collection> {
  const sources = sourcesIn(request.settings);
  const { settings, known, signal } = request;
  const scope: Scope =
    request.scope.kind === 'all' ? request.scope : { kind: 'some', hints: request.scope.hints.map(keyOf) };
  const limit = settings.limits.services;
  const all = listed(manager, sources);
  const beyond = new Set(all.slice(limit).map(keyOfStatus));
  const within = all.slice(0, limit).filter((each) => inScope(keyOfStatus(each), scope));

  const items: { readonly item: Item; readonly source: string }[] = [];
  const undecided = new Set<string>(beyond);
  const problems: Problem[] = all.length > limit ? [overLimit(all.length, limit)] : [];
  const baselines = new Set([...known.values()].map(({ source }) => source));
  let turnEnds = performance.now() + turn;
  for (const status of within) {
    if (performance.now() > turnEnds) {
      await new Promise(setImmediate);
      signal.throwIfAborted();
      request.progress(items.length, within.length);
      turnEnds = performance.now() + turn;
    }
    const key = keyOfStatus(status);
    const source = sourceOf(status);
    // What is left out of a baseline would be taken for added later.
    const isBaseline = scope.kind === 'all' && !baselines.has(source);
    if (isMoving(moving, key, status) && !isBaseline) {
      undecided.add(key);
      continue;
    }
    try {
      items.push({ item: serviceItem(status, manager.details(status.name)), source });
    } catch (error) {
      // Deleted since the list was made.
      if (isGone(error)) continue;
      if (!(error instanceof Win32Error)) throw error;
      undecided.add(key);
      problems.push(unreadable(status.name, error));
    }
  }

  const seen = new Set(all.map(keyOfStatus));
  for (const [key, { source }] of known) {
    if (seen.has(key) || source === sourceIds.copies || !sources.includes(source)) continue;
    const hidden = whyHidden(manager, key);
    if (hidden === undefined) continue;
    undecided.add(key);
    if (hidden !== 'there') problems.push(unreadable(key, hidden));
  }
  for (const key of moving.keys()) if (!seen.has(key)) moving.delete(key);
  return {
    ...observe(items, request),
    sources: sources.map((id) => ({ id, state: 'collected' })),
    undecided: (key) => undecided.has(key),
    problems,
  };
}

/** All services of the sources, always in the same order. */
function listed(manager: Readable, sources: readonly string[]): ServiceStatus[] {
  const types = serviceTypes.win32 | (sources.includes(sourceIds.drivers) ? serviceTypes.driver : 0);
  const statuses = manager.statuses(types);
  const copies = sources.includes(sourceIds.copies) ? oneOfCopies(statuses.filter(isCopy)) : [];
  return [...statuses.filter((each) => !isCopy(each)), ...copies].sort((a, b) =>
    keyOfStatus(a) < keyOfStatus(b) ? -1 : 1,
  );
}

const keyOfStatus = (status: ServiceStatus): string => keyOf(isCopy(status) ? copiesName(status.name) : status.name);

/** Whether a service is on its way to another state, and not for too long. */
function isMoving(moving: Moving, key: string, { state }: ServiceStatus): boolean {
  if (!isPending(state)) {
    moving.delete(key);
    return false;
  }
  const now = performance.now();
  const since = moving.get(key) ?? now;
  moving.set(key, since);
  return now - since < patience;
}

const isGone = (error: unknown): boolean => error instanceof Win32Error && error.code === code.serviceDoesNotExist;

/**
 * Why a known service is not in the list: the manager leaves out, without a word, what this account may not see
 * (EnumServicesStatusExW). `undefined`: it is gone. `there`: it came back meanwhile.
 */
function whyHidden(manager: Readable, name: string): 'there' | Win32Error | undefined {
  try {
    manager.closeService(manager.openService(name, serviceRights.status));
    return 'there';
  } catch (error) {
    if (isGone(error)) return undefined;
    if (error instanceof Win32Error) return error;
    throw error;
  }
}
