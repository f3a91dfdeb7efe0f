import type { PackageRef } from '../../../shared/model/explanation.ts';

/** What is known of a package's list of files. */
export interface KnownList {
  readonly package: PackageRef;
  /** The name that its source (the package's manager) gives it. */
  readonly list: string;
  readonly stamp: string;
  /** 64 bits a path, in the list's order; see `hashPath`. */
  readonly hashes: Uint32Array;
}

/** A list as it was saved; `had` says that the package had it before it changed or went. */
export interface RememberedList extends KnownList {
  readonly had: boolean;
}

/** A list that is new, or is another one than before. */
export interface ChangedList {
  readonly now: KnownList;
  /** Whether it had paths before that are to be known until all changes are explained. */
  readonly keepsBefore: boolean;
}

/**
 * Where it is kept which package has which path, so that what a package had is known even if it was changed or taken
 * away while Tidemark did not run.
 */
export interface OwnershipMemory {
  /** Every list that packages have, and every one that they `had`: so many at a time that other work can have its turn in between. */
  load(): Iterable<readonly RememberedList[]>;
  /** All or nothing. Of lists that are gone, what is known becomes what the packages had. */
  save(changed: readonly ChangedList[], gone: readonly Pick<KnownList, 'package' | 'list'>[]): void;
  /** Lets go what packages had. */
  settle(): void;
}
