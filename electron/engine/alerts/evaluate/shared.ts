import type { KqlService } from '../../query/kql/service.ts';
import type { MachineIdentity } from '../../query/machine-identity.ts';
import type { WriteStore } from '../../store/interface.ts';
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

/** Those of the rules that were not evaluated yet for all changes up to `head`, with the last that each was. */
export function dueOf(
  ledger: Ledger,
  watched: readonly WatchedRule[],
  head: number,
): readonly (readonly [WatchedRule, number])[] {
  return watched.flatMap((each) => {
    const cursor = ledger.cursor(each.rule.id);
    const isDue = cursor !== undefined && cursor.condition === each.condition && cursor.upTo < head;
    return isDue ? [[each, cursor.upTo] as const] : [];
  });
}
