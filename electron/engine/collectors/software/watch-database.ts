import { watch as chokidar } from 'chokidar';
import type { SourceListener, SourceWatch } from './source.ts';

/** Milliseconds between looks at whether the package manager is at work still. */
const lookEvery = 500;
/** After so many looks that is left to the scheduled collections: whoever holds the lock is not at work. */
const mostLooks = (30 * 60_000) / lookEvery;

/** The files in which a package manager keeps what is installed. */
export interface WatchedDatabase {
  /** The folder that they lie in, by which a failure is named. */
  readonly folder: string;
  /** How many levels below it they lie; 0 for those in it. */
  readonly depth: number;
  /** Whether a path, the folder's own among them, is a file of it or leads to one. */
  readonly wanted: (path: string) => boolean;
  /** Whether the package manager is at work: tells of its lock. */
  readonly busy: () => Promise<boolean>;
  /**
   * Tells the database's state by what is cheap to ask (sizes and times), for one that is touched by who
   * only reads it: an event that leaves it as it was is none. Absent where every event counts. Never rejects.
   */
  readonly mark?: () => Promise<string>;
}

/**
 * Watches a package manager's database. The end of a transaction is often no event of a file:
 * the lock is let go of after the last write. So after an event the lock is looked at
 * until it is free, and then once more `changed` is told: by then nothing is in
 * transition any longer.
 */
export async function watchDatabase(database: WatchedDatabase, listener: SourceListener): Promise<SourceWatch> {
  const { folder, depth, wanted, busy, mark } = database;
  let marked = await mark?.();
  const watcher = chokidar(folder, { ignored: (path) => !wanted(path), depth, ignoreInitial: true });
  const settling = new Settling(busy, listener.changed);
  watcher.on('all', async () => {
    const now = await mark?.();
    if (now !== undefined && now === marked) return;
    marked = now;
    settling.event();
  });
  watcher.on('error', (error) => listener.failed(folder, error instanceof Error ? error.message : String(error)));
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
    private readonly busy: () => Promise<boolean>,
    private readonly tell: () => void,
  ) {}

  event(): void {
    if (this.#ended) return;
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
    const held = await this.busy();
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
