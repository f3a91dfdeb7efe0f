import { parentKey, within } from '../keys.ts';
import type { Coverage, Standing } from '../patterns/coverage.ts';

/** What a tracked item wants to know of a folder. */
export interface Interest {
  readonly covered: Coverage;
  /** The standing with which the item lists the folder. */
  readonly standing: Standing;
}

/** A watched folder. A folder reached by two paths is two of these with one `wd`. */
export interface Folder {
  readonly key: string;
  wd: number;
  readonly interests: Interest[];
  /** Items whose root lies below, by the name in this folder that leads there. */
  readonly roads: Map<string, Set<Coverage>>;
  /** Links elsewhere that lead to a file in this folder, by that file's name. */
  readonly aliases: Map<string, Set<string>>;
}

/** The watched folders by key and by the kernel's number. */
export class Folders {
  readonly #byKey = new Map<string, Folder>();
  readonly #byWd = new Map<number, Set<Folder>>();
  /**
   * How many watched folders lie below a folder. Every file that goes asks for it, and
   * to look through all folders each time would take seconds when many go.
   */
  readonly #below = new Map<string, number>();

  get watches(): number {
    return this.#byWd.size;
  }

  at(key: string): Folder | undefined {
    return this.#byKey.get(key);
  }

  of(wd: number): readonly Folder[] {
    return [...(this.#byWd.get(wd) ?? [])];
  }

  /** The folder at a key, now known to the kernel by this number. */
  set(key: string, wd: number): Folder {
    let folder = this.#byKey.get(key);
    if (folder !== undefined && folder.wd !== wd) this.#unlink(folder);
    folder ??= { key, wd, interests: [], roads: new Map(), aliases: new Map() };
    folder.wd = wd;
    if (!this.#byKey.has(key)) this.#count(key, 1);
    this.#byKey.set(key, folder);
    const same = this.#byWd.get(wd);
    if (same === undefined) this.#byWd.set(wd, new Set([folder]));
    else same.add(folder);
    return folder;
  }

  /** Forgets a folder and all below it; returns the numbers that nothing needs any more. */
  drop(key: string): readonly number[] {
    const gone: number[] = [];
    if (!this.#below.has(key)) {
      const folder = this.#byKey.get(key);
      if (folder !== undefined) this.#forget(folder, gone);
      return gone;
    }
    for (const folder of [...this.#byKey.values()]) {
      if (within(folder.key, key)) this.#forget(folder, gone);
    }
    return gone;
  }

  /** The kernel has let a watch go; returns the folders that it stood for. */
  lost(wd: number): readonly Folder[] {
    const folders = this.of(wd);
    this.#byWd.delete(wd);
    for (const folder of folders) this.#forgetKey(folder.key);
    return folders;
  }

  #forget(folder: Folder, gone: number[]): void {
    this.#forgetKey(folder.key);
    if (this.#unlink(folder)) gone.push(folder.wd);
  }

  #forgetKey(key: string): void {
    if (this.#byKey.delete(key)) this.#count(key, -1);
  }

  /** Counts a folder in, or out of, all that it lies in. */
  #count(key: string, by: 1 | -1): void {
    for (let at = key; at !== parentKey(at); ) {
      at = parentKey(at);
      const count = (this.#below.get(at) ?? 0) + by;
      if (count > 0) this.#below.set(at, count);
      else this.#below.delete(at);
    }
  }

  #unlink(folder: Folder): boolean {
    const same = this.#byWd.get(folder.wd);
    same?.delete(folder);
    if (same === undefined || same.size > 0) return false;
    this.#byWd.delete(folder.wd);
    return true;
  }
}

/** Adds an interest once. Standings are few and shared, so that most folders of a tree hold the same two objects. */
export function addInterest(folder: Folder, covered: Coverage, standing: Standing): void {
  const known = folder.interests.some(
    (each) =>
      each.covered === covered && each.standing.depth === standing.depth && sameAt(each.standing.at, standing.at),
  );
  if (!known) folder.interests.push({ covered, standing });
}

const sameAt = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((each, index) => each === b[index]);
