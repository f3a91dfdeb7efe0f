import { stat } from 'node:fs/promises';
import type { DaemonKind } from '../../../shared/model/settings.ts';
import { Bus, type BusAddress, BusError } from './bus.ts';
import type { SystemdApi } from './systemd-api.ts';
import { isPlain, kindOf, templateOf } from './words.ts';

/** A systemd that is asked: the one of the machine, or the one of a user. */
export interface Manager {
  /** Its source's name, and the beginning of its items' keys: `systemd`, `systemd-user:alice`. */
  readonly id: string;
  /** The user whose manager it is; `null` for the machine's. */
  readonly user: string | null;
  /** Where it is reached: the first of these that answers. */
  readonly addresses: readonly BusAddress[];
  /** Milliseconds for connecting and for each call. */
  readonly timeLimit: number;
}

const systemId = 'systemd';
const userPrefix = 'systemd-user:';

export const systemManager = (busAddress: string, timeLimit: number): Manager => ({
  id: systemId,
  user: null,
  addresses: [{ address: busAddress, peer: false }],
  timeLimit,
});

export const userManager = (user: string, addresses: readonly BusAddress[], timeLimit: number): Manager => ({
  id: `${userPrefix}${user}`,
  user,
  addresses,
  timeLimit,
});

export const keyOf = (manager: Pick<Manager, 'id'>, unit: string) => `${manager.id}:${unit}`;

/** Whose unit a key names: a user's name holds no colon (passwd(5)), a unit's may. `undefined` for no unit of systemd. */
export function unitOfKey(key: string): { readonly user: string | null; readonly unit: string } | undefined {
  if (key.startsWith(userPrefix)) {
    const colon = key.indexOf(':', userPrefix.length);
    if (colon < 0) return undefined;
    return { user: key.slice(userPrefix.length, colon), unit: key.slice(colon + 1) };
  }
  return key.startsWith(`${systemId}:`) ? { user: null, unit: key.slice(systemId.length + 1) } : undefined;
}

/** What a problem of a unit is about: the unit, and of a user's whose it is. Its key ends with this. */
export const subjectOf = (manager: Manager, unit: string) => (manager.user === null ? unit : `${manager.user}:${unit}`);

/**
 * The source of a manager's units of one kind. Each has a baseline of its own, so that a kind that is switched on, or
 * that an earlier Tidemark did not know, is not a hundred Added. The machine's services were there first.
 */
export function sourceOf(manager: Pick<Manager, 'id' | 'user'>, kind: DaemonKind): string {
  return manager.user === null && kind === 'service' ? manager.id : `${manager.id}/${kind}`;
}

/** The source of a manager's instances of one kind, which an earlier Tidemark did not know either. */
export const instanceSourceOf = (manager: Pick<Manager, 'id' | 'user'>, kind: DaemonKind) =>
  `${sourceOf(manager, kind)}@`;

/** The source of a manager's unit. */
export function sourceOfUnit(manager: Pick<Manager, 'id' | 'user'>, unit: string): string {
  const kind = kindOf(unit) ?? 'service';
  return templateOf(unit) === undefined ? sourceOf(manager, kind) : instanceSourceOf(manager, kind);
}

/** The units of a manager that are tracked: those of some kinds, of instances of templates only these. */
export interface Tracked {
  readonly kinds: readonly DaemonKind[];
  readonly instances: ReadonlySet<string>;
}

export function isTracked(unit: string, { kinds, instances }: Tracked): boolean {
  const kind = kindOf(unit);
  return kind !== undefined && kinds.includes(kind) && (isPlain(unit) || instances.has(unit));
}

/** The key of a manager's unit, as far as it is one that is tracked. */
export const trackedKey = (manager: Manager, tracked: Tracked, unit: string | undefined) =>
  unit !== undefined && isTracked(unit, tracked) ? keyOf(manager, unit) : undefined;

/** Whether systemd runs this machine, be it to be reached or not: `folder` is there then (sd_booted(3)). */
export async function isBooted(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Connects to a manager. Rejects with the BusError of the last of its addresses. */
export async function connect({ addresses, timeLimit }: Manager): Promise<Bus> {
  let failure: unknown = new BusError('lost', 'it has no address');
  for (const address of addresses) {
    try {
      return await Bus.connect(address, timeLimit);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** Whether a failure says that a user's manager has ended, as it does with the last session: its socket may still lie there. */
export const hasEnded = ({ user }: Manager, error: unknown): boolean =>
  user !== null && error instanceof BusError && /ECONNREFUSED|ENOENT/.test(error.message);

/**
 * Whether a manager comes up just now, or goes down: what its units are then, they are on their way only. One that
 * takes longer than `patience` milliseconds to come up is looked at all the same.
 */
export async function isPassing(api: SystemdApi, patience: number): Promise<boolean> {
  const state = await api.systemState();
  if (state === 'stopping') return true;
  if (state !== 'initializing' && state !== 'starting') return false;
  return Date.now() - (await api.startedAt()) < patience;
}
