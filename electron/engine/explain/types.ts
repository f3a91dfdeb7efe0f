import type { Actor, PackageRef, Transaction } from '../../shared/model/explanation.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { FolderListener } from '../watched-folders.ts';

/** How a package manager tells a file's bytes: the method's name as `node:crypto` has it, and the digest in lower-case hexadecimal digits. */
export interface Digest {
  readonly method: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly hex: string;
}

/** What a package says of one path. */
export interface Owner {
  readonly package: PackageRef;
  /** Whether the package has it now; if not, it had it before it was upgraded or taken away. */
  readonly present: boolean;
  /** Whether the package marks it as configuration, to be edited. */
  readonly conffile: boolean;
  /** What it ships there; `null` where it does not say (a folder, a link, a package without digests). */
  readonly digest: Digest | null;
}

/** Which package has which path: of every package manager that this machine has. */
export interface Ownership {
  /**
   * Brings it up to date with the package managers' databases: quick where nothing changed. What a package had before
   * is kept beside what it has now until `settle`. Rejects when aborted, and when the store fails, where it is kept too;
   * what could not be read is a problem.
   */
  refresh(signal: AbortSignal): Promise<readonly Problem[]>;
  /**
   * The packages of these paths, by path; a path that no package has, or had, is left out. A shared folder has many
   * owners; what is diverted is its own package's, and after that the diverter's, where it lies (dpkg-divert(1)).
   */
  ownersOf(paths: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, readonly Owner[]>>;
  /** Every change up to here is explained: what packages had before is let go. */
  settle(): void;
}

/** What package managers' logs and locks tell. */
export interface Transactions {
  /** Those that ended at this moment (ISO 8601) or later, or run still: the oldest first. Rejects only when aborted. */
  since(moment: string, signal: AbortSignal): Promise<TransactionReading>;
  /** The managers (dpkg, rpm…) that are at work now: their lock is held. */
  busy(): Promise<ReadonlySet<string>>;
}

export interface TransactionReading {
  readonly transactions: readonly Transaction[];
  readonly problems: readonly Problem[];
}

/** A process that changed a file. */
export interface Witness {
  readonly actor: Actor;
  /** The package manager (dpkg, rpm…) that it is part of: itself, or what started it; `null` for none. */
  readonly manager: string | null;
}

/** Who changes files, seen as it happens in folders that are watched. It is off at first. */
export interface Who extends FolderListener {
  /** Begins or ends to look. */
  configure(on: boolean): void;
  /** Why nobody is seen, or nobody in some folders; none where it is off. */
  problems(): readonly Problem[];
  /**
   * The one who alone touched a path between two moments (ISO 8601); `null` where that is not certain: nobody was
   * seen, or more than one, or something may have been missed.
   */
  actorOf(path: string, since: string, until: string): Witness | null;
  close(): Promise<void>;
}
