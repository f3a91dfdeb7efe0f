import { join } from 'node:path';
import type { Watch, WatchRequest } from '../collector.ts';
import { FolderWatch } from './folder-watch.ts';
import { isBooted, systemManager } from './manager.ts';
import { openrcFolders, runsOpenrc } from './openrc.ts';
import type { Options } from './options.ts';
import type { Memory } from './parts.ts';
import { watchSystemd } from './systemd-watch.ts';
import { levelFolder, levels } from './sysv-links.ts';
import { watchUsers } from './users-watch.ts';

/** Watches every service manager, as far as this machine has them. */
export async function watchDaemons(
  options: Options,
  request: WatchRequest,
  memory: Memory['managers'],
): Promise<Watch> {
  const { systemd, etc, openrc } = options;
  const watches: Watch[] = [await watchScripts(await scriptFolders(options), openrc.run, request)];
  if (await isBooted(systemd.bootedFolder)) {
    const manager = systemManager(systemd.busAddress, systemd.timeLimit);
    watches.push(await watchSystemd(manager, request, memory));
    if (request.settings.tracking.daemons.user) watches.push(await watchUsers(options.users, request, memory));
  }
  return {
    watched: () => watches.reduce((sum, each) => sum + each.watched(), 0),
    close: async () => {
      await Promise.all(watches.map((each) => each.close()));
    },
  };

  async function scriptFolders({ openrc: settings }: Options): Promise<() => Promise<readonly string[]>> {
    if (await runsOpenrc(settings)) return () => openrcFolders(settings);
    const folders = [join(etc, 'init.d'), ...levels.map((level) => levelFolder(etc, level))];
    return async () => folders;
  }
}

/**
 * What sets scripts to start (update-rc.d) makes one link after the other: so long (milliseconds) no other has to come,
 * and so long is waited at most.
 */
const linksWait = 500;
const longestWait = 2000;

async function watchScripts(
  folders: () => Promise<readonly string[]>,
  states: string,
  request: WatchRequest,
): Promise<Watch> {
  let timer: NodeJS.Timeout | undefined;
  let until = 0;
  const hint = () => {
    timer = undefined;
    request.hint('');
  };
  const watch = await FolderWatch.start({
    folders,
    changed: () => {
      const now = Date.now();
      if (timer === undefined) until = now + longestWait;
      clearTimeout(timer);
      timer = setTimeout(hint, Math.min(linksWait, Math.max(0, until - now)));
    },
    failed: (folder, cause) => {
      request.gap('watchFailed', folder);
      request.problem({
        type: 'Daemons',
        kind: 'failed',
        subject: folder,
        message: `The live watch of ${folder.startsWith(states) ? 'OpenRC’s states' : 'scripts'} in ${folder} failed: ${cause}.`,
        advice: 'Changes of scripts are found by the scheduled collections until it works again.',
      });
    },
  });
  return {
    watched: () => watch.watched,
    close: async () => {
      clearTimeout(timer);
      watch.close();
    },
  };
}
