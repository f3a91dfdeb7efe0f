import { existsSync, lstatSync } from 'node:fs';
import { watch as chokidar, type FSWatcher } from 'chokidar';
import type { Watch, WatchRequest } from '../../collector.ts';
import { childKey, nativePath, parentKey, pathKey, within } from '../keys.ts';
import { pointOf, scheduledMounts } from '../mounts/mounts.ts';
import { type Coverage, coverage, type Standing } from '../patterns/coverage.ts';
import type { Spec } from '../patterns/spec.ts';
import { storedKey } from '../worker/windows/stored-name.ts';
import { type TreeListener, WindowsTree } from './windows-tree.ts';

/**
 * Watches what tracked items cover where inotify can't be had: trees through
 * ReadDirectoryChangesW on Windows and @parcel/watcher elsewhere, single files and one-level patterns through chokidar on the
 * folder they lie in, so that a file saved by writing another and renaming it over
 * is seen. The way to each root is watched too, so that a root that comes is seen.
 */
export class PortableWatch implements Watch {
  readonly #request: WatchRequest;
  readonly #items: readonly Coverage[];
  readonly #trees = new Map<Coverage, Tree>();
  readonly #folders = new Map<string, { readonly watcher: FSWatcher; readonly ready: Promise<void> }>();
  /** What the roots were when they were last looked at. */
  readonly #roots = new Map<Coverage, Root | undefined>();
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(request: WatchRequest, specs: readonly Spec[]) {
    this.#request = request;
    this.#items = specs.map(coverage);
  }

  static async arm(request: WatchRequest, specs: readonly Spec[]): Promise<PortableWatch> {
    const scheduled = scheduledMounts(specs.map((each) => each.root)).map(({ point }) => point);
    const local = specs.filter(({ root }) => pointOf(root, scheduled) === undefined);
    const watch = new PortableWatch(request, local);
    // What is heard meanwhile waits: nothing is to be watched twice.
    watch.#work = (async () => {
      for (const covered of watch.#items) await watch.#arm(covered);
    })();
    await watch.#work;
    return watch;
  }

  readonly watched = () => this.#trees.size + this.#folders.size;

  readonly close = async (): Promise<void> => {
    this.#closed = true;
    await this.#work;
    await Promise.all([...this.#trees.values()].map((each) => each.close()));
    await Promise.all([...this.#folders.values()].map((each) => each.watcher.close()));
  };

  async #arm(covered: Coverage): Promise<void> {
    const { root } = covered.spec;
    this.#roots.set(covered, rootOf(covered));
    let nearest = parentKey(root);
    while (!existsSync(nativePath(nearest)) && nearest !== parentKey(nearest)) nearest = parentKey(nearest);
    await this.#folder(nearest);
    if (!existsSync(nativePath(root))) return;
    if (isShallow(covered)) {
      if (covered.listing(covered.start) !== undefined) await this.#folder(root);
    } else {
      await this.#tree(covered);
    }
  }

  async #folder(key: string): Promise<void> {
    const known = this.#folders.get(key);
    if (known !== undefined) return known.ready;
    const watcher = chokidar(String(nativePath(key)), {
      depth: 0,
      ignoreInitial: true,
      atomic: false,
      followSymlinks: true,
      usePolling: false,
      ignored: (path) => !this.#matters(pathKey(path), key),
    });
    const ready = new Promise<void>((resolve) => watcher.once('ready', resolve));
    this.#folders.set(key, { watcher, ready });
    watcher.on('error', () => this.#request.gap('watchFailed', key));
    watcher.on('all', (_event, path) => this.#hear(pathKey(path)));
    // chokidar keeps changes back that follow one another within 5 ms; the last of them would be missed.
    watcher.on('raw', (_event, name: string | null, details) => {
      const path = pathKey(watchedPath(details) ?? key);
      this.#hear(path === key && name ? childKey(key, pathKey(name)) : path);
    });
    await ready;
  }

  async #tree(covered: Coverage): Promise<void> {
    const { root } = covered.spec;
    if (this.#trees.has(covered)) return;
    try {
      const listener = {
        heard: (key: string) => this.#hear(key),
        lost: () => this.#request.gap('overflow', root),
      };
      const tree = process.platform === 'win32' ? new WindowsTree(root, listener) : await parcelTree(root, listener);
      this.#trees.set(covered, tree);
    } catch {
      this.#request.gap('watchFailed', root);
    }
  }

  /** Whether a path in a watched folder is covered, or leads to what is. */
  #matters(key: string, folder: string): boolean {
    return key === folder || this.#items.some((each) => leadsTo(each, key) || standingOf(each, key) !== undefined);
  }

  #hear(key: string): void {
    if (this.#closed) return;
    const ways = this.#items.filter((each) => leadsTo(each, key));
    if (ways.length > 0) {
      // A root, or what it lies in, came or went: watch it anew, then look.
      this.#work = this.#work.then(async () => {
        for (const covered of ways) {
          if (this.#closed) return;
          if (!this.#isSame(covered)) await this.#anew(covered);
          else if (isShallow(covered)) this.#hint(covered.spec.root);
        }
      });
    }
    if (this.#items.some((each) => !ways.includes(each) && standingOf(each, key) !== undefined)) this.#hint(key);
  }

  /** Where case is not distinguished, what is there can have another name by now than the event had. */
  #hint(key: string): void {
    this.#request.hint(key);
    const stored = process.platform === 'win32' ? storedKey(key) : key;
    if (stored !== key) this.#request.hint(stored);
  }

  /** Whether a root is the one that is watched: of a tree all that is heard then is that its entries changed. */
  #isSame(covered: Coverage): boolean {
    const root = rootOf(covered);
    const before = this.#roots.get(covered);
    if (root === undefined || root.id !== before?.id || root.key !== before.key) return false;
    return isShallow(covered) || this.#trees.has(covered);
  }

  async #anew(covered: Coverage): Promise<void> {
    const before = this.#roots.get(covered)?.key;
    try {
      await this.#again(covered);
    } catch {
      if (!this.#closed) this.#request.gap('watchFailed', covered.spec.root);
    }
    if (this.#closed) return;
    this.#hint(covered.spec.root);
    if (before !== undefined) this.#request.hint(before);
  }

  async #again(covered: Coverage): Promise<void> {
    const { root } = covered.spec;
    await this.#trees.get(covered)?.close();
    this.#trees.delete(covered);
    if (isShallow(covered)) {
      await this.#folders.get(root)?.watcher.close();
      this.#folders.delete(root);
    }
    await this.#arm(covered);
  }
}

/** A watch over a folder and all below it. */
interface Tree {
  readonly close: () => Promise<void>;
}

async function parcelTree(root: string, { heard, lost }: TreeListener): Promise<Tree> {
  const { subscribe } = await import('@parcel/watcher');
  const subscription = await subscribe(root, (error, events) => {
    if (error !== null) lost();
    for (const event of events ?? []) heard(pathKey(event.path));
  });
  return { close: () => subscription.unsubscribe() };
}

/** chokidar says only that a raw event's details are something; the path that it watches is in them. */
function watchedPath(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return undefined;
  return typeof details.watchedPath === 'string' ? details.watchedPath : undefined;
}

/** A root as it is now. */
interface Root {
  /** What tells it from another one of its name. */
  readonly id: string;
  /** As the file system spells it. */
  readonly key: string;
}

/** Undefined where there is no root, or nothing can be said of it. */
function rootOf({ spec: { root } }: Coverage): Root | undefined {
  try {
    const stats = lstatSync(nativePath(root), { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    const id = `${stats.dev}:${stats.ino}`;
    // Elsewhere an inode's number is given to another folder as soon as it is free.
    return process.platform === 'win32'
      ? { id, key: storedKey(root) }
      : { id: `${id}:${stats.birthtimeNs}`, key: root };
  } catch {
    return undefined;
  }
}

/** Whether only the root's own entries matter. */
function isShallow({ spec }: Coverage): boolean {
  const [only, ...more] = spec.segments;
  if (only === undefined) return spec.pathType === 'file' || !spec.recursion;
  return spec.pathType === 'file' && only.kind === 'wildcard' && more.length === 0;
}

const folded = (key: string, ignoreCase: boolean) => (ignoreCase ? key.toLowerCase() : key);

/** Whether a path is a root, or what a root lies in: an event can spell either in another way. */
const leadsTo = ({ spec: { root, ignoreCase } }: Coverage, key: string) =>
  within(folded(root, ignoreCase), folded(key, ignoreCase));

/** The standing of a path as the pattern alone tells it. */
function standingOf(covered: Coverage, key: string): Standing | undefined {
  const { root, ignoreCase } = covered.spec;
  if (!within(folded(key, ignoreCase), folded(root, ignoreCase))) return undefined;
  let standing = covered.start;
  let at = root === '/' ? '' : root;
  for (const name of key
    .slice(at.length + 1)
    .split('/')
    .filter(Boolean)) {
    at = `${at}/${name}`;
    const listed = covered.listing(standing);
    const next = listed && covered.enter(listed, name, at);
    if (next === undefined) return undefined;
    standing = next;
  }
  return standing;
}
