import { type Item, unreadable } from '../../../shared/model/item.ts';
import { keyOf, type Manager } from './manager.ts';
import type { SystemdQuery } from './systemd.ts';
import { type LoadedUnit, type SystemdApi, unitPath } from './systemd-api.ts';
import { readConfig } from './systemd-config.ts';
import type { SystemdMemory } from './systemd-memory.ts';
import { crashesOf, lastingState } from './systemd-state.ts';
import type { DropIn, UnitOnDisk } from './unit-files.ts';
import { kindOf } from './words.ts';

export interface UnitRequest {
  readonly api: SystemdApi;
  readonly manager: Manager;
  readonly query: SystemdQuery;
  readonly memory: SystemdMemory;
  /** See `SystemdApi.reloadedAt`. */
  readonly reloadedAt: string;
  readonly name: string;
  /** The unit in systemd's memory, if it is there. */
  readonly loaded: LoadedUnit | undefined;
  readonly disk: UnitOnDisk | undefined;
}

/** A unit as an item; `undefined` for what is none after all, and `unsettled` for what nothing can be said of now. */
export async function readUnit(request: UnitRequest): Promise<Item | 'unsettled' | undefined> {
  const { api, manager, query, memory, name, loaded, disk } = request;
  const kind = kindOf(name);
  if (kind === undefined) return undefined;
  const path = loaded?.path ?? unitPath(name);
  const isOnDisk = disk !== undefined && disk.path !== null;
  if (!isOnDisk) {
    // A name that systemd told of may be another name of a unit: loading it gives that unit.
    if (loaded === undefined && (await api.loadUnit(name)) !== path) return undefined;
    if (await api.flag(path, 'Unit', 'Transient')) return undefined;
  }
  if (kind === 'service') memory.loops.see(await crashesOf(api, manager, name, loaded), Date.now());
  const key = keyOf(manager, name);
  const state = await lastingState(api, query.patience, query.known.has(key), loaded);
  if (state === 'unsettled') return state;
  const isLoaded = loaded !== undefined;
  const seen = { print: disk?.print, isLoaded, reloadedAt: request.reloadedAt };
  const kept = query.full ? undefined : memory.config(name, seen);
  const config = kept ?? (await readConfig({ api, manager, name, kind, path, isLoaded, disk, levels: query.levels }));
  if (config === undefined) return 'unsettled';
  memory.keep(name, seen, config);
  return {
    type: 'Daemons',
    key,
    name,
    fields: {
      state,
      subState: loaded?.sub ?? 'dead',
      startup: config.startup,
      command: config.command,
      account: config.account,
      runlevels: config.runlevels,
      controller: 'systemd',
      description: config.description,
      unitFile: config.unitFile,
      // What is generated from a script says what that says, in other words and with its run levels.
      unitChecksum:
        config.script === null ? (disk?.checksum ?? null) : await memory.hashes.of(config.script, query.full),
      dropIns: dropInLines(disk?.dropIns ?? []),
      kind,
      user: manager.user,
    },
  };
}

/** `path sha256:<hex>`, a drop-in a line; one that /dev/null masks has no checksum. */
function dropInLines(dropIns: readonly DropIn[]): string | null {
  if (dropIns.length === 0) return null;
  if (dropIns.some(({ checksum }) => checksum === unreadable)) return unreadable;
  return dropIns.map(({ path, checksum }) => (checksum === null ? path : `${path} ${checksum}`)).join('\n');
}
