import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Scope } from '../collector.ts';
import { inScope } from '../observe.ts';
import { Bus, BusError } from './bus.ts';
import { inParallel } from './in-parallel.ts';
import type { ServiceQuery, Services, ServicesReading } from './source.ts';
import { type LoadedUnit, SystemdApi, type UnitFile, unitPath } from './systemd-api.ts';
import { type RunLevels, startsByLinks } from './sysv-links.ts';
import { commandOf, inFlux, isLastingService, startupOf, stateOf } from './words.ts';

export interface SystemdOptions {
  /** The system bus by default (D-Bus specification, well-known message bus instances). */
  readonly busAddress?: string;
  /** The folder that is there while systemd runs the machine (sd_booted(3)). */
  readonly bootedFolder?: string;
  /** Milliseconds for connecting and for each call. */
  readonly timeLimit?: number;
  /** Milliseconds after which a unit on its way to another state is reported as it is. */
  readonly patience?: number;
}

export const systemdDefaults: Required<SystemdOptions> = {
  busAddress: 'unix:path=/run/dbus/system_bus_socket',
  bootedFolder: '/run/systemd/system',
  // A machine that starts, or swaps, is slow and not silent.
  timeLimit: 15_000,
  patience: 2 * 60_000,
};

/** Milliseconds for a whole collection. */
const longest = 60_000;

/** How many units are asked about at once. */
const atOnce = 32;

export interface SystemdServices extends Services {
  /** Every name that systemd knows a service by, aliases too. */
  readonly names: ReadonlySet<string>;
}

/** Whether systemd runs this machine, be it to be reached or not. */
export async function isBooted(bootedFolder: string): Promise<boolean> {
  return stat(bootedFolder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * Reads systemd's services over D-Bus: those with a unit file and those in memory.
 * Transient units and instances of templates are no items: they come and go as
 * sessions, devices and crashes do.
 */
export async function readSystemd(
  options: Required<SystemdOptions>,
  query: ServiceQuery,
  levels: RunLevels | undefined,
): Promise<ServicesReading<SystemdServices>> {
  if (!(await isBooted(options.bootedFolder))) return { state: 'unsupported' };
  let bus: Bus | undefined;
  let timer: NodeJS.Timeout | undefined;
  const abort = () => bus?.abandon('the collection was given up');
  try {
    bus = await Bus.connect(options.busAddress, options.timeLimit);
    timer = setTimeout(() => bus?.abandon(`it took longer than ${longest / 1000} s in all`), longest);
    query.signal.addEventListener('abort', abort);
    return await readServices(new SystemdApi(bus), options, query, levels);
  } catch (error) {
    query.signal.throwIfAborted();
    if (error instanceof BusError) return unreadable(error.message);
    if (error instanceof z.ZodError)
      return unreadable(`it answered what was not understood: ${z.prettifyError(error)}`);
    throw error;
  } finally {
    clearTimeout(timer);
    query.signal.removeEventListener('abort', abort);
    bus?.close();
  }
}

async function readServices(
  api: SystemdApi,
  options: Required<SystemdOptions>,
  query: ServiceQuery,
  levels: RunLevels | undefined,
): Promise<SystemdServices> {
  const asked = namesAsked(query.scope);
  const [units, files] = await Promise.all([api.listUnits(asked), api.listUnitFiles(asked ?? ['*.service'])]);
  const loaded = new Map(units.filter((unit) => unit.load !== 'not-found').map((unit) => [unit.name, unit]));
  const names = new Set([...files.keys(), ...loaded.keys()].filter((name) => name.endsWith('.service')));
  const hidden = new Set(['alias', 'transient']);
  const lasting = [...names]
    .filter((name) => isLastingService(name) && !hidden.has(files.get(name)?.state ?? ''))
    .sort();
  const within = lasting.slice(0, query.limit).filter((name) => inScope(keyOf(name), query.scope));

  const items: Item[] = [];
  const unsettled = new Set<string>();
  const problems: Problem[] = [];
  await inParallel(within, atOnce, async (name) => {
    query.signal.throwIfAborted();
    try {
      const found = await readUnit(api, options.patience, query, levels, name, loaded.get(name), files.get(name));
      if (found === 'unsettled') unsettled.add(keyOf(name));
      else if (found !== undefined) items.push(found);
    } catch (error) {
      // One unit that systemd can't tell of leaves the others readable; a lost bus does not.
      if (!(error instanceof BusError) || error.failure !== 'refused') throw error;
      unsettled.add(keyOf(name));
      problems.push(unreadableProblem(name, `systemd could not tell of ${name}: ${error.message}.`));
    }
  });
  return {
    state: 'collected',
    items,
    unsettled,
    beyond: new Set(lasting.slice(query.limit).map(keyOf)),
    total: lasting.length,
    names,
    problems,
  };
}

/** The units that a scope names; `undefined` if it asks for more than units. */
function namesAsked(scope: Scope): readonly string[] | undefined {
  if (scope.kind === 'all') return undefined;
  const names = scope.hints.flatMap((hint) => (hint.startsWith('systemd:') ? [hint.slice('systemd:'.length)] : []));
  return names.length === scope.hints.length ? names : undefined;
}

const keyOf = (name: string) => `systemd:${name}`;

/** A unit as an item; `undefined` for what is none after all. */
async function readUnit(
  api: SystemdApi,
  patience: number,
  query: ServiceQuery,
  levels: RunLevels | undefined,
  name: string,
  loaded: LoadedUnit | undefined,
  file: UnitFile | undefined,
): Promise<Item | 'unsettled' | undefined> {
  const path = loaded?.path ?? (await api.loadUnit(name));
  // Older versions of systemd list aliases like other files; loading one gives the unit it stands for.
  if (loaded === undefined && path !== unitPath(name)) return undefined;
  if (file === undefined && (await api.flag(path, 'Unit', 'Transient'))) return undefined;
  const state = loaded === undefined ? 'Stopped' : await lastingState(api, patience, query, loaded);
  if (state === 'unsettled') return state;
  const [commands, account, description, unitFile, unitFileState] = await Promise.all([
    api.commands(path),
    api.text(path, 'Service', 'User'),
    loaded?.description ?? api.text(path, 'Unit', 'Description'),
    file?.path ?? api.text(path, 'Unit', 'FragmentPath'),
    file?.state ?? api.text(path, 'Unit', 'UnitFileState'),
  ]);
  const script = unitFileState === 'generated' ? await initScript(api, path) : undefined;
  // What starts it lies in links that could not be read.
  if (script !== undefined && levels === undefined) return 'unsettled';
  const starts = script === undefined ? undefined : (levels?.get(script) ?? []);
  return {
    type: 'Daemons',
    key: keyOf(name),
    name,
    fields: {
      state,
      subState: loaded?.sub ?? 'dead',
      startup: starts === undefined ? startupOf(unitFileState) : startsByLinks(starts),
      command: commandOf(commands),
      account: account || 'root',
      runlevels: starts === undefined ? null : starts.join('\n'),
      controller: 'systemd',
      description: description || null,
      unitFile: unitFile || null,
    },
  };
}

/**
 * The state to report. A unit on its way to another one keeps the state that is
 * known of it, so that a restart, or a crash that systemd repairs, is no change;
 * but not for ever. A oneshot service without RemainAfterExit is never `active`: its
 * work is its activating, however long it takes. It is Stopped between its runs
 * and Failed after one that failed, and a run that ends as the one before is no change.
 */
async function lastingState(api: SystemdApi, patience: number, query: ServiceQuery, unit: LoadedUnit): Promise<string> {
  if (!inFlux(unit)) return stateOf(unit.active);
  const known = query.known.has(keyOf(unit.name));
  const [type, remains, since] = await Promise.all([
    api.text(unit.path, 'Service', 'Type'),
    api.flag(unit.path, 'Service', 'RemainAfterExit'),
    api.time(unit.path, 'StateChangeTimestamp'),
  ]);
  if (type === 'oneshot' && !remains) return known ? 'unsettled' : 'Stopped';
  return known && Date.now() - since < patience ? 'unsettled' : stateOf(unit.active);
}

/** The System V script that a unit was generated from, by its name in /etc/init.d. */
async function initScript(api: SystemdApi, path: string): Promise<string | undefined> {
  return /\/init\.d\/([^/]+)$/.exec(await api.text(path, 'Unit', 'SourcePath'))?.[1];
}

function unreadable(cause: string): ServicesReading<SystemdServices> {
  const problem = unreadableProblem('systemd', `systemd runs this machine but could not be asked: ${cause}.`);
  return { state: 'unreadable', problem };
}

function unreadableProblem(subject: string, message: string): Problem {
  return {
    type: 'Daemons',
    kind: 'unreadable',
    subject,
    message,
    advice: 'See that the system bus runs (systemctl status dbus); where there is none, install the package dbus.',
  };
}
