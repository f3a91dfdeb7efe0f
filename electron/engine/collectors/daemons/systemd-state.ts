import { BusError } from './bus.ts';
import type { Seen } from './crash-loops.ts';
import { keyOf, type Manager, subjectOf } from './manager.ts';
import type { LoadedUnit, SystemdApi } from './systemd-api.ts';
import { inFlux, kindOf, stateOf } from './words.ts';

/**
 * The state to report. A unit on its way to another one keeps the state that is
 * known of it, so that a restart, or a crash that systemd repairs, is no change;
 * but not for ever: after `patience` milliseconds it is told as it is. A oneshot service without RemainAfterExit is
 * never `active`: its work is its activating, however long it takes. It is Stopped between its runs
 * and Failed after one that failed, and a run that ends as the one before is no change.
 */
export async function lastingState(
  api: SystemdApi,
  patience: number,
  isKnown: boolean,
  unit: LoadedUnit | undefined,
): Promise<string> {
  if (unit === undefined) return 'Stopped';
  if (!inFlux(unit)) return stateOf(unit.active);
  if (kindOf(unit.name) === 'service') {
    const [type, remains] = await Promise.all([
      api.text(unit.path, 'Service', 'Type'),
      api.flag(unit.path, 'Service', 'RemainAfterExit'),
    ]);
    if (type === 'oneshot' && !remains) return isKnown ? 'unsettled' : 'Stopped';
  }
  if (!isKnown) return stateOf(unit.active);
  return Date.now() - (await api.time(unit.path, 'StateChangeTimestamp')) < patience
    ? 'unsettled'
    : stateOf(unit.active);
}

/** What there is to know of a service, which systemd has in memory or not, to tell whether it crashes again and again. */
export async function crashesOf(
  api: SystemdApi,
  manager: Manager,
  name: string,
  unit: LoadedUnit | undefined,
): Promise<Seen> {
  const [restarts, result] = await Promise.all([
    unit === undefined || unit.active === 'inactive' ? 0 : restartsOf(api, unit.path),
    unit?.active === 'failed' || unit?.sub === 'auto-restart' ? api.text(unit.path, 'Service', 'Result') : undefined,
  ]);
  const state = unit === undefined || unit.active === 'inactive' ? 'stopped' : 'other';
  return {
    key: keyOf(manager, name),
    subject: subjectOf(manager, name),
    advice: adviceOf(manager, name),
    name,
    restarts,
    state: unit?.active === 'failed' ? 'failed' : state,
    failed: result === undefined ? undefined : result !== 'success',
  };
}

/** systemd counts restarts from version 235 on. */
async function restartsOf(api: SystemdApi, path: string): Promise<number> {
  try {
    return await api.count(path, 'Service', 'NRestarts');
  } catch (error) {
    if (error instanceof BusError && error.failure === 'refused') return 0;
    throw error;
  }
}

const adviceOf = ({ user }: Manager, unit: string) =>
  user === null ? `See why: journalctl -u ${unit}.` : `See why, as ${user}: journalctl --user -u ${unit}.`;
