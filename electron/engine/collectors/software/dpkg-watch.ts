import { join } from 'node:path';
import { watch as chokidar } from 'chokidar';
import { isLocked } from './dpkg-lock.ts';
import type { SourceListener, SourceWatch } from './source.ts';

/** Milliseconds between looks at dpkg's lock while a transaction runs. */
const lookEvery = 500;
/** After so many looks the lock is left to the scheduled collections: whoever holds it is not at work. */
const mostLooks = (30 * 60_000) / lookEvery;

/**
 * Watches `status` being replaced and the journal under `updates`. The end of a
 * transaction is no event of a file: dpkg lets go of its lock after the last write.
 * So after an event the lock is looked at until it is free, and then once more
 * `changed` is told: by then nothing is in transition any longer.
 */
export async function watchDpkg(adminDir: string, listener: SourceListener): Promise<SourceWatch> {
  const status = join(adminDir, 'status');
  const updates = join(adminDir, 'updates');
  const wanted = (path: string) =>
    path === adminDir || path === status || path === updates || path.startsWith(`${updates}/`);
  const watcher = chokidar(adminDir, { ignored: (path) => !wanted(path), depth: 1, ignoreInitial: true });
  const settling = settle(adminDir, listener.changed);
  watcher.on('all', () => {
    listener.changed();
    settling.begin();
  });
  watcher.on('error', (error) => listener.failed(adminDir, error instanceof Error ? error.message : String(error)));
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  // A transaction that runs already may have written its last step.
  settling.begin();
  return {
    watched: () => Object.keys(watcher.getWatched()).length,
    close: async () => {
      settling.end();
      await watcher.close();
    },
  };
}

/** Looks at the lock until it is free, then tells once. */
function settle(adminDir: string, settled: () => void): { readonly begin: () => void; readonly end: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let looks = 0;
  let ended = false;
  let seenHeld = false;

  async function look(): Promise<void> {
    const held = await isLocked(adminDir);
    if (ended) return;
    seenHeld ||= held;
    looks += 1;
    if (held && looks < mostLooks) {
      timer = setTimeout(() => void look(), lookEvery);
      return;
    }
    timer = undefined;
    if (seenHeld) settled();
  }

  return {
    begin: () => {
      looks = 0;
      if (timer !== undefined || ended) return;
      seenHeld = false;
      timer = setTimeout(() => void look(), 0);
    },
    end: () => {
      ended = true;
      clearTimeout(timer);
    },
  };
}
