import type { Watch, WatchRequest } from '../collector.ts';
import type { Bus } from './bus.ts';
import type { FolderWatch } from './folder-watch.ts';
import { connect, hasEnded, type Manager, trackedKey } from './manager.ts';
import type { Memory } from './parts.ts';
import { SystemdApi } from './systemd-api.ts';
import { News } from './systemd-news.ts';
import { hintOf, rules } from './systemd-signals.ts';
import { watchUnitFolders } from './unit-folder-watch.ts';

/** Milliseconds before the first, and at most before any, attempt to connect again. */
const firstWait = 500;
const longestWait = 60_000;
/**
 * Milliseconds that a change of unit files waits for the reload that systemctl asks
 * for after it: between the two, what systemd says of a unit is half old and half new.
 */
const reloadWait = 500;

/** A watch of one manager. */
export interface ManagerWatch extends Watch {
  readonly manager: Manager;
}

/**
 * Listens to a manager's signals, and watches its folders of units. When the bus is lost, that is a gap and a problem,
 * and it is connected to again, each time after a longer wait; then everything is looked at once. A user's manager that
 * can't be reached again has ended with the last session: that is neither, the watch is over, and `ended` is called.
 * `memory`: what the collections found, by manager.
 */
export async function watchSystemd(
  manager: Manager,
  request: WatchRequest,
  memory: Memory['managers'],
  ended: () => void = () => undefined,
): Promise<ManagerWatch> {
  const { kinds } = request.settings.tracking.daemons;
  const keyOf = (unit: string | undefined) =>
    trackedKey(manager, { kinds, instances: memory.get(manager.id)?.instances ?? new Set() }, unit);
  const changedFiles = new Set<string>();
  let bus: Bus | undefined;
  let folders: FolderWatch | undefined;
  let timer: NodeJS.Timeout | undefined;
  let filesTimer: NodeJS.Timeout | undefined;
  let wait = firstWait;
  let closed = false;
  /** Why the bus was lost, as long as that is not told. */
  let untold: string | undefined;

  /** A hint that waits for a reload to come; its end is what to look at then. */
  function hintLater(hint: string): void {
    changedFiles.add(hint);
    clearTimeout(filesTimer);
    filesTimer = setTimeout(() => {
      for (const each of changedFiles.has('') ? [''] : changedFiles) request.hint(each);
      changedFiles.clear();
    }, reloadWait);
  }

  async function arm(): Promise<void> {
    const connected = await connect(manager);
    if (closed) {
      connected.close();
      return;
    }
    bus = connected;
    const api = new SystemdApi(connected);
    const news = new News();
    connected.onSignal((signal) => {
      if (news.isOld(signal)) return;
      const hint = hintOf(signal, keyOf);
      if (signal.member === 'Reloading') {
        clearTimeout(filesTimer);
        changedFiles.clear();
      }
      if (hint === undefined) return;
      if (signal.member === 'UnitFilesChanged') {
        hintLater(hint);
        return;
      }
      // A systemd that executed itself anew has forgotten who listens.
      if (signal.member === 'NameOwnerChanged') api.subscribe().catch(() => undefined);
      request.hint(hint);
    });
    for (const rule of rules) await connected.match(rule);
    await api.subscribe();
    folders ??= await watchFolders(await api.unitFolders());
    connected.onLost(lost);
    wait = firstWait;
  }

  async function watchFolders(paths: readonly string[]): Promise<FolderWatch> {
    const watched = await watchUnitFolders(
      paths,
      (unit) => {
        const hint = unit === '' ? '' : keyOf(unit);
        if (hint !== undefined) hintLater(hint);
      },
      (folder, cause) => {
        request.gap('watchFailed', folder);
        request.problem({
          type: 'Daemons',
          kind: 'failed',
          subject: folder,
          message: `The folder of units ${folder} can’t be watched: ${cause}.`,
          advice: 'Changes in it are found when systemd reloads, and by the scheduled collections.',
        });
      },
    );
    if (closed) watched.close();
    return watched;
  }

  function letGo(): void {
    bus?.close();
    bus = undefined;
  }

  function lost(cause: string): void {
    letGo();
    if (closed) return;
    // Whether a user's has ended shows when it is to be reached again.
    if (manager.user === null) tell(cause);
    else untold = cause;
    again();
  }

  function tell(cause: string): void {
    untold = undefined;
    request.gap('watchFailed', manager.id);
    request.problem({
      type: 'Daemons',
      kind: 'failed',
      subject: manager.id,
      message: `${manager.user === null ? 'systemd' : `The systemd of ${manager.user}`} can't be listened to: ${cause}.`,
      advice: 'Changes of services are found by the scheduled collections until the system bus can be reached again.',
    });
  }

  /** It is listened to again: what happened meanwhile is to be looked for. */
  function back(): void {
    if (untold !== undefined) request.gap('watchFailed', manager.id);
    untold = undefined;
    request.hint('');
  }

  function again(): void {
    if (closed) return;
    timer = setTimeout(() => {
      arm().then(back, (error: unknown) => {
        letGo();
        if (hasEnded(manager, error)) {
          close();
          ended();
          return;
        }
        if (untold !== undefined) tell(untold);
        again();
      });
    }, wait);
    wait = Math.min(wait * 2, longestWait);
  }

  function close(): void {
    closed = true;
    clearTimeout(timer);
    clearTimeout(filesTimer);
    folders?.close();
    letGo();
  }

  await arm().catch((error: unknown) => lost(error instanceof Error ? error.message : String(error)));
  return {
    manager,
    watched: () => (bus === undefined ? 0 : rules.length) + (folders?.watched ?? 0),
    close: async () => close(),
  };
}
