import type { AlertRule, SimpleCondition } from '../../../shared/model/alert-rule.ts';
import type { Category } from '../../../shared/model/change.ts';
import { type ItemType, itemTypes } from '../../../shared/model/item.ts';
import type { LogRange } from '../../store/change-ranges.ts';
import type { ReadStore } from '../../store/interface.ts';
import { type Matcher, matcher, Seen } from '../match/matches.ts';
import { Gatherer, type Together } from './together.ts';

/** How many changes are read at once, so that the engine's other work has its turn in between. */
const piece = 500;

/** A rule of the simple form, made ready. */
export interface SimpleRule {
  readonly rule: AlertRule;
  readonly when: SimpleCondition;
  readonly holds: Matcher;
}

export function simpleRule(rule: AlertRule): SimpleRule | undefined {
  return rule.when.kind === 'simple' ? { rule, when: rule.when, holds: matcher(rule.when) } : undefined;
}

/** What is to be looked at for one rule: the changes of a piece of the log. */
export interface Asked extends LogRange {
  readonly simple: SimpleRule;
}

/** All that any of these lists lets pass; an empty one lets everything pass. */
function union<T>(lists: readonly (readonly T[])[], all: readonly T[]): readonly T[] {
  return lists.some((list) => list.length === 0) ? all : [...new Set(lists.flat())];
}

/**
 * Looks through pieces of the log for what rules of the simple form match, each change read once for all of them.
 * Answers in the order of what was asked.
 */
export async function lookThrough(
  store: Pick<ReadStore, 'changesInOrder'>,
  asked: readonly Asked[],
): Promise<readonly (readonly Together[])[]> {
  const gatherers = asked.map(() => new Gatherer());
  const types = union<ItemType>(
    asked.map(({ simple }) => simple.when.types),
    itemTypes,
  );
  const categories = union<Category>(
    asked.map(({ simple }) => simple.when.categories),
    ['Added', 'Modified', 'Removed'],
  );
  const upTo = Math.max(...asked.map((each) => each.upTo));
  let after = Math.min(...asked.map((each) => each.after));
  while (after < upTo) {
    const changes = store.changesInOrder({ after, upTo, types, categories, limit: piece });
    for (const change of changes) {
      const seen = new Seen(change);
      asked.forEach((each, index) => {
        if (change.id > each.after && change.id <= each.upTo && each.simple.holds(seen)) gatherers[index]?.add(change);
      });
    }
    after = changes.length < piece ? upTo : (changes.at(-1)?.id ?? upTo);
    if (after < upTo) await new Promise(setImmediate);
  }
  return gatherers.map(({ gathered }) => gathered);
}
