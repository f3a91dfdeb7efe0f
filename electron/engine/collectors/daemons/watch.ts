import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { watch as chokidar } from 'chokidar';
import type { Watch, WatchRequest } from '../collector.ts';
import { isBooted, type SystemdOptions } from './systemd.ts';
import { watchSystemd } from './systemd-watch.ts';
import { levelFolder, levels } from './sysv-links.ts';

/** Watches both service managers, as far as this machine has them. */
export async function watchDaemons(
  etc: string,
  systemd: Required<SystemdOptions>,
  request: WatchRequest,
): Promise<Watch> {
  const watches = [await watchScripts(etc, request)];
  if (await isBooted(systemd.bootedFolder)) watches.push(await watchSystemd(systemd, request));
  return {
    watched: () => watches.reduce((sum, each) => sum + each.watched(), 0),
    close: async () => {
      await Promise.all(watches.map((each) => each.close()));
    },
  };
}

async function watchScripts(etc: string, request: WatchRequest): Promise<Watch> {
  const folders = [join(etc, 'init.d'), ...levels.map((level) => levelFolder(etc, level))].filter((each) =>
    existsSync(each),
  );
  // Links are watched as links: what a script points to may lie anywhere.
  const watcher = chokidar(folders, { depth: 0, ignoreInitial: true, followSymlinks: false });
  // Before, it tells of each link that it finds, whatever `ignoreInitial` says.
  watcher.once('ready', () => watcher.on('all', () => request.hint('')));
  watcher.on('error', (error) => {
    const cause = error instanceof Error ? error.message : String(error);
    request.gap('watchFailed', join(etc, 'init.d'));
    request.problem({
      type: 'Daemons',
      kind: 'failed',
      subject: join(etc, 'init.d'),
      message: `The live watch of System V scripts failed: ${cause}.`,
      advice: 'Changes of scripts are found by the scheduled collections until it works again.',
    });
  });
  if (folders.length > 0) await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return { watched: () => folders.length, close: () => watcher.close() };
}
