import type { KqlService } from '../../query/kql/service.ts';
import type { MachineIdentity } from '../../query/machine-identity.ts';
import type { LogRange } from '../../store/change-ranges.ts';
import type { WriteStore } from '../../store/interface.ts';
import { awaitsVerdict } from './awaits-verdict.ts';
import type { RuleFaults } from './faults.ts';
import type { Ledger, Outcome, WatchedRule } from './ledger.ts';

/** What both queues of rules work with. */
export interface Shared {
  readonly store: WriteStore;
  readonly kql: KqlService;
  readonly machine: MachineIdentity;
  readonly ledger: Ledger;
  readonly faults: RuleFaults;
  /** The enabled rules, as they are now. */
  readonly watched: () => readonly WatchedRule[];
  readonly closing: () => boolean;
  /** Saves what evaluating rules led to, and tells of it. */
  readonly save: (outcomes: ReadonlyMap<WatchedRule, Outcome>) => void;
}

/** A rule, and the changes that it was not evaluated for yet. */
export interface Due extends LogRange {
  readonly watched: WatchedRule;
}

/** How far the log can be looked at: all of it, and as far as it is decided what explains the changes. */
export interface Ends {
  readonly head: number;
  readonly decided: number;
}

export const endsOf = (store: Pick<WriteStore, 'logEnds' | 'causes'>): Ends => {
  const head = store.logEnds().last;
  return { head, decided: Math.min(head, store.causes.decidedUpTo()) };
};

const endOf = ({ rule }: WatchedRule, { head, decided }: Ends): number => (awaitsVerdict(rule.when) ? decided : head);

/** How far all of these rules have looked, once each was evaluated as far as it can be. */
export const lookedAt = (watched: readonly WatchedRule[], ends: Ends): number =>
  Math.min(ends.head, ...watched.map((each) => endOf(each, ends)));

/** Those of the rules that were not evaluated yet for all changes that they can be, with those changes. */
export function dueOf(ledger: Ledger, watched: readonly WatchedRule[], ends: Ends): readonly Due[] {
  return watched.flatMap((each) => {
    const cursor = ledger.cursor(each.rule.id);
    const upTo = endOf(each, ends);
    const isDue = cursor !== undefined && cursor.condition === each.condition && cursor.upTo < upTo;
    return isDue ? [{ watched: each, after: cursor.upTo, upTo }] : [];
  });
}
