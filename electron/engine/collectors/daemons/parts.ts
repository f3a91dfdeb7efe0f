import { join } from 'node:path';
import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { CollectRequest } from '../collector.ts';
import type { FileHashes } from './file-hashes.ts';
import {
  instanceSourceOf,
  isBooted,
  type Manager,
  sourceOf,
  sourceOfUnit,
  systemManager,
  unitOfKey,
  userManager,
} from './manager.ts';
import { readOpenrc, runsOpenrc } from './openrc.ts';
import type { Options } from './options.ts';
import type { ServicesReading } from './source.ts';
import { readSystemd, type SystemdQuery, type SystemdServices } from './systemd.ts';
import { SystemdMemory } from './systemd-memory.ts';
import { readScripts } from './sysv.ts';
import { type RunLevels, readLinks } from './sysv-links.ts';
import { knownUsers, userManagers } from './users.ts';

/** What one service manager answered, and the sources that it counts as. */
export interface Part {
  readonly ids: readonly string[];
  readonly sourceOf: (item: Item) => string;
  readonly reading: ServicesReading;
}

/** What is kept between collections. */
export interface Memory {
  readonly managers: Map<string, SystemdMemory>;
  /** The users whose units are known. */
  readonly users: Set<string>;
  /** Of scripts. */
  readonly hashes: FileHashes;
}

type DaemonSettings = Settings['tracking']['daemons'];

/** Asks every service manager that the scope is about, one after the other: they share the limit. */
export async function readParts(options: Options, request: CollectRequest, memory: Memory): Promise<readonly Part[]> {
  const settings = request.settings.tracking.daemons;
  const levels = await readLinks(options.etc).catch(() => undefined);
  const { scope, known, full, signal } = request;
  let limit = request.settings.limits.daemons;
  const query = (): SystemdQuery => {
    const { kinds } = settings;
    return { scope, known, full, signal, limit, kinds, levels, patience: options.systemd.patience };
  };
  const parts: Part[] = [];
  const take = <R extends ServicesReading>(part: Omit<Part, 'reading'> & { readonly reading: R }): R => {
    parts.push(part);
    if (part.reading.state === 'collected') limit = Math.max(0, limit - part.reading.total);
    return part.reading;
  };

  const asked = askedIn(request);
  const runsSystemd = await isBooted(options.systemd.bootedFolder);
  const read = async (manager: Manager) => {
    const kept = memory.managers.get(manager.id) ?? new SystemdMemory();
    memory.managers.set(manager.id, kept);
    return readSystemd(manager, query(), kept);
  };
  const system = systemManager(options.systemd.busAddress, options.systemd.timeLimit);
  const reading: ServicesReading<SystemdServices> = !runsSystemd
    ? { state: 'unsupported' }
    : asked.system
      ? await read(system)
      : { state: 'away' };
  take({ ...partOf(system, settings), reading });
  if (runsSystemd && settings.user) {
    for (const { user, manager } of await usersOf(options, request, memory)) {
      const wanted = manager !== undefined && asked.user(user);
      take({
        ...partOf(userManager(user, [], 0), settings),
        reading: wanted ? await read(manager) : { state: 'away' },
      });
    }
  }
  if (await runsOpenrc(options.openrc)) {
    const openrc = asked.scripts
      ? await readOpenrc(options.openrc, query(), memory.hashes)
      : ({ state: 'away' } as const);
    take({ ids: ['openrc'], sourceOf: () => 'openrc', reading: openrc });
  } else {
    const scripts = asked.scripts
      ? await scriptsBeside(reading, options.etc, query(), levels, memory.hashes)
      : ({ state: 'away' } as const);
    take({ ids: ['sysv'], sourceOf: () => 'sysv', reading: scripts });
  }
  return parts;
}

/** What a scope asks about: single units name their manager, all else asks everything. */
function askedIn({ scope }: CollectRequest) {
  const units = scope.kind === 'all' ? [undefined] : scope.hints.map(unitOfKey);
  if (units.includes(undefined)) return { system: true, scripts: true, user: () => true };
  const users = new Set(units.map((each) => each?.user));
  return { system: users.has(null), scripts: false, user: (user: string) => users.has(user) };
}

function partOf(manager: Manager, { kinds }: DaemonSettings): Omit<Part, 'reading'> {
  return {
    ids: kinds.flatMap((kind) => [sourceOf(manager, kind), instanceSourceOf(manager, kind)]),
    sourceOf: ({ name }) => sourceOfUnit(manager, name),
  };
}

/** The users whose units are tracked, each with the manager where one runs now. */
async function usersOf(options: Options, { scope, known }: CollectRequest, memory: Memory) {
  const managers = new Map((await userManagers(options.users)).map((manager) => [manager.user ?? '', manager]));
  if (scope.kind === 'all') {
    const users = await knownUsers(
      [...known.keys(), ...[...memory.users].map((user) => `systemd-user:${user}:`)],
      options.users,
    );
    memory.users.clear();
    for (const user of [...users, ...managers.keys()]) memory.users.add(user);
    for (const id of memory.managers.keys()) {
      const user = unitOfKey(`${id}:`)?.user;
      if (user && !managers.has(user)) memory.managers.delete(id);
    }
  }
  return [...memory.users].sort().map((user) => ({ user, manager: managers.get(user) }));
}

/** While systemd can't be asked, it is not known which scripts are its own: nothing can be said of any. */
async function scriptsBeside(
  units: ServicesReading<SystemdServices>,
  etc: string,
  query: SystemdQuery,
  levels: RunLevels | undefined,
  hashes: FileHashes,
): Promise<ServicesReading> {
  if (levels === undefined) return { state: 'unreadable', problem: linksUnreadable(etc) };
  switch (units.state) {
    case 'unreadable':
    case 'away':
      return units;
    case 'unsupported':
      return readScripts(etc, query, levels, new Set(), hashes);
    case 'collected':
      return readScripts(etc, query, levels, units.names, hashes);
  }
}

function linksUnreadable(etc: string): Problem {
  return {
    type: 'Daemons',
    kind: 'unreadable',
    subject: join(etc, 'rc*.d'),
    message: `The folders of the run levels in ${etc} could not be read.`,
    advice: 'Let the user that Tidemark runs as read them.',
  };
}
