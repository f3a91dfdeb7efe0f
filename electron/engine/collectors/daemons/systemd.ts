import { basename } from 'node:path';
import { z } from 'zod';
import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { DaemonKind } from '../../../shared/model/settings.ts';
import type { Scope } from '../collector.ts';
import { inScope } from '../observe.ts';
import { type Bus, BusError } from './bus.ts';
import { inParallel } from './in-parallel.ts';
import { connect, hasEnded, isPassing, isTracked, keyOf, type Manager, subjectOf, unitOfKey } from './manager.ts';
import type { ServiceQuery, Services, ServicesReading } from './source.ts';
import { SystemdApi } from './systemd-api.ts';
import type { SystemdMemory } from './systemd-memory.ts';
import { readUnit } from './systemd-unit.ts';
import type { RunLevels } from './sysv-links.ts';
import { readUnitFiles, readUnits } from './unit-files.ts';

/** Milliseconds for a whole collection of a manager. */
const longest = 60_000;

/** How many units are asked about at once. */
const atOnce = 32;

export interface SystemdQuery extends ServiceQuery {
  readonly kinds: readonly DaemonKind[];
  /** Milliseconds after which a unit, or the manager, on its way to another state is reported as it is. */
  readonly patience: number;
  /** `undefined` where the links of the run levels could not be read. */
  readonly levels: RunLevels | undefined;
}

export interface SystemdServices extends Services {
  /** Every name that systemd knows a unit by, aliases too. */
  readonly names: ReadonlySet<string>;
}

/**
 * Reads a manager's units of the kinds that are asked for over D-Bus: those with a unit file and those in memory.
 * Transient units are no items, and instances of templates only where a lasting link starts them (`systemctl enable`):
 * the others come and go as sessions, devices and crashes do.
 */
export async function readSystemd(
  manager: Manager,
  query: SystemdQuery,
  memory: SystemdMemory,
): Promise<ServicesReading<SystemdServices>> {
  let bus: Bus | undefined;
  let timer: NodeJS.Timeout | undefined;
  const abort = () => bus?.abandon('the collection was given up');
  try {
    bus = await connect(manager);
    timer = setTimeout(() => bus?.abandon(`it took longer than ${longest / 1000} s in all`), longest);
    query.signal.addEventListener('abort', abort);
    const api = new SystemdApi(bus);
    return (await isPassing(api, query.patience)) ? { state: 'away' } : await readAll(api, manager, query, memory);
  } catch (error) {
    query.signal.throwIfAborted();
    if (hasEnded(manager, error)) return { state: 'away' };
    if (error instanceof BusError) return { state: 'unreadable', problem: wholeProblem(manager, error.message) };
    if (error instanceof z.ZodError) {
      const cause = `it answered what was not understood: ${z.prettifyError(error)}`;
      return { state: 'unreadable', problem: wholeProblem(manager, cause) };
    }
    throw error;
  } finally {
    clearTimeout(timer);
    query.signal.removeEventListener('abort', abort);
    bus?.close();
  }
}

async function readAll(
  api: SystemdApi,
  manager: Manager,
  query: SystemdQuery,
  memory: SystemdMemory,
): Promise<SystemdServices> {
  const asked = namesAsked(manager, query.scope);
  const folders = (await api.unitFolders()).filter((folder) => basename(folder) !== 'transient');
  const reloadedAt = await api.reloadedAt();
  const [units, files] = await Promise.all([api.listUnits(asked), readUnitFiles(folders, memory.hashes, query.full)]);
  // Where a folder can't be read, systemd has to name the units in it.
  const patterns = asked ?? ['service', ...query.kinds].map((kind) => `*.${kind}`);
  const more = files.unreadable.length > 0 ? await api.listUnitFiles(patterns) : [];
  const loaded = new Map(units.filter((unit) => unit.load !== 'not-found').map((unit) => [unit.name, unit]));
  memory.instances = files.instances;
  const names = new Set([...files.names, ...files.instances, ...loaded.keys(), ...more]);
  const tracked = { kinds: query.kinds, instances: files.instances };
  const lasting = [...names].filter((name) => isTracked(name, tracked) && !files.aliases.has(name)).sort();
  const within = lasting.slice(0, query.limit).filter((name) => inScope(keyOf(manager, name), query.scope));
  const disk = await readUnits(files, within);

  const items: Item[] = [];
  const unsettled = new Set<string>();
  const problems: Problem[] = [];
  await inParallel(within, atOnce, async (name) => {
    query.signal.throwIfAborted();
    try {
      const found = await readUnit({
        api,
        manager,
        query,
        memory,
        reloadedAt,
        name,
        loaded: loaded.get(name),
        disk: disk.get(name),
      });
      if (found === 'unsettled') unsettled.add(keyOf(manager, name));
      else if (found !== undefined) items.push(found);
    } catch (error) {
      // One unit that systemd can't tell of leaves the others readable; a lost bus does not.
      if (!(error instanceof BusError) || error.failure !== 'refused') throw error;
      unsettled.add(keyOf(manager, name));
      problems.push(unitProblem(manager, name, error.message));
    }
  });
  if (query.scope.kind === 'all') {
    memory.keepOnly(new Set(within));
    memory.loops.keepOnly((key) => names.has(unitOfKey(key)?.unit ?? ''));
  }
  return {
    state: 'collected',
    items,
    unsettled,
    beyond: new Set(lasting.slice(query.limit).map((name) => keyOf(manager, name))),
    total: lasting.length,
    names,
    problems: [...problems, ...memory.loops.problems(Date.now(), (key) => inScope(key, query.scope))],
  };
}

/** A manager's units that a scope names; `undefined` if it asks for more than units. */
function namesAsked(manager: Manager, scope: Scope): readonly string[] | undefined {
  if (scope.kind === 'all') return undefined;
  const names: string[] = [];
  for (const hint of scope.hints) {
    const named = unitOfKey(hint);
    if (named === undefined) return undefined;
    if (named.user === manager.user) names.push(named.unit);
  }
  return names;
}

const adviceFor = ({ user }: Manager) =>
  user === null
    ? 'See that the system bus runs (systemctl status dbus); where there is none, install the package dbus.'
    : `See, as ${user}, whether systemctl --user status answers.`;

function wholeProblem(manager: Manager, cause: string): Problem {
  const who = manager.user === null ? 'systemd runs this machine but' : `The systemd of ${manager.user}`;
  return {
    type: 'Daemons',
    kind: 'unreadable',
    subject: manager.id,
    message: `${who} could not be asked: ${cause}.`,
    advice: adviceFor(manager),
  };
}

function unitProblem(manager: Manager, name: string, cause: string): Problem {
  return {
    type: 'Daemons',
    kind: 'unreadable',
    subject: subjectOf(manager, name),
    message: `systemd could not tell of ${name}: ${cause}.`,
    advice: adviceFor(manager),
  };
}
