import type { Item } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';

/** What a package source holds now. */
export type Reading =
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

/** One package manager of the machine. */
export interface SoftwareSource {
  /** Its name in keys and in the field `manager`: `dpkg`. */
  readonly id: string;
  /** `hasKnown` says whether the inventory holds packages of it. Rejects only when aborted. */
  read(request: { readonly hasKnown: boolean; readonly signal: AbortSignal }): Promise<Reading>;
  watch(listener: SourceListener): Promise<SourceWatch>;
}
