import { basename } from 'node:path';
import type { DaemonKind } from '../../../shared/model/settings.ts';
import { BusError } from './bus.ts';
import type { Manager } from './manager.ts';
import type { SystemdApi } from './systemd-api.ts';
import { type RunLevels, startsByLinks } from './sysv-links.ts';
import type { UnitOnDisk } from './unit-files.ts';
import { commandOf, listensOn, scheduleOf, startupOf } from './words.ts';

/** What a unit is set to do, as systemd tells it. */
export interface UnitConfig {
  readonly command: string | null;
  readonly account: string | null;
  readonly description: string | null;
  readonly startup: string | null;
  /** Of a unit that was generated from a System V script. */
  readonly runlevels: string | null;
  readonly script: string | null;
  readonly unitFile: string | null;
  /** Whether it is what the unit's files say now, and holds for as long as they are as they are. */
  readonly lasts: boolean;
}

export interface ConfigRequest {
  readonly api: SystemdApi;
  readonly manager: Manager;
  readonly name: string;
  readonly kind: DaemonKind;
  /** The unit's object. */
  readonly path: string;
  readonly isLoaded: boolean;
  readonly disk: UnitOnDisk | undefined;
  /** `undefined` where the links of the run levels could not be read. */
  readonly levels: RunLevels | undefined;
}

/** Asks systemd; `undefined` if what starts the unit lies in links that could not be read. */
export async function readConfig(request: ConfigRequest): Promise<UnitConfig | undefined> {
  const { api, path, name, disk, levels, isLoaded } = request;
  const [own, description, unitFile, unitFileState, isCurrent] = await Promise.all([
    ofKind(request),
    api.text(path, 'Unit', 'Description'),
    disk?.path ?? api.text(path, 'Unit', 'FragmentPath'),
    startOf(api, path, name, disk),
    !isLoaded || isAsOnDisk(api, path, disk),
  ]);
  const script = unitFileState === 'generated' ? await initScript(api, path) : null;
  if (script !== null && levels === undefined) return undefined;
  const starts = script === null ? undefined : (levels?.get(basename(script)) ?? []);
  return {
    ...own,
    description: description || null,
    startup: starts === undefined ? startupOf(unitFileState) : startsByLinks(starts),
    runlevels: starts === undefined ? null : starts.join('\n'),
    script,
    unitFile: unitFile || null,
    lasts: disk?.path !== undefined && disk.path !== null && script === null && isCurrent,
  };
}

async function ofKind({ api, manager, kind, path }: ConfigRequest): Promise<Pick<UnitConfig, 'command' | 'account'>> {
  const self = manager.user ?? 'root';
  switch (kind) {
    case 'service': {
      const [commands, account] = await Promise.all([api.commands(path), api.text(path, 'Service', 'User')]);
      return { command: commandOf(commands), account: account || self };
    }
    case 'timer': {
      const [starts, settings] = await Promise.all([api.text(path, 'Timer', 'Unit'), api.timerSettings(path)]);
      return { command: starts === '' ? null : scheduleOf(starts, settings), account: null };
    }
    case 'socket': {
      const [listens, account] = await Promise.all([api.listens(path), api.text(path, 'Socket', 'SocketUser')]);
      return { command: listensOn(listens), account: account || self };
    }
  }
}

/** As the files say now where there is one; systemd's memory knows of links only what they were when it read the unit. */
async function startOf(api: SystemdApi, path: string, name: string, disk: UnitOnDisk | undefined): Promise<string> {
  if (disk?.path === undefined || disk.path === null) return api.text(path, 'Unit', 'UnitFileState');
  try {
    return await api.unitFileState(name);
  } catch (error) {
    if (!(error instanceof BusError) || error.failure !== 'refused') throw error;
    // A file that went meanwhile, or one that systemd does not take for a unit's.
    return api.text(path, 'Unit', 'UnitFileState');
  }
}

/**
 * Whether systemd holds in memory what is on the disk: the two differ until it reloads. NeedDaemonReload by itself does
 * not tell of drop-ins in a folder that is new.
 */
async function isAsOnDisk(api: SystemdApi, path: string, disk: UnitOnDisk | undefined): Promise<boolean> {
  const [needsReload, dropIns] = await Promise.all([
    api.flag(path, 'Unit', 'NeedDaemonReload'),
    api.texts(path, 'Unit', 'DropInPaths'),
  ]);
  const there = (disk?.dropIns ?? []).map((each) => each.path);
  return !needsReload && dropIns.length === there.length && there.every((each) => dropIns.includes(each));
}

/** The System V script in an init.d that a unit was generated from. */
async function initScript(api: SystemdApi, path: string): Promise<string | null> {
  const source = await api.text(path, 'Unit', 'SourcePath');
  return /\/init\.d\/[^/]+$/.test(source) ? source : null;
}
