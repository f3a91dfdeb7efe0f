/**
 * The folders that are listened to: by their paths, and by their identity, as events name them. A folder that is
 * reached by several paths has one identity. Paths are bytes here, each a character of the same number.
 */
export class MarkedFolders {
  readonly #byPath = new Map<string, { readonly identity: string; readonly at: number }>();
  readonly #byIdentity = new Map<string, readonly string[]>();
  /** How many of them lie right in a folder. */
  readonly #children = new Map<string, number>();

  get size(): number {
    return this.#byPath.size;
  }

  /** A folder that was known already is known since then. */
  add(path: string, identity: string, at: number): void {
    const known = this.#byPath.get(path);
    if (known?.identity === identity) return;
    if (known === undefined) this.#count(path, 1);
    else this.#forget(path, known.identity);
    this.#byPath.set(path, { identity, at });
    this.#byIdentity.set(identity, [...this.pathsOf(identity), path]);
  }

  /** Forgets a folder and all below it; returns those that nothing listens to any more. */
  remove(path: string): readonly string[] {
    // Where a tree is deleted, each of its folders is empty when its turn comes.
    const isLeaf = path !== '/' && !this.#children.has(path);
    const below = path === '/' ? '/' : `${path}/`;
    const all = isLeaf ? [path] : [...this.#byPath.keys()].filter((each) => each === path || each.startsWith(below));
    return all.filter((each) => {
      const known = this.#byPath.get(each);
      if (known === undefined) return false;
      this.#byPath.delete(each);
      this.#count(each, -1);
      return this.#forget(each, known.identity);
    });
  }

  pathsOf(identity: string): readonly string[] {
    return this.#byIdentity.get(identity) ?? [];
  }

  /** Since when what happens to a path is heard: in the folder that it lies in. */
  heardSince(path: string): number {
    return this.#byPath.get(parentOf(path))?.at ?? Number.POSITIVE_INFINITY;
  }

  #forget(path: string, identity: string): boolean {
    const others = this.pathsOf(identity).filter((each) => each !== path);
    if (others.length === 0) return this.#byIdentity.delete(identity);
    this.#byIdentity.set(identity, others);
    return false;
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
