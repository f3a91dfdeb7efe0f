import type { FolderListener } from '../../../watched-folders.ts';
import { childKey, nameOf, parentKey, within } from '../keys.ts';
import { leadsInto } from '../mounts/leads-into.ts';
import { pointOf, scheduledMounts } from '../mounts/mounts.ts';
import { type Coverage, coversFolder, type Standing } from '../patterns/coverage.ts';
import { codeOf, isAbsence, look } from '../worker/status.ts';
import { realKey } from '../worker/walk.ts';
import { IN } from './events.ts';
import { type Folder, Folders } from './folders.ts';
import type { Inotify } from './inotify.ts';
import { leading, leadingSlowly } from './listing.ts';
import { Refusals } from './refusals.ts';

const names = IN.CREATE | IN.DELETE | IN.MOVED_FROM | IN.MOVED_TO | IN.ATTRIB | IN.DELETE_SELF | IN.MOVE_SELF;
const contents = names | IN.MODIFY | IN.CLOSE_WRITE;

/** How long (ms) arming may hold the engine's loop at a time. */
const slice = 10;

/** A folder of more bytes than this (on ext4 about 5,000 names) is not listed at one go. */
const large = 256 * 1024;

/** Links to one folder that are watched under their own names; beyond that the scheduled collection finds it. */
const mostNames = 4;

/** An entry that a listing told of: a folder or a link, to be looked at. */
interface Entry {
  readonly covered: Coverage;
  readonly key: string;
  readonly standing: Standing;
}

/** A folder that is to be watched, and listed with this standing. */
interface Listing extends Entry {
  readonly large: boolean;
  /** Whether its path may be a link: what takes the place of a folder is not followed. */
  readonly linked: boolean;
}

/**
 * Sets watches, folder by folder: first the watch, then the look at what is in it,
 * so that whatever comes in between is either seen or told.
 */
export class Arming {
  readonly folders = new Folders();
  readonly refused = new Refusals();
  readonly #inotify: Inotify;
  readonly #listener: FolderListener | undefined;
  /** Where file systems are mounted that are not watched, nor touched here: they may not answer. */
  #points: ReadonlySet<string> = new Set();
  readonly #queue: (Entry | Listing)[] = [];
  readonly #linked = new Map<string, Set<string>>();
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(inotify: Inotify, listener: FolderListener | undefined) {
    this.#inotify = inotify;
    this.#listener = listener;
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
    const { root, source } = covered.spec;
    const way: string[] = [];
    for (let key = root; key !== parentKey(key); key = parentKey(key)) way.unshift(key);
    for (const key of way) {
      const parent = parentKey(key);
      // A root that is a file is watched where it lies, so that whatever takes its place is.
      const folder = this.#watch(parent, key === root ? contents : names, `root ${source}`, () => this.root(covered));
      if (folder === undefined) {
        // A folder that may be passed through but not listed can't be watched; what lies below it perhaps can.
        if (this.refused.codeOf(parent) !== undefined) continue;
        return;
      }
      folder.addRoad(nameOf(key), covered);
    }
    this.entry(covered, root, covered.start, true);
  }

  /** Queues an entry, if it is a folder that is listed; a link to a file is watched where the file lies. */
  entry(covered: Coverage, key: string, standing: Standing, isRoot = false): void {
    const listing = this.#look(covered, key, standing, isRoot);
    if (listing !== undefined) this.#queue.push(listing);
  }

  /** Arms a folder again that was lost. */
  again(covered: Coverage, key: string, standing: Standing): void {
    this.#queue.push({ covered, key, standing, large: true, linked: true });
  }

  /** Queues what was refused once more. */
  retry(): void {
    for (const again of this.refused.take()) again();
  }

  /** Forgets a folder and all below it that is gone. */
  drop(key: string): void {
    if (this.refused.folders > 0) this.refused.drop(key);
    const gone = this.folders.drop(key);
    for (const wd of gone) this.#inotify.remove(wd);
    if (gone.length > 0) this.#listener?.gone(key);
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
      const listing = 'large' in step ? step : this.#look(step.covered, step.key, step.standing, false);
      if (listing !== undefined && this.#arm(listing)) {
        if (listing.large) await this.#listSlowly(listing);
        else this.#list(listing);
      }
      if (performance.now() < until) continue;
      await new Promise(setImmediate);
      if (this.#closed) return;
      until = performance.now() + slice;
    }
  }

  /** What has to be armed of an entry, undefined if nothing. */
  #look(covered: Coverage, key: string, standing: Standing, isRoot: boolean): Listing | undefined {
    const { links } = covered.spec;
    try {
      if (this.#unwatched(key, links === 'follow')) return undefined;
      const status = look(key, links === 'follow');
      if (status === undefined || (links === 'ignore' && status.stats.isSymbolicLink())) return undefined;
      const linked = status.link !== undefined;
      if (!status.stats.isDirectory()) {
        // A device is written to all the time (a masked unit is a link to /dev/null), and has no content to change.
        if (linked && status.stats.isFile()) this.#alias(key);
        return undefined;
      }
      const listed = covered.listing(standing);
      if (listed === undefined || (linked && !isRoot && !this.#entersLink(covered, key))) return undefined;
      return { covered, key, standing: listed, large: status.stats.size > large, linked };
    } catch {
      // Unreadable: the collection says so.
      return undefined;
    }
  }

  /** Watches a folder; whether it is to be listed. */
  #arm(listing: Listing): boolean {
    const { covered, key, standing, linked } = listing;
    const follow = linked ? 0 : IN.DONT_FOLLOW;
    const folder = this.#watch(key, contents | follow, by(listing), () => this.#queue.push(listing));
    if (folder !== undefined) this.folders.addInterest(folder, covered, standing);
    // Where there is no room, what lies below is looked for all the same: how much is not watched has to be known.
    return folder !== undefined || this.refused.codeOf(key) === 'ENOSPC';
  }

  #list(listing: Listing): void {
    const { covered, key, standing } = listing;
    try {
      for (const name of covered.names(standing) ?? leading(key)) this.#child(listing, name);
    } catch (error) {
      this.#unlisted(listing, error);
    }
  }

  /** As `#list`, some names at a time. */
  async #listSlowly(listing: Listing): Promise<void> {
    const { covered, key, standing } = listing;
    try {
      for await (const name of covered.names(standing) ?? leadingSlowly(key)) {
        if (this.#closed) return;
        this.#child(listing, name);
      }
    } catch (error) {
      this.#unlisted(listing, error);
    }
  }

  #unlisted(listing: Listing, error: unknown): void {
    const code = codeOf(error);
    if (!isAbsence(code)) this.refused.add(listing.key, code, by(listing), () => this.#queue.push(listing));
  }

  #child({ covered, key: folder, standing: listed }: Listing, name: string): void {
    const key = childKey(folder, name);
    const standing = covered.enter(listed, name, key);
    if (standing !== undefined) this.#queue.push({ covered, key, standing });
  }

  #watch(key: string, mask: number, by: string, again: () => void): Folder | undefined {
    if (this.#unwatched(key, false)) return undefined;
    try {
      const folder = this.folders.set(key, this.#inotify.add(key, mask));
      // On the way to what is tracked nothing but names matters.
      if (mask & IN.MODIFY) this.#listener?.armed(key);
      this.refused.granted(key);
      return folder;
    } catch (error) {
      const code = codeOf(error);
      if (!isAbsence(code)) this.refused.add(key, code, by, again);
      return undefined;
    }
  }

  /** A file reached through a link changes where it lies, not where the link does. */
  #alias(key: string): void {
    const real = realKey(key);
    const folder = this.#watch(parentKey(real), contents, `link ${key}`, () => this.#alias(key));
    folder?.addAlias(nameOf(real), key);
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

/** What wants a folder watched. */
const by = ({ covered, standing }: Listing) => `${covered.spec.source} ${standing.depth} ${standing.at.join()}`;
