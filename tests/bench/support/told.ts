/** What the records say last of each path: the checksum of its content, empty for a folder. */
export type Contents = ReadonlyMap<string, string>;

/** What stands of a tree by what was told of it, record after record. */
export class Told {
  readonly #contents = new Map<string, string>();
  #listener: ((path: string) => void) | undefined;

  /** A path as a record leaves it; `undefined` for one that was removed. */
  take(path: string, checksum: string | undefined): void {
    if (checksum === undefined) this.#contents.delete(path);
    else this.#contents.set(path, checksum);
    this.#listener?.(path);
  }

  /** Resolves as soon as what was told is what is wanted, with `true`; with `false` when the time (ms) is up. */
  becomes(wanted: Contents, limit: number): Promise<boolean> {
    const differs = (path: string) => this.#contents.get(path) !== wanted.get(path);
    const left = new Set([...wanted.keys(), ...this.#contents.keys()].filter(differs));
    if (left.size === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (is: boolean) => {
        clearTimeout(timer);
        this.#listener = undefined;
        resolve(is);
      };
      this.#listener = (path) => {
        if (differs(path)) left.add(path);
        else left.delete(path);
        if (left.size === 0) end(true);
      };
      const timer = setTimeout(() => end(false), limit);
    });
  }
}
