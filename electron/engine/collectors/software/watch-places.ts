import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { SourceListener, SourceWatch } from './source.ts';

/** A folder whose entries tell what is installed. It need not be there: then its coming is watched for. */
export interface Place {
  readonly folder: string;
  /** Whether an entry of this name matters; absent where every one does. */
  readonly wanted?: (name: string) => boolean;
}

export interface PlaceTimes {
  /** Milliseconds without an event after which it is told. */
  readonly quiet: number;
  /** Milliseconds after which it is told though events go on. */
  readonly most: number;
  /** Milliseconds without an event after which it is told once more: what was half written is whole by then. */
  readonly again: number;
}

const usualTimes: PlaceTimes = { quiet: 300, most: 3000, again: 4000 };

/** A folder that is watched, and what of it matters. */
interface Watched {
  readonly watcher: FSWatcher;
  /** Tells the folder from another one that took its place. */
  readonly inode: bigint;
  wanted: (name: string) => boolean;
}

/**
 * Watches some folders, not what lies in their folders. `find` is asked again after every
 * event, since what is to be watched can be one of the things that came.
 */
export async function watchPlaces(
  find: () => Promise<readonly Place[]>,
  listener: SourceListener,
  times = usualTimes,
): Promise<SourceWatch> {
  const watches = new PlaceWatches(find, listener, times);
  await watches.arm();
  return watches;
}

class PlaceWatches implements SourceWatch {
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;
  #first: number | undefined;
  #closed = false;

  constructor(
    private readonly find: () => Promise<readonly Place[]>,
    private readonly listener: SourceListener,
    private readonly times: PlaceTimes,
  ) {}

  readonly watched = (): number => this.#watched.size;

  readonly close = async (): Promise<void> => {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  };

  /** Watches what is to be watched by now, and nothing else. */
  async arm(): Promise<void> {
    const targets = await this.#targets();
    if (this.#closed) return;
    for (const [folder, each] of this.#watched) {
      if (targets.get(folder)?.inode === each.inode) continue;
      each.watcher.close();
      this.#watched.delete(folder);
    }
    for (const [folder, target] of targets) {
      const same = this.#watched.get(folder);
      if (same !== undefined) same.wanted = target.wanted;
      else this.#open(folder, target);
    }
  }

  #open(folder: string, target: Omit<Watched, 'watcher'>): void {
    try {
      const watcher = watch(folder, { persistent: false });
      const watched: Watched = { watcher, ...target };
      // Its own name tells that the folder itself went away.
      watcher.on('change', (_event, name) => {
        if (name === null || watched.wanted(String(name)) || String(name) === basename(folder)) this.#event();
      });
      watcher.on('error', (error) => this.listener.failed(folder, error.message));
      this.#watched.set(folder, watched);
    } catch (error) {
      if (error instanceof Error) this.listener.failed(folder, error.message);
    }
  }

  #event(): void {
    if (this.#closed) return;
    const now = performance.now();
    this.#first ??= now;
    clearTimeout(this.#timer);
    const rest = Math.max(0, this.times.most - (now - this.#first));
    this.#timer = setTimeout(() => void this.#tell(true), Math.min(this.times.quiet, rest));
  }

  async #tell(andAgain: boolean): Promise<void> {
    this.#first = undefined;
    this.#timer = andAgain ? setTimeout(() => void this.#tell(false), this.times.again) : undefined;
    // Watched before it is looked at: what comes between the two is seen by one of them.
    await this.arm().catch((error: unknown) => {
      this.listener.failed('', error instanceof Error ? error.message : String(error));
    });
    if (!this.#closed) this.listener.changed();
  }

  async #targets(): Promise<ReadonlyMap<string, Omit<Watched, 'watcher'>>> {
    const targets = new Map<string, Omit<Watched, 'watcher'>>();
    for (const place of await this.find()) {
      const { folder, inode, wanted } = await nearest(place);
      const other = targets.get(folder)?.wanted;
      const both = other === undefined ? wanted : (name: string) => other(name) || wanted(name);
      targets.set(folder, { inode, wanted: both });
    }
    return targets;
  }
}

/** The place itself or, where it is not there, the nearest folder above it with the name that leads on to it. */
async function nearest({ folder, wanted }: Place): Promise<{ folder: string } & Omit<Watched, 'watcher'>> {
  const inode = await inodeOf(folder);
  if (inode !== undefined) return { folder, inode, wanted: wanted ?? (() => true) };
  const above = dirname(folder);
  // The root is always there; if it can't be looked at, opening it tells why.
  if (above === folder) return { folder, inode: 0n, wanted: () => true };
  const next = basename(folder);
  return nearest({ folder: above, wanted: (name) => name === next });
}

/** `undefined` where no folder is, or none that can be looked at. */
async function inodeOf(folder: string): Promise<bigint | undefined> {
  const stats = await stat(folder, { bigint: true }).catch(() => undefined);
  return stats?.isDirectory() ? stats.ino : undefined;
}
