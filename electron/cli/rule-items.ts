import { conditionFault } from '../engine/alerts/evaluate/faults.ts';
import { TidemarkError } from '../shared/contract/errors.ts';
import {
  type AlertRule,
  alertRuleSchema,
  desktopAction,
  type SimpleCondition,
  type valueTests,
} from '../shared/model/alert-rule.ts';
import type { Category } from '../shared/model/change.ts';
import type { ItemType } from '../shared/model/item.ts';
import { readyRules } from '../shared/model/ready-rules/ready-rules.ts';
import type { Settings } from '../shared/model/settings.ts';
import type { Severity } from '../shared/model/severity.ts';
import { freeIdAmong } from './tracked-items.ts';
import { UsageError } from './usage.ts';

/** What `rules add` is told of a rule. */
export interface RuleOptions {
  readonly name?: string;
  readonly why?: string;
  readonly severity?: Severity;
  readonly kql?: string;
  readonly strict?: boolean;
  readonly type?: readonly ItemType[];
  readonly category?: readonly Category[];
  readonly verdict?: SimpleCondition['verdicts'];
  readonly thing?: readonly string[];
  readonly except?: readonly string[];
  readonly field?: string;
  readonly value?: string;
  readonly valueTest?: (typeof valueTests)[number];
  readonly action?: readonly string[];
  readonly disabled?: boolean;
}

/** The settings with other rules. */
export const withRules = (settings: Settings, rules: readonly AlertRule[]): Settings => ({
  ...settings,
  alerts: { ...settings.alerts, rules: [...rules] },
});

/** The settings with one rule of theirs replaced. */
export const withRule = (settings: Settings, rule: AlertRule): Settings =>
  withRules(
    settings,
    settings.alerts.rules.map((each) => (each.id === rule.id ? rule : each)),
  );

/** The one rule of the settings that an id or a name means. */
export function findRule({ alerts }: Settings, what: string): AlertRule {
  const byId = alerts.rules.find(({ id }) => id === what);
  if (byId) return byId;
  const named = alerts.rules.filter(({ name }) => name.toLowerCase() === what.toLowerCase());
  const [first, second] = named;
  if (first === undefined)
    throw new TidemarkError('notFound', `There is no rule '${what}'.`, "See 'rules' for those there are.");
  if (second === undefined) return first;
  const ids = named.map(({ id }) => id).join(', ');
  throw new TidemarkError('invalid', `'${what}' means more than one rule: ${ids}.`, 'Give one of these ids.');
}

const freeRuleId = ({ alerts }: Settings, name: string): string =>
  freeIdAmong(
    [...alerts.rules, ...readyRules.map(({ rule }) => rule)].map(({ id }) => id),
    name,
    'rule',
  );

/** What all rules may be given, ready ones too. */
function common({ actions }: Settings['alerts'], options: RuleOptions): Partial<AlertRule> {
  const known = [desktopAction, ...actions.map(({ id }) => id)];
  const stranger = options.action?.find((action) => !known.includes(action));
  if (stranger !== undefined) {
    throw new TidemarkError('notFound', `There is no action '${stranger}'.`, `Those there are: ${known.join(', ')}.`);
  }
  return {
    ...(options.severity === undefined ? {} : { severity: options.severity }),
    ...(options.action === undefined ? {} : { actions: [...options.action] }),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.why === undefined ? {} : { why: options.why }),
    ...(options.disabled ? { enabled: false } : {}),
  };
}

/** A ready rule, as `rules add ID` adds it. */
function addedReady(settings: Settings, id: string, options: RuleOptions): AlertRule {
  const found = readyRules.find(({ rule }) => rule.id === id || rule.id === `ready-${id}`);
  if (!found)
    throw new TidemarkError('notFound', `There is no ready rule '${id}'.`, "See 'rules ready' for those there are.");
  if (settings.alerts.rules.some((each) => each.id === found.rule.id)) {
    throw new TidemarkError(
      'invalid',
      `The rule '${found.rule.id}' is there already.`,
      `Remove it first: rules remove ${found.rule.id}.`,
    );
  }
  return { ...found.rule, ...common(settings.alerts, options) };
}

/** The rule that `rules add` asks for. */
export function newRule(settings: Settings, id: string | undefined, options: RuleOptions): AlertRule {
  const simple = ['type', 'category', 'thing', 'except', 'field', 'value', 'valueTest', 'verdict'] as const;
  const given = simple.filter((option) => options[option] !== undefined);
  if (id !== undefined) {
    if (options.kql !== undefined || given.length > 0)
      throw new UsageError('A ready rule has its condition: leave the options of one out.');
    return addedReady(settings, id, options);
  }
  if (options.name === undefined)
    throw new UsageError("Give the id of a ready rule (see 'rules ready'), or --name and a condition.");
  if ((options.kql === undefined) === (given.length === 0)) {
    throw new UsageError(
      'A rule needs a condition: either --kql, or some of --type, --category, --thing, --field, --value and --verdict.',
    );
  }
  const rule = alertRuleSchema.parse({
    id: freeRuleId(settings, options.name),
    ...common(settings.alerts, options),
    when:
      options.kql === undefined
        ? simpleCondition(options)
        : { kind: 'kql', query: options.kql, strict: options.strict },
  });
  const fault = rule.when.kind === 'simple' ? conditionFault(rule.when) : undefined;
  if (fault) throw new UsageError(`The rule can’t be used: ${fault.message}`, fault.advice);
  return rule;
}

const simpleCondition = ({ type, category, thing, except, field, value, valueTest, verdict }: RuleOptions) => ({
  kind: 'simple',
  types: type,
  categories: category,
  things: thing,
  except,
  field,
  ...(value === undefined ? {} : { value: { test: valueTest ?? 'is', text: value } }),
  ...(verdict === undefined ? {} : { verdicts: verdict }),
});
