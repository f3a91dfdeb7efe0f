import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Settings } from '../../../shared/model/settings.ts';

/** A part of a source that is a source of its own to the inventory: it has its own baseline, and can be unreadable alone. */
export interface Part {
  /** What stands in the inventory as its items' source: the source's id, or that, a colon and more. */
  readonly id: string;
  readonly reading: PartReading;
}

/** What a package source holds now. */
export type Reading = PartReading | { readonly state: 'parts'; readonly parts: readonly Part[] };

export type PartReading =
  | {
      readonly state: 'collected';
      readonly items: readonly Item[];
      /** Keys in the middle of a transaction: what is known of them stands until it ends. */
      readonly unsettled: ReadonlySet<string>;
      /** Single entries that could not be read; the key of each is its subject, and in `unsettled`. */
      readonly problems?: readonly Problem[];
    }
  | { readonly state: 'unreadable'; readonly problem: Problem }
  | { readonly state: 'unsupported' };

/** A live watch over a source's own files. */
export interface SourceWatch {
  readonly watched: () => number;
  readonly close: () => Promise<void>;
}

/** What a source's watch tells: something may have changed, or it can't say any more. */
export interface SourceListener {
  readonly changed: () => void;
  readonly failed: (subject: string, cause: string) => void;
}

export interface ReadRequest {
  /** Whether the inventory holds packages of it. */
  readonly hasKnown: boolean;
  /** The keys that the inventory holds of it. It goes through all of them: for what needs them. */
  readonly knownKeys: () => readonly string[];
  /** Every source, or part of one, that the inventory holds packages of. */
  readonly knownSources: ReadonlySet<string>;
  readonly settings: Settings;
  /** Given when the engine stops, and when the source has used up its time. */
  readonly signal: AbortSignal;
}

/**
 * One package manager of the machine, or another list of its software. It is read beside the
 * others: whatever it does, none of them waits for it for long or loses by it.
 */
export interface SoftwareSource {
  /** Its name in keys and in the field `manager`: `dpkg`. */
  readonly id: string;
  /**
   * Whether the settings ask for it: one that they do not ask for is tracked no longer, which removes
   * nothing. Absent where it is always read.
   */
  readonly wanted?: (settings: Settings) => boolean;
  /** Whether the key of every item is `<id>:…`, so that its hints have only this source read. */
  readonly ownKeys: boolean;
  /** What of the inventory's sources are parts of it; absent where those are its id and what begins with `<id>:`. */
  readonly owns?: (part: string) => boolean;
  /** `unsupported` where the machine has no such thing. What it rejects with makes it unreadable. */
  read(request: ReadRequest): Promise<Reading>;
  watch(listener: SourceListener, settings: Settings): Promise<SourceWatch>;
}

/** Whether a source of the inventory is this one or a part of it. */
export function isPartOf(source: SoftwareSource, part: string): boolean {
  return source.owns?.(part) ?? (part === source.id || part.startsWith(`${source.id}:`));
}
