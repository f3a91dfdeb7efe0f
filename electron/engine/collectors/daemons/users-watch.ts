import type { Watch, WatchRequest } from '../collector.ts';
import { FolderWatch } from './folder-watch.ts';
import type { Memory } from './parts.ts';
import { type ManagerWatch, watchSystemd } from './systemd-watch.ts';
import { type UsersOptions, userFolders, userManagers } from './users.ts';

/**
 * Watches the managers of the users that run and may be asked, and the folders in which the coming of others shows.
 * One that comes is watched and looked at once it is up; one that ends is watched no longer, and nothing is said of it.
 */
export async function watchUsers(
  options: Required<UsersOptions>,
  request: WatchRequest,
  memory: Memory['managers'],
): Promise<Watch> {
  const watches = new Map<string, ManagerWatch>();
  let closed = false;
  let looking: Promise<void> | undefined;
  let lookAgain = false;

  async function look(): Promise<void> {
    for (const manager of await userManagers(options)) {
      if (closed || watches.has(manager.id)) continue;
      let isOver = false;
      const watch = await watchSystemd(manager, request, memory, () => {
        isOver = true;
        watches.delete(manager.id);
      });
      if (closed) await watch.close();
      else if (!isOver) watches.set(manager.id, watch);
    }
  }

  /** One look at a time; what comes meanwhile is looked for after it. */
  function lookSoon(): void {
    if (looking !== undefined) {
      lookAgain = true;
      return;
    }
    const before = new Set(watches.keys());
    looking = look()
      // Nothing is lost by it: the scheduled collections ask the managers that there are.
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
        if ([...watches.keys()].some((id) => !before.has(id))) request.hint('');
        if (lookAgain && !closed) {
          lookAgain = false;
          lookSoon();
        }
      });
  }

  const folders = await FolderWatch.start({
    folders: () => userFolders(options),
    changed: (path) => {
      if (/\/(?:systemd|private|bus)$/.test(path)) lookSoon();
    },
    failed: (folder, cause) => {
      request.problem({
        type: 'Daemons',
        kind: 'failed',
        subject: folder,
        message: `The folder ${folder}, in which the coming of users’ managers shows, can’t be watched: ${cause}.`,
        advice: 'Changes of users’ units are found by the scheduled collections.',
      });
    },
  });
  await look();
  return {
    watched: () => folders.watched + [...watches.values()].reduce((sum, each) => sum + each.watched(), 0),
    close: async () => {
      closed = true;
      folders.close();
      await looking;
      await Promise.all([...watches.values()].map((each) => each.close()));
    },
  };
}
