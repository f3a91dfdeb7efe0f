import type { Action, ActionKind } from '../../electron/shared/model/action.ts';
import type { AlertRule, Condition, SimpleCondition, valueTests } from '../../electron/shared/model/alert-rule.ts';
import type { DecidedVerdict } from '../../electron/shared/model/explanation.ts';
import { type FieldDefinition, fieldDefinitions } from '../../electron/shared/model/fields.ts';
import { formatCount } from '../../electron/shared/model/format.ts';
import { type ItemType, itemTypes } from '../../electron/shared/model/item.ts';
import { typeNames } from './values.ts';

export type ValueTest = (typeof valueTests)[number];

/** How a value is compared, as it stands between the field and the value. */
export const testNames: Readonly<Record<ValueTest, string>> = {
  is: 'is',
  isNot: 'is not',
  contains: 'contains',
  matches: 'fits the pattern',
};

/** The fields of types that a rule can ask for, by their labels: those whose difference makes a change. */
export function fieldsOf(types: readonly ItemType[]): readonly Pick<FieldDefinition, 'name' | 'label'>[] {
  const fields = new Map<string, string>();
  for (const type of types.length === 0 ? itemTypes : types) {
    for (const { name, label, matters } of fieldDefinitions[type]) {
      if (matters && !fields.has(name)) fields.set(name, label);
    }
  }
  return [...fields].map(([name, label]) => ({ name, label }));
}

/** What a rule can ask of what explains a change. */
export const verdictChoices: readonly { readonly value: DecidedVerdict; readonly label: string }[] = [
  { value: 'standsOut', label: 'Stands out' },
  { value: 'unexplained', label: 'Unexplained' },
  { value: 'planned', label: 'Planned' },
  { value: 'explained', label: 'Explained' },
];

/** A list in short: the first two, and how many more. */
function few(list: readonly string[]): string {
  const rest = list.length - 2;
  return rest > 0 ? `${list.slice(0, 2).join(', ')} and ${formatCount(rest)} more` : list.join(', ');
}

const chosenVerdicts = (verdicts: readonly DecidedVerdict[]) =>
  verdictChoices.filter(({ value }) => verdicts.includes(value)).map(({ label }) => label);

function simpleParts({
  types,
  categories,
  things,
  except,
  field,
  value,
  verdicts = [],
}: SimpleCondition): readonly string[] {
  const label = fieldsOf(types).find(({ name }) => name === field)?.label ?? field;
  return [
    types.length === 0 ? 'Anything' : types.map((type) => typeNames[type].many).join(', '),
    ...(categories.length === 0 ? [] : [categories.join(' or ').toLowerCase()]),
    ...(things.length === 0 ? [] : [few(things)]),
    // What is only passing by is left out by long lists: how many there are is enough of them.
    ...(except.length === 0
      ? []
      : [except.length > 2 ? `${formatCount(except.length)} left out` : `not ${few(except)}`]),
    ...(verdicts.length === 0 ? [] : [chosenVerdicts(verdicts).join(' or ').toLowerCase()]),
    ...(field === '' ? [] : [value ? `${label} ${testNames[value.test]} “${value.text}”` : `${label} changed`]),
  ];
}

/** What a rule watches for, in one line. */
export const conditionWords = (when: Condition): string =>
  when.kind === 'simple' ? simpleParts(when).join(' · ') : when.query.replace(/\s+/g, ' ').trim();

/** What people call the kinds of action. */
export const actionKindNames: Readonly<Record<ActionKind, string>> = {
  webhook: 'Webhook',
  program: 'Program',
  file: 'File',
  syslog: 'Syslog',
};

export const templateNames = {
  tidemark: 'Tidemark’s own JSON',
  slack: 'Slack',
  mattermost: 'Mattermost',
  teams: 'Microsoft Teams',
  discord: 'Discord',
  googleChat: 'Google Chat',
} as const;

/** The machine that an address leads to; the rest of it may be a secret. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** What an action does, in one line. */
export function actionWords(action: Action): string {
  switch (action.kind) {
    case 'webhook':
      return `${hostOf(action.url)} · ${templateNames[action.template]}`;
    case 'program':
      return [action.program, ...action.arguments].join(' ');
    case 'file':
      return `${action.path} · ${action.format === 'json' ? 'JSON lines' : 'lines of text'}`;
    case 'syslog':
      return `${action.host}:${action.port} · ${action.transport.toUpperCase()} · ${action.facility}`;
  }
}

/** The names of the rules that hand their alerts to an action. */
export const rulesWith = (actionId: string, rules: readonly AlertRule[]): readonly AlertRule[] =>
  rules.filter(({ actions }) => actions.includes(actionId));
