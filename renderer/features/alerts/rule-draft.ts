import {
  type AlertRule,
  alertRuleSchema,
  type SimpleCondition,
  simpleConditionSchema,
} from '../../../electron/shared/model/alert-rule.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import { changeTitle, placeOf } from '../../../electron/shared/model/words.ts';
import { fieldsOf } from '../../words/rules.ts';
import { errorsByPath } from '../../words/settings.ts';

/** A rule that is being written: what stands in either form of its condition is kept while the other one is shown. */
export interface RuleDraft {
  readonly rule: Omit<AlertRule, 'when'>;
  readonly kind: 'simple' | 'kql';
  readonly simple: SimpleCondition;
  readonly query: string;
  readonly strict: boolean;
}

/** The query that a rule in KQL begins with. */
export const firstQuery = 'ConfigurationChange\n| where ConfigChangeType == "Files"\n';

const emptySimple = (): SimpleCondition => simpleConditionSchema.parse({ kind: 'simple' });

/** A rule as a draft to edit. */
export function draftOf({ when, ...rule }: AlertRule): RuleDraft {
  return when.kind === 'simple'
    ? { rule, kind: 'simple', simple: when, query: firstQuery, strict: false }
    : { rule, kind: 'kql', simple: emptySimple(), query: when.query, strict: when.strict };
}

const newRule = (part: Pick<AlertRule, 'when'> & Partial<AlertRule>): RuleDraft => {
  const { when, ...rest } = part;
  // Its name is still to be given: it is checked when it is saved.
  const { when: _when, ...rule } = alertRuleSchema.parse({ id: crypto.randomUUID(), name: '-', when });
  return draftOf({ ...rule, name: '', ...rest, when });
};

/** A rule of which nothing is known yet. */
export const emptyRule = (): RuleDraft => newRule({ when: emptySimple() });

/** A rule of a query that was written elsewhere. */
export const ruleOfQuery = (query: string, name = ''): RuleDraft =>
  newRule({ name, when: { kind: 'kql', query, strict: false } });

/** A rule for what changed just now: its type, and its path or its name. */
export function ruleOfChange(change: Change): RuleDraft {
  const thing =
    change.type === 'Files' || change.type === 'Registry'
      ? placeOf(change, change.after ?? change.before)
      : change.name;
  return newRule({
    name: `${changeTitle(change)} changes`.slice(0, 200),
    when: { ...emptySimple(), types: [change.type], things: [thing.slice(0, 4096)] },
  });
}

/** The rule that a draft says, without what has no meaning: a field its types don't have, a value of no field. */
export function ruleOf({ rule, kind, simple, query, strict }: RuleDraft): AlertRule {
  const named = { ...rule, name: rule.name.trim(), why: rule.why.trim() };
  if (kind === 'kql') return { ...named, when: { kind, query: query.trim(), strict } };
  const field = fieldsOf(simple.types).some(({ name }) => name === simple.field) ? simple.field : '';
  return { ...named, when: { ...simple, field, value: field === '' ? null : simple.value } };
}

/** The rule of a draft, or what is wrong with it by the path of the value (`name`, `when.query`). */
export function checkRule(
  draft: RuleDraft,
):
  | { readonly ok: true; readonly rule: AlertRule }
  | { readonly ok: false; readonly errors: ReadonlyMap<string, string> } {
  const parsed = alertRuleSchema.safeParse(ruleOf(draft));
  return parsed.success ? { ok: true, rule: parsed.data } : { ok: false, errors: errorsByPath(parsed.error) };
}

/** A rule in a list: in the place of the one it is, or at the end. */
export const withRule = (rules: readonly AlertRule[], rule: AlertRule): readonly AlertRule[] =>
  rules.some(({ id }) => id === rule.id) ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule];
