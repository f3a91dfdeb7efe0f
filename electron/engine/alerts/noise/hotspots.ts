/** How often one thing changed. */
export interface Counted {
  readonly key: string;
  readonly count: number;
  /** The number of its last change. */
  readonly last: number;
}

/**
 * Where many changes were. `leaf`: one thing. `folder`: all in it, itself too. `rest`: what is in a folder besides the
 * hotspots in it, where these are the greater part, or the folder is too broad to be one cause.
 */
export interface Hotspot {
  readonly kind: 'leaf' | 'folder' | 'rest';
  /** A key, or that of a folder; empty for the whole system. */
  readonly subject: string;
  readonly count: number;
  readonly last: number;
}

interface Folder {
  readonly segments: readonly string[];
  total: number;
  /** What no hotspot in it accounts for. */
  loose: number;
  last: number;
  looseLast: number;
  found: readonly Hotspot[];
  /** How many hotspots are its own entries, and how much the largest entry has. */
  own: number;
  largest: number;
}

/** Folders up to this depth hold much that has nothing to do with each other: `/`, `/home`, `/home/me`, `/var/lib`. */
const broad = 2;
/** So many hotspots side by side are one, in the folder that holds them. */
const sideBySide = 3;
/** An entry with such a share of its folder is the cause itself. */
const dominant = 0.8;
/** Hotspots side by side are one where none of them has more than this share. */
const even = 0.5;

/**
 * Finds where changes gather: the deepest folders, and single things, that have at least so many of them. Keys are
 * given in the order of their bytes, in which all that lies below a folder is together; so only the folders on the
 * way to the last key are held.
 */
export class Hotspots {
  readonly #least: number;
  readonly #separator: string;
  #path: Folder[] = [folder([])];
  #parent = '';

  /** @param least how many changes make a hotspot @param separator what parts the levels of a key */
  constructor(least: number, separator: string) {
    this.#least = least;
    this.#separator = separator;
  }

  add({ key, count, last }: Counted): void {
    // A value of the registry is parted from its key by two of them
    const way = this.#separator === '\\' ? key.replace('\\\\', '\\') : key;
    const parent = way.slice(0, Math.max(way.lastIndexOf(this.#separator), 0));
    // Most keys lie in the folder of the one before
    if (parent !== this.#parent || this.#path.length === 1) this.#enter(parent, way.includes(this.#separator));
    const into = this.#path.at(-1);
    if (into === undefined) return;
    into.total += count;
    into.last = Math.max(into.last, last);
    into.largest = Math.max(into.largest, count);
    if (count >= this.#least) {
      into.found = [...into.found, { kind: 'leaf', subject: key, count, last }];
      into.own += 1;
    } else {
      into.loose += count;
      into.looseLast = Math.max(into.looseLast, last);
    }
  }

  /** The hotspots, and what none of them accounts for. */
  end(): { readonly found: readonly Hotspot[]; readonly loose: number; readonly last: number } {
    while (this.#path.length > 1) this.#leave();
    const [root = folder([])] = this.#path;
    this.#path = [folder([])];
    return { found: root.found, loose: root.loose, last: root.looseLast };
  }

  #enter(parent: string, inFolder: boolean): void {
    this.#parent = parent;
    const segments = inFolder ? parent.split(this.#separator) : [];
    const common = shared(this.#path.at(-1)?.segments ?? [], segments);
    while (this.#path.length > common + 1) this.#leave();
    for (let depth = this.#path.length; depth <= segments.length; depth += 1) {
      this.#path.push(folder(segments.slice(0, depth)));
    }
  }

  #leave(): void {
    const left = this.#path.pop();
    const parent = this.#path.at(-1);
    if (left === undefined || parent === undefined) return;
    const own = this.#judge(left);
    parent.total += left.total;
    parent.last = Math.max(parent.last, left.last);
    parent.largest = Math.max(parent.largest, left.total);
    parent.found = [...parent.found, ...own.found];
    parent.loose += own.loose;
    if (own.loose > 0) parent.looseLast = Math.max(parent.looseLast, left.looseLast);
    if (own.found.some(({ kind, subject }) => kind === 'folder' && subject === this.#subject(left))) parent.own += 1;
  }

  #judge(left: Folder): { readonly found: readonly Hotspot[]; readonly loose: number } {
    const { segments, found, loose, total, largest, own, last, looseLast } = left;
    const subject = this.#subject(left);
    const whole: Hotspot = { kind: 'folder', subject, count: total, last };
    // The first segment is the root of a file system, a drive, or a hive
    const isBroad = segments.length <= broad + 1;
    if (loose >= this.#least) {
      if (found.length === 0 || (!isBroad && largest < dominant * total)) return { found: [whole], loose: 0 };
      return { found: [...found, { kind: 'rest', subject, count: loose, last: looseLast }], loose: 0 };
    } else if (!isBroad && own >= sideBySide && largest <= even * total) return { found: [whole], loose: 0 };
    return { found, loose };
  }

  #subject({ segments }: Folder): string {
    return segments.join(this.#separator);
  }
}

function folder(segments: readonly string[]): Folder {
  return { segments, total: 0, loose: 0, last: 0, looseLast: 0, found: [], own: 0, largest: 0 };
}

/** How many segments at their beginning two paths share. */
function shared(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}
