import type { Item, ItemType } from '../../shared/model/item.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Settings } from '../../shared/model/settings.ts';

/**
 * What to look at: the whole type, or only what hints name. A hint is a path for
 * Files (itself and everything below it), and for the other types a source or an
 * item's key, which their collectors may also answer by collecting everything.
 */
export type Scope = { readonly kind: 'all' } | { readonly kind: 'some'; readonly hints: readonly string[] };

/** What the inventory holds of an item, as far as a collector needs it. */
export interface Known {
  /**
   * The collector's own mark of the state it saw (for a file its size, times and
   * inode), by which it can tell 'unchanged' without reading. Empty: can't tell.
   */
  readonly stamp: string;
  /** The source it came from: a tracked item's revision, a package manager. */
  readonly source: string;
}

/** Takes content that is to be kept, before the change that refers to it is saved. */
export interface ContentSink {
  /** Whether content of this hash (`sha256:<hex>`) is kept already. */
  has(hash: string): boolean;
  /** Keeps content: `packed` is its bytes compressed by `zlib.deflateRaw`, `size` its length before. */
  put(hash: string, size: number, packed: Uint8Array): void;
}

export interface CollectRequest {
  readonly scope: Scope;
  /** Read everything again, whatever the stamps say (rule 7). */
  readonly full: boolean;
  readonly settings: Settings;
  /** What the inventory holds within the scope, by key. */
  readonly known: ReadonlyMap<string, Known>;
  readonly content: ContentSink;
  /**
   * Keys of the whole type, beyond the scope, whose stamp begins with one of these, or
   * is empty, with that stamp. It reads the whole inventory: not for every collection.
   */
  readonly stamped: (prefixes: readonly string[]) => ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
  /** Tells how many items are done, of how many expected (`null`: unknown). Cheap to call often. */
  readonly progress: (done: number, expected: number | null) => void;
  /**
   * Takes items while the collection goes on, so that a hundred thousand are never held at
   * once; those are not in `observed`. Only what is sure whatever comes later may be given:
   * not what is in motion (no stamp), nor what may turn out to go on from what is known.
   * Absent where all is to be in `observed`.
   */
  readonly deliver?: (portion: readonly Observed[]) => void;
}

/** How many items are delivered, read or written before the engine's other work, such as a window's question, gets its turn. */
export const portion = 4000;

/** An item as it was seen, with the mark to know it by again and the source it came from. */
export interface Observed {
  readonly item: Item;
  readonly stamp: string;
  readonly source: string;
  /** The item's fields as `JSON.stringify` writes them, from a collector that has them so. */
  readonly text?: string;
  /** It goes on from what is known (a log that grew or was rotated): what it holds now is no change. */
  readonly continues?: true;
}

/**
 * What became of a source. `collected`: what of it is not observed is absent.
 * `unreadable`: nothing can be said of its items. `unsupported`: this machine has
 * no such source (no systemd, no dpkg): never an item of it, never a removal.
 */
export interface SourceReport {
  readonly id: string;
  readonly state: 'collected' | 'unreadable' | 'unsupported';
}

/** What a collection found, to be compared with the inventory. */
export interface Collection {
  /** Items that are new or may differ from what is known, but for those delivered before. */
  readonly observed: readonly Observed[];
  /** Known keys whose stamp proves that they are as they were. */
  readonly unchanged: ReadonlySet<string>;
  /** Known keys that are gone, and whose content other items hold by now (rotated logs): no removals. */
  readonly movedOn?: ReadonlySet<string>;
  /** Every source that the settings name now; a known item of a source not named here is tracked no longer. */
  readonly sources: readonly SourceReport[];
  /** Whether nothing can be said of a known key: it, or what it lies in, could not be read. */
  readonly undecided: (key: string) => boolean;
  readonly problems: readonly Problem[];
}

export interface WatchRequest {
  readonly settings: Settings;
  /** 'Look here': see `Scope`. Called with an absolute path, a source or a key; an empty string means the whole type. */
  readonly hint: (hint: string) => void;
  /** The watch may have missed something: a rescan will make up for it (rule 8). */
  readonly gap: (reason: 'overflow' | 'watchFailed', subject: string) => void;
  readonly problem: (problem: Problem) => void;
}

/** What an armed watch could not watch, so that it is collected by schedule alone. */
export interface Unwatched {
  readonly folders: number;
  /** Some of them. */
  readonly first: readonly string[];
}

/** A live watch that is armed. */
export interface Watch {
  /** How many files, folders or signals it watches. */
  readonly watched: () => number;
  /** Absent where a watch is whole, or is none. */
  readonly unwatched?: () => Unwatched;
  /**
   * Tries again to watch that, and tells anew what still can't be; a look at everything
   * follows. Absent where only a new watch can.
   */
  readonly retry?: (() => Promise<void>) | undefined;
  readonly close: () => Promise<void>;
}

/** Gathers one type's items; it never decides what is a change, and never stores. */
export interface Collector {
  readonly type: ItemType;
  /** The type's part of the settings: whether it is asked for at all. */
  readonly enabled: (settings: Settings) => boolean;
  collect(request: CollectRequest): Promise<Collection>;
  /**
   * Arms a live watch: when this resolves, every later change gives a hint.
   * Absent where the type has none.
   */
  watch?(request: WatchRequest): Promise<Watch>;
  /** Ends what the collector keeps between collections (worker threads, connections). */
  close?(): Promise<void>;
}
