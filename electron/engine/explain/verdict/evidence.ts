import type { Actor, PackageRef, Shipped, Tie, Transaction, Verdict } from '../../../shared/model/explanation.ts';
import type { Owner, Witness } from '../types.ts';

/** What is known when a change is judged. Moments in numbers are milliseconds since 1970. */
export interface Evidence {
  /** The owners of the paths that `pathsOf` names, and of no others. */
  readonly owners: ReadonlyMap<string, readonly Owner[]>;
  /** Whether a file's bytes are those that its packages ship; `null` where none has it. */
  readonly bytes: Shipped | null;
  /** The one who certainly made the change; `null` where that is not known. */
  readonly witness: Witness | null;
  /** Those that may have been at work when the change happened, the oldest first; also some that were not. */
  readonly transactions: readonly Transaction[];
  /** The package managers that are at work now. */
  readonly busy: ReadonlySet<string>;
  /** Since when none of them is. */
  readonly quietSince: number;
  readonly now: number;
  /** Whether all that can be collected now was collected: logs and other changes are not waited for. */
  readonly final: boolean;
}

/** What was found of a change. */
export interface Finding {
  readonly verdict: Verdict;
  /** The identity of the transaction that it is tied to. */
  readonly transaction: string | null;
  readonly tie: Tie | null;
  readonly package: PackageRef | null;
  readonly bytes: Shipped | null;
  readonly conffile: boolean;
  readonly why: string;
  readonly actor: Actor | null;
}

/** That nothing is known. */
export const nothing: Finding = {
  verdict: 'unexplained',
  transaction: null,
  tie: null,
  package: null,
  bytes: null,
  conffile: false,
  why: '',
  actor: null,
};
