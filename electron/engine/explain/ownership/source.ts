import type { PackageRef } from '../../../shared/model/explanation.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Digest } from '../types.ts';
import type { Turns } from './turns.ts';
import type { Wanted } from './wanted.ts';

/** A package's list of files, unread. */
export interface PackageList {
  readonly package: PackageRef;
  /** Another one as soon as the list, or the package's version, is another one. */
  readonly stamp: string;
}

/**
 * What a look at a package manager's database gives. `absent`: this machine has none. `same`: nothing has changed since
 * the last look. `unreadable`: nothing can be said, and what is known stands.
 */
export type Survey =
  | { readonly state: 'absent' }
  | { readonly state: 'same' }
  | {
      readonly state: 'listed';
      readonly lists: ReadonlyMap<string, PackageList>;
      /** To be called once all that has changed is read: until then no look finds the same again. */
      readonly done: () => void;
    }
  | { readonly state: 'unreadable'; readonly problem: Problem };

/** What a list is asked about one path, and where its answer is written. */
export interface Question {
  /** Whether the package has that path. */
  listed: boolean;
  conffile: boolean;
  digest: Digest | null;
}

/** A name that a path goes by in packages' lists, as bytes. */
export interface ListedAs {
  readonly path: Uint8Array;
  /** It is so in the lists of this package alone, or of all but this one. */
  readonly only?: string;
  readonly except?: string;
  /** It was so until not long ago. */
  readonly former?: true;
}

/** A package that diverts others' files, or, if it is a former one, did. */
export interface Diverter {
  readonly name: string;
  readonly former?: true;
}

/** The lists of one package manager. A list goes by a name that the source gives it. */
export interface PackageSource {
  /** As in the field `manager` of software. */
  readonly manager: string;
  /** Rejects only when aborted. */
  survey(turns: Turns, signal: AbortSignal): Promise<Survey>;
  /**
   * Reads lists of the last survey, and hands over the hashes of all paths in each. Those that could not be read are
   * handed over as `undefined`. Rejects only when aborted.
   */
  read(
    lists: readonly string[],
    found: (list: string, hashes: Uint32Array | undefined) => void,
    turns: Turns,
    signal: AbortSignal,
  ): Promise<readonly Problem[]>;
  /** Answers what lists are asked. Returns the names of those that could be read. Rejects only when aborted. */
  ask(
    questions: ReadonlyMap<string, Wanted<Question>>,
    turns: Turns,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>>;
  /** The names that a path on the disk goes by in lists; where a source has no such method, it is its own. */
  listedAs?(path: Uint8Array): readonly ListedAs[];
  /** The packages that a path on the disk is of, whether or not they list it: those that divert all others from it, or to it. */
  divertersOf?(path: Uint8Array): readonly Diverter[];
  /** Lets go the names that paths went by before. */
  settle?(): void;
}
