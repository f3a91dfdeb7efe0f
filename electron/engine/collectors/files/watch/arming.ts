import { readdirSync } from 'node:fs';
import { childKey, nameKey, nameOf, nativePath, parentKey, within } from '../keys.ts';
import { leadsInto } from '../mounts/leads-into.ts';
import { pointOf, scheduledMounts } from '../mounts/mounts.ts';
import { type Coverage, coversFolder, type Standing } from '../patterns/coverage.ts';
import { codeOf, isAbsence, look } from '../worker/status.ts';
import { realKey } from '../worker/walk.ts';
import { IN } from './events.ts';
import { addInterest, type Folder, Folders } from './folders.ts';
import type { Inotify } from './inotify.ts';

const names = IN.CREATE | IN.DELETE | IN.MOVED_FROM | IN.MOVED_TO | IN.ATTRIB | IN.DELETE_SELF | IN.MOVE_SELF;
const contents = names | IN.MODIFY | IN.CLOSE_WRITE;

/** How long (ms) arming may hold the engine's loop at a time. */
const slice = 10;

/** Links to one folder that are watched under their own names; beyond that the scheduled collection finds it. */
const mostNames = 4;

interface Step {
  readonly covered: Coverage;
  readonly key: string;
  readonly standing: Standing;
}

/**
 * Sets watches, folder by folder: first the watch, then the look at what is in it,
 * so that whatever comes in between is either seen or told.
 */
export class Arming {
  readonly folders = new Folders();
  /** Folders whose watch was refused, with the system's code: EACCES, or ENOSPC for want of room. */
  readonly refused = new Map<string, string>();
  readonly #inotify: Inotify;
  /** Where file systems are mounted that are not watched, nor touched here: they may not answer. */
  #points: ReadonlySet<string> = new Set();
  readonly #queue: Step[] = [];
  readonly #linked = new Map<string, Set<string>>();
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(inotify: Inotify) {
    this.#inotify = inotify;
  }

  /** Whether folders are still to be armed. */
  get waiting(): boolean {
    return this.#running !== undefined || this.#queue.length > 0;
  }

  close(): void {
    this.#closed = true;
    this.#queue.length = 0;
  }

  /** Watches the way to an item's root as far as it exists, and queues the root itself. */
  root(covered: Coverage): void {
    this.#findMounts();
    const { root } = covered.spec;
    const way: string[] = [];
    for (let key = root; key !== parentKey(key); key = parentKey(key)) way.unshift(key);
    for (const key of way) {
      // A root that is a file is watched where it lies, so that whatever takes its place is.
      const folder = this.#watch(parentKey(key), key === root ? contents : names);
      if (folder === undefined) {
        // A folder that may be passed through but not listed can't be watched; what lies below it perhaps can.
        if (this.refused.has(parentKey(key))) continue;
        return;
      }
      const through = folder.roads.get(nameOf(key));
      if (through === undefined) folder.roads.set(nameOf(key), new Set([covered]));
      else through.add(covered);
    }
    this.entry(covered, root, covered.start, true);
  }

  /** Queues an entry, if it is a folder that is listed; a link to a file is watched where the file lies. */
  entry(covered: Coverage, key: string, standing: Standing, isRoot = false): void {
    const { links } = covered.spec;
    try {
      if (this.#unwatched(key, links === 'follow')) return;
      const status = look(key, links === 'follow');
      if (status === undefined || (links === 'ignore' && status.stats.isSymbolicLink())) return;
      if (!status.stats.isDirectory()) {
        // A device is written to all the time (a masked unit is a link to /dev/null), and has no content to change.
        if (status.link !== undefined && status.stats.isFile()) this.#alias(key);
        return;
      }
      const listed = covered.listing(standing);
      if (listed === undefined || (status.link !== undefined && !isRoot && !this.#entersLink(covered, key))) return;
      this.#queue.push({ covered, key, standing: listed });
    } catch {
      // Unreadable: the collection says so.
    }
  }

  /** Arms a folder again that was lost. */
  again(covered: Coverage, key: string, standing: Standing): void {
    this.#queue.push({ covered, key, standing });
  }

  /** Works the queue off in slices; resolves when it is empty. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  #findMounts(): void {
    this.#points = new Set(scheduledMounts([]).map((each) => each.point));
  }

  /** Whether a path lies in, or leads into, a mount that is collected by schedule alone. */
  #unwatched(key: string, follow: boolean): boolean {
    if (this.#points.size === 0) return false;
    if (pointOf(key, this.#points) !== undefined) return true;
    return follow && leadsInto(key, (each) => this.#points.has(each)) !== undefined;
  }

  async #run(): Promise<void> {
    this.#findMounts();
    let until = performance.now() + slice;
    for (let step = this.#queue.pop(); step !== undefined; step = this.#queue.pop()) {
      this.#arm(step);
      if (performance.now() < until) continue;
      await new Promise(setImmediate);
      if (this.#closed) return;
      until = performance.now() + slice;
    }
  }

  #arm({ covered, key, standing }: Step): void {
    const folder = this.#watch(key, contents);
    if (folder === undefined) return;
    addInterest(folder, covered, standing);
    const only = covered.names(standing);
    if (only !== undefined) {
      for (const name of only) this.#child(covered, key, standing, name);
      return;
    }
    try {
      for (const entry of readdirSync(nativePath(key), { withFileTypes: true, encoding: 'buffer' })) {
        // Most entries are plain files: nothing to be armed, nothing to be decoded.
        if (entry.isDirectory() || entry.isSymbolicLink()) this.#child(covered, key, standing, nameKey(entry.name));
      }
    } catch (error) {
      if (!isAbsence(codeOf(error))) this.refused.set(key, codeOf(error));
    }
  }

  #child(covered: Coverage, folder: string, listed: Standing, name: string): void {
    const key = childKey(folder, name);
    const standing = covered.enter(listed, name, key);
    if (standing !== undefined) this.entry(covered, key, standing);
  }

  #watch(key: string, mask: number): Folder | undefined {
    if (this.#unwatched(key, false)) return undefined;
    try {
      const folder = this.folders.set(key, this.#inotify.add(key, mask));
      this.refused.delete(key);
      return folder;
    } catch (error) {
      const code = codeOf(error);
      if (!isAbsence(code)) this.refused.set(key, code);
      return undefined;
    }
  }

  /** A file reached through a link changes where it lies, not where the link does. */
  #alias(key: string): void {
    const real = realKey(key);
    const folder = this.#watch(parentKey(real), contents);
    if (folder === undefined) return;
    const links = folder.aliases.get(nameOf(real));
    if (links === undefined) folder.aliases.set(nameOf(real), new Set([key]));
    else links.add(key);
  }

  /** See `judgeLink`; but of several links to a folder a few are watched, since the collection may choose another. */
  #entersLink(covered: Coverage, key: string): boolean {
    const real = realKey(key);
    if (within(realKey(parentKey(key)), real)) return false;
    const root = realKey(covered.spec.root);
    if (within(real, root)) {
      const below = real.slice(root === '/' ? 1 : root.length + 1);
      if (coversFolder(covered, below === '' ? [] : below.split('/'))) return false;
    }
    const already = this.#linked.get(real) ?? new Set<string>();
    this.#linked.set(real, already);
    return already.has(key) || (already.size < mostNames && already.add(key).has(key));
  }
}
