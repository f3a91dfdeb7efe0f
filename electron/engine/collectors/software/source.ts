import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';

/** A part of a source that is a source of its own to the inventory: it has its own baseline, and can be unreadable alone. */
export interface Part {
  /** What stands in the inventory as its items' source. */
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
  /** Every source, or part of one, that the inventory holds packages of. */
  readonly knownSources: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** One package manager of the machine. */
export interface SoftwareSource {
  /** Its name in keys and in the field `manager`: `dpkg`. */
  readonly id: string;
  /** Rejects only when aborted. */
  read(request: ReadRequest): Promise<Reading>;
  watch(listener: SourceListener): Promise<SourceWatch>;
}
