/** So many folders that are gone are remembered. */
const mostGone = 2000;

/** What is known of a folder that is listened to. */
interface Heard {
  /** As events name it. */
  readonly identity: string;
  /** Since when, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * The folders that are watched, and those of them that are listened to: by their paths, and by their identity. A
 * folder that is reached by several paths has one identity. Paths are bytes here, each a character of the same number.
 */
export class MarkedFolders {
  readonly #byPath = new Map<string, Heard | undefined>();
  readonly #byIdentity = new Map<string, readonly string[]>();
  /** How many of them lie right in a folder. */
  readonly #children = new Map<string, number>();
  /** Of folders that are gone, since when they were listened to: what happened in them had been heard. */
  readonly #gone = new Map<string, number>();

  get paths(): readonly string[] {
    return [...this.#byPath.keys()];
  }

  /** A folder is watched, and listened to under an identity, if at all; one that was already is so since then. */
  add(path: string, identity: string | undefined, at: number): void {
    const known = this.#byPath.get(path);
    if (known !== undefined && known.identity === identity) return;
    if (!this.#byPath.has(path)) this.#count(path, 1);
    if (known !== undefined) this.#forget(path, known.identity);
    this.#byPath.set(path, identity === undefined ? undefined : { identity, at });
    if (identity !== undefined) this.#byIdentity.set(identity, [...this.pathsOf(identity), path]);
  }

  /** None of them is listened to any more. */
  silence(): void {
    this.#byIdentity.clear();
    this.#gone.clear();
    for (const path of this.#byPath.keys()) this.#byPath.set(path, undefined);
  }

  /** Forgets a folder and all below it; returns those that nothing listens to any more. */
  remove(path: string): readonly string[] {
    // Where a tree is deleted, each of its folders is empty when its turn comes.
    const isLeaf = path !== '/' && !this.#children.has(path);
    const below = path === '/' ? '/' : `${path}/`;
    const all = isLeaf ? [path] : [...this.#byPath.keys()].filter((each) => each === path || each.startsWith(below));
    return all.filter((each) => {
      const known = this.#byPath.get(each);
      if (!this.#byPath.delete(each)) return false;
      this.#count(each, -1);
      if (known === undefined) return false;
      this.#remember(each, known.at);
      return this.#forget(each, known.identity);
    });
  }

  pathsOf(identity: string): readonly string[] {
    return this.#byIdentity.get(identity) ?? [];
  }

  /** Since when what happens to a path is heard: in the folder that it lies in. */
  heardSince(path: string): number {
    const folder = parentOf(path);
    const at = this.#byPath.has(folder) ? this.#byPath.get(folder)?.at : this.#gone.get(folder);
    return at ?? Number.POSITIVE_INFINITY;
  }

  #forget(path: string, identity: string): boolean {
    const others = this.pathsOf(identity).filter((each) => each !== path);
    if (others.length === 0) return this.#byIdentity.delete(identity);
    this.#byIdentity.set(identity, others);
    return false;
  }

  #remember(path: string, at: number): void {
    this.#gone.delete(path);
    this.#gone.set(path, at);
    const [oldest] = this.#gone.size > mostGone ? this.#gone.keys() : [];
    if (oldest !== undefined) this.#gone.delete(oldest);
  }

  #count(path: string, more: number): void {
    if (path === '/') return;
    const parent = parentOf(path);
    const children = (this.#children.get(parent) ?? 0) + more;
    if (children > 0) this.#children.set(parent, children);
    else this.#children.delete(parent);
  }
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}
