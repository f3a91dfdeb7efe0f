import type { ExpectationScope } from '../../shared/model/approval.ts';
import type { Change } from '../../shared/model/change.ts';
import { type Condition, tester } from './condition.ts';

/** An expectation that holds, as it is held against changes. */
export interface Holding {
  readonly id: number;
  readonly scope: ExpectationScope;
  readonly condition: Condition;
  readonly reason: string;
  /** The last change that there was when it was made: it is about later ones alone. */
  readonly afterChange: number;
  /** ISO 8601; what was noticed before this is expected. `null` without an end. */
  readonly until: string | null;
}

/** What expectations say of changes. */
export interface Applied {
  /** Which expectation acknowledges which change. */
  readonly acknowledged: readonly { readonly change: number; readonly by: Holding }[];
  /** Those that were for one change alone, which has come. */
  readonly usedUp: readonly number[];
}

/** What says most of a change goes first: its reason is the one to be read. */
const narrowness: readonly ExpectationScope[] = ['once', 'content', 'package', 'path'];

/**
 * Holds changes against expectations: each change is acknowledged by at most one, the narrowest and newest that it
 * meets. An expectation of the next change of an item is used up by that, also where another one acknowledges it.
 */
export function applyExpectations(holding: readonly Holding[], changes: readonly Change[]): Applied {
  const acknowledged: { change: number; by: Holding }[] = [];
  const usedUp = new Set<number>();
  const tests = holding
    .map((each) => ({ each, meets: tester(each.condition) }))
    .toSorted((a, b) => narrowness.indexOf(a.each.scope) - narrowness.indexOf(b.each.scope) || b.each.id - a.each.id);
  for (const change of changes.toSorted((a, b) => a.id - b.id)) {
    const met = tests
      .filter(({ each, meets }) => !usedUp.has(each.id) && isItsTime(each, change) && meets(change))
      .map(({ each }) => each);
    for (const { id, scope } of met) if (scope === 'once') usedUp.add(id);
    const [by] = met;
    if (by !== undefined && change.acknowledged === undefined) acknowledged.push({ change: change.id, by });
  }
  return { acknowledged, usedUp: [...usedUp] };
}

const isItsTime = ({ afterChange, until }: Holding, { id, noticedAt }: Change): boolean =>
  id > afterChange && (until === null || Date.parse(noticedAt) < Date.parse(until));
