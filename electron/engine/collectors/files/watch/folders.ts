import type { Coverage, Standing } from '../patterns/coverage.ts';

/** What a tracked item wants to know of a folder. */
export interface Interest {
  readonly covered: Coverage;
  /** The standing with which the item lists the folder. */
  readonly standing: Standing;
}

/** What is known of a watched folder beside its place. */
export interface Told {
  readonly key: string;
  readonly interests: readonly Interest[];
  /** Items whose root lies below, by the name in this folder that leads there. */
  readonly roads: ReadonlyMap<string, Set<Coverage>>;
  /** Links elsewhere that lead to a file in this folder, by that file's name. */
  readonly aliases: ReadonlyMap<string, Set<string>>;
}

const none: readonly Interest[] = [];
const nothing: ReadonlyMap<string, never> = new Map<string, never>();

/**
 * A name that keeps no other text in memory: a part of a text holds on to the whole
 * of it, and there may be very many of these.
 */
const own = (name: string) => Buffer.from(name, 'utf16le').toString('utf16le');

const notWatched = -1;

/**
 * A watched folder, or one on the way to such. A folder reached by two paths is two of
 * these with one `wd`. It knows its name and what it lies in, not its whole path: of a
 * tree of 16,000 folders the paths would be most of what is kept.
 */
export class Folder implements Told {
  wd = notWatched;
  interests: readonly Interest[] = none;
  children: Map<string, Folder> | undefined;
  #roads: Map<string, Set<Coverage>> | undefined;
  #aliases: Map<string, Set<string>> | undefined;

  constructor(
    readonly name: string,
    readonly parent: Folder | undefined,
  ) {}

  get key(): string {
    let key = '';
    for (let at: Folder = this; at.parent !== undefined; at = at.parent) key = `/${at.name}${key}`;
    return key === '' ? '/' : key;
  }

  get roads(): ReadonlyMap<string, Set<Coverage>> {
    return this.#roads ?? nothing;
  }

  get aliases(): ReadonlyMap<string, Set<string>> {
    return this.#aliases ?? nothing;
  }

  addRoad(name: string, covered: Coverage): void {
    this.#roads ??= new Map();
    this.#roads.set(name, (this.#roads.get(name) ?? new Set()).add(covered));
  }

  addAlias(name: string, link: string): void {
    this.#aliases ??= new Map();
    this.#aliases.set(name, (this.#aliases.get(name) ?? new Set()).add(link));
  }

  /** Forgets all but the place; returns what was known. */
  clear(): Told {
    const { key, interests, roads, aliases } = this;
    this.wd = notWatched;
    this.interests = none;
    this.#roads = undefined;
    this.#aliases = undefined;
    return { key, interests, roads, aliases };
  }
}

/** The watched folders by key and by the kernel's number. */
export class Folders {
  readonly #root = new Folder('', undefined);
  /** Most numbers stand for one folder; those reached by several paths for a list. */
  readonly #byWd = new Map<number, Folder | readonly Folder[]>();
  /** Interests are few, and most folders of a tree share one list of them. */
  readonly #shared = new Map<Coverage, Map<string, readonly Interest[]>>();

  get watches(): number {
    return this.#byWd.size;
  }

  at(key: string): Folder | undefined {
    const found = this.#find(key);
    return found === undefined || found.wd === notWatched ? undefined : found;
  }

  of(wd: number): readonly Folder[] {
    const found = this.#byWd.get(wd);
    return found === undefined ? [] : found instanceof Folder ? [found] : found;
  }

  /** The folder at a key, now known to the kernel by this number. */
  set(key: string, wd: number): Folder {
    let folder = this.#root;
    for (const name of namesOf(key)) {
      let next = folder.children?.get(name);
      if (next === undefined) {
        next = new Folder(own(name), folder);
        folder.children ??= new Map();
        folder.children.set(next.name, next);
      }
      folder = next;
    }
    if (folder.wd === wd) return folder;
    this.#unlink(folder);
    folder.wd = wd;
    const same = this.of(wd);
    this.#byWd.set(wd, same.length === 0 ? folder : [...same, folder]);
    return folder;
  }

  /** Adds an interest once. */
  addInterest(folder: Folder, covered: Coverage, standing: Standing): void {
    const [only] = this.#interest(covered, standing);
    if (only === undefined || folder.interests.includes(only)) return;
    folder.interests = folder.interests.length === 0 ? this.#interest(covered, standing) : [...folder.interests, only];
  }

  /** Forgets a folder and all below it; returns the numbers that nothing needs any more. */
  drop(key: string): readonly number[] {
    const folder = this.#find(key);
    const gone: number[] = [];
    if (folder === undefined) return gone;
    const all = [folder];
    // What is added on the way is come to as well.
    for (const each of all) {
      if (each.wd !== notWatched && this.#unlink(each)) gone.push(each.wd);
      for (const child of each.children?.values() ?? []) all.push(child);
      each.clear();
    }
    folder.children = undefined;
    prune(folder);
    return gone;
  }

  /** The kernel has let a watch go; returns what was known of the folders that it stood for. */
  lost(wd: number): readonly Told[] {
    const folders = this.of(wd);
    this.#byWd.delete(wd);
    return folders.map((each) => {
      const told = each.clear();
      prune(each);
      return told;
    });
  }

  #find(key: string): Folder | undefined {
    let folder: Folder | undefined = this.#root;
    for (const name of namesOf(key)) {
      folder = folder.children?.get(name);
      if (folder === undefined) return undefined;
    }
    return folder;
  }

  #interest(covered: Coverage, standing: Standing): readonly Interest[] {
    const name = `${standing.depth} ${standing.at.join()}`;
    const lists = this.#shared.get(covered) ?? new Map<string, readonly Interest[]>();
    const list = lists.get(name) ?? [{ covered, standing }];
    this.#shared.set(covered, lists.set(name, list));
    return list;
  }

  /** Whether the number stands for no other folder. */
  #unlink(folder: Folder): boolean {
    const others = this.of(folder.wd).filter((each) => each !== folder);
    const [only] = others;
    if (only === undefined) return this.#byWd.delete(folder.wd);
    this.#byWd.set(folder.wd, others.length === 1 ? only : others);
    return false;
  }
}

const namesOf = (key: string) => (key === '/' ? [] : key.slice(1).split('/'));

/** Takes out what nothing is known of, and nothing lies below. */
function prune(folder: Folder): void {
  let at = folder;
  while (at.parent !== undefined && at.wd === notWatched && (at.children?.size ?? 0) === 0) {
    at.parent.children?.delete(at.name);
    at = at.parent;
  }
}
