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
  const settling = new Settling(adminDir, listener.changed);
  watcher.on('all', () => settling.event());
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

/**
 * Tells of the first event at once and of later ones at every look at the lock, since
 * a large transaction writes thousands of steps; and once more when the lock is free.
 */
class Settling {
  #timer: NodeJS.Timeout | undefined;
  #looks = 0;
  #untold = false;
  #seenHeld = false;
  #ended = false;

  constructor(
    private readonly adminDir: string,
    private readonly tell: () => void,
  ) {}

  event(): void {
    this.#looks = 0;
    if (this.#timer !== undefined) {
      this.#untold = true;
      return;
    }
    this.tell();
    this.begin();
  }

  begin(): void {
    if (this.#ended || this.#timer !== undefined) return;
    this.#untold = false;
    this.#seenHeld = false;
    this.#looks = 0;
    this.#timer = setTimeout(() => void this.#look(), 0);
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const held = await isLocked(this.adminDir);
    if (this.#ended) return;
    this.#seenHeld ||= held;
    this.#looks += 1;
    // What was written since the last look may have begun a transaction after this one.
    const goOn = (held || this.#untold) && this.#looks < mostLooks;
    if (this.#untold || (this.#seenHeld && !goOn)) this.tell();
    this.#untold = false;
    this.#timer = goOn ? setTimeout(() => void this.#look(), lookEvery) : undefined;
  }
}
