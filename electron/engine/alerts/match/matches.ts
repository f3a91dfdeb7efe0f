import type { SimpleCondition } from '../../../shared/model/alert-rule.ts';
import type { Change } from '../../../shared/model/change.ts';
import { type Verdict, verdictOf } from '../../../shared/model/explanation.ts';
import { itemTypes } from '../../../shared/model/item.ts';
import { namesOf, nameTest } from './names.ts';
import { fieldChanged, fieldsNamed, valueTest } from './values.ts';

/** A change with the names of its thing, which are made once for all rules that ask. */
export class Seen {
  readonly change: Change;
  #names: readonly string[] | undefined;

  constructor(change: Change) {
    this.change = change;
  }

  get names(): readonly string[] {
    this.#names ??= namesOf(this.change);
    return this.#names;
  }
}

export type Matcher = (seen: Seen) => boolean;

/** A condition made ready to be asked of many changes: every part that is given must hold. */
export function matcher(condition: SimpleCondition): Matcher {
  const types = new Set(condition.types);
  const categories = new Set(condition.categories);
  const things = condition.things.map(nameTest);
  const except = condition.except.map(nameTest);
  const tests: Matcher[] = [];
  if (types.size > 0) tests.push(({ change }) => types.has(change.type));
  if (categories.size > 0) tests.push(({ change }) => categories.has(change.category));
  const verdicts = condition.verdicts && new Set<Verdict>(condition.verdicts);
  if (verdicts) tests.push(({ change }) => verdicts.has(verdictOf(change)));
  if (condition.field !== '') tests.push(fieldMatcher(condition));
  if (things.length > 0) tests.push(({ names }) => things.some((test) => test(names)));
  if (except.length > 0) tests.push(({ names }) => !except.some((test) => test(names)));
  return (seen) => tests.every((test) => test(seen));
}

function fieldMatcher({ field, value }: SimpleCondition): Matcher {
  const test = value === null ? () => true : valueTest(value);
  const named = new Map(itemTypes.map((type) => [type, fieldsNamed(type, field)]));
  return ({ change }) =>
    (named.get(change.type) ?? []).some(
      (each) => fieldChanged(change, each.name) && test(each, (change.after ?? change.before)?.[each.name] ?? null),
    );
}

/** Whether a simple condition holds of one change; see `simpleConditionSchema` for what its parts mean. */
export const matches = (condition: SimpleCondition, change: Change): boolean => matcher(condition)(new Seen(change));
