import { evaluationOf } from '../../engine/alerts/evaluate/kql-rules.ts';
import { tryRule } from '../../engine/alerts/try/try-rule.ts';
import type { ReadStore } from '../../engine/store/interface.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';
import type { AlertRule } from '../../shared/model/alert-rule.ts';
import { counted } from '../../shared/model/format.ts';
import { printable } from '../../shared/model/printable.ts';
import { readyRules, readyRulesOf } from '../../shared/model/ready-rules/ready-rules.ts';
import type { Context } from '../context.ts';
import { withKql } from '../kql.ts';
import { localMoment } from '../output/lines.ts';
import { table } from '../output/table.ts';
import { reading } from '../reading.ts';
import { findRule, newRule, type RuleOptions, withRule, withRules } from '../rule-items.ts';
import { loadSettings, saveSettings } from '../settings/settings-file.ts';

const historyOf = 30 * 24 * 3600 * 1000;
const muteFor = 24 * 3600 * 1000;

const settingsOf = ({ settingsFile, platform }: Context) => loadSettings(settingsFile, platform).settings;

/** What the store says of rules: their faults, when they fired, and what lasts. Nothing is stored at first. */
async function stored<T>(context: Context, read: (store: ReadStore) => T): Promise<T | undefined> {
  let found: T | undefined;
  try {
    await reading(context, async ({ store }) => {
      found = read(store);
      return 0;
    });
  } catch (thrown) {
    if (TidemarkError.from(thrown).kind !== 'notFound') throw thrown;
  }
  return found;
}

/** `rules`: the rules of the settings, and how each does. */
export async function rules(context: Context, options: { readonly json?: boolean }): Promise<number> {
  const { terminal } = context;
  const all = settingsOf(context).alerts.rules;
  const known = await stored(context, (store) => ({
    history: store.ruleHistory(new Date(Date.now() - historyOf).toISOString()),
    lasting: new Map(store.ruleCursors().map(({ ruleId, activeAlert }) => [ruleId, activeAlert])),
    faults: new Map(
      store
        .problems()
        .filter(({ type }) => type === 'Alerts')
        .map(({ subject, message }) => [subject, message]),
    ),
  }));
  const told = all.map((rule) => ({
    ...rule,
    lastFiredAt: known?.history.get(rule.id)?.lastFiredAt ?? null,
    fired: known?.history.get(rule.id)?.fired ?? 0,
    activeAlert: known?.lasting.get(rule.id) ?? null,
    fault: (rule.enabled ? known?.faults.get(rule.name) : undefined) ?? null,
  }));
  if (options.json) {
    terminal.line(JSON.stringify(told, undefined, 2));
    return 0;
  }
  const cells = told.map((each) => [each.id, stateWords(each, Date.now()), each.severity, each.name, firedWords(each)]);
  for (const line of table(cells.map((row) => row.map(printable)))) terminal.line(line);
  for (const { name, fault } of told) if (fault !== null) terminal.error(printable(`${name}: ${fault}`));
  if (told.length === 0) terminal.line("There are no rules. 'rules ready' lists those that come with Tidemark.");
  return 0;
}

const stateWords = ({ enabled, mutedUntil }: AlertRule, now: number): string => {
  if (!enabled) return 'off';
  return mutedUntil !== null && Date.parse(mutedUntil) > now ? `muted until ${localMoment(mutedUntil)}` : 'on';
};

function firedWords(told: {
  readonly fired: number;
  readonly lastFiredAt: string | null;
  readonly activeAlert: number | null;
}): string {
  if (told.activeAlert !== null) return `so since alert ${told.activeAlert}`;
  if (told.lastFiredAt === null) return 'never fired';
  return `fired ${counted(told.fired, 'time')} in 30 days, last ${localMoment(told.lastFiredAt)}`;
}

/** `rules ready`: the rules that come with Tidemark and can fire here. */
export async function rulesReady(context: Context, options: { readonly json?: boolean }): Promise<number> {
  const { terminal, platform } = context;
  const there = new Set(settingsOf(context).alerts.rules.map(({ id }) => id));
  const ready = readyRulesOf(platform);
  if (options.json) {
    const told = ready.map(({ rule, needs }) => ({ ...rule, needs: needs ?? null, added: there.has(rule.id) }));
    terminal.line(JSON.stringify(told, undefined, 2));
    return 0;
  }
  for (const { rule, needs } of ready) {
    terminal.line(`${terminal.style('bold', rule.id)}  ${rule.severity}${there.has(rule.id) ? ', added' : ''}`);
    terminal.line(`  ${rule.name}. ${rule.why}`);
    if (needs) terminal.line(`  ${needs.words} (${needs.places.join(', ')})`);
  }
  return 0;
}

/** `rules add`: a ready rule, or one of one's own. A running Tidemark picks it up at once. */
export async function rulesAdd(context: Context, id: string | undefined, options: RuleOptions): Promise<number> {
  const { terminal, settingsFile } = context;
  const settings = settingsOf(context);
  const rule = newRule(settings, id, options);
  if (rule.when.kind === 'kql') {
    const { query: text, strict } = rule.when;
    await withKql(context, (kql) => evaluationOf(kql, { text, strict }));
  }
  await saveSettings(settingsFile, withRules(settings, [...settings.alerts.rules, rule]));
  terminal.line(printable(`${rule.id}  ${rule.severity}  ${rule.name}`));
  const needs = readyRules.find((each) => each.rule.id === rule.id)?.needs;
  if (needs) terminal.error(`${needs.words} (${needs.places.join(', ')})`);
  return 0;
}

/** `rules remove`: takes a rule out of the settings; its alerts stay. */
export async function rulesRemove(context: Context, what: string): Promise<number> {
  const settings = settingsOf(context);
  const rule = findRule(settings, what);
  await saveSettings(
    context.settingsFile,
    withRules(
      settings,
      settings.alerts.rules.filter((each) => each !== rule),
    ),
  );
  context.terminal.line(printable(`${rule.name} was removed; its alerts stay.`));
  return 0;
}

/** `rules enable` and `rules disable`. */
export async function rulesEnable(context: Context, what: string, enabled: boolean): Promise<number> {
  const settings = settingsOf(context);
  const rule = { ...findRule(settings, what), enabled };
  await saveSettings(context.settingsFile, withRule(settings, rule));
  context.terminal.line(printable(`${rule.name} is ${enabled ? 'on' : 'off'}.`));
  return 0;
}

/** `rules mute`: until a moment, a day from now by default, a rule alerts nobody. */
export async function rulesMute(context: Context, what: string, options: { readonly until?: string }): Promise<number> {
  const { terminal, settingsFile } = context;
  const settings = settingsOf(context);
  const until = options.until ?? new Date(Date.now() + muteFor).toISOString();
  const over = Date.parse(until) <= Date.now();
  const rule = { ...findRule(settings, what), mutedUntil: over ? null : until };
  await saveSettings(settingsFile, withRule(settings, rule));
  terminal.line(
    printable(over ? `${rule.name} is muted no longer.` : `${rule.name} is muted until ${localMoment(until)}.`),
  );
  if (!over && rule.severity === 'critical') terminal.error('It is critical, and critical alerts are never muted.');
  return 0;
}

/** `rules try`: what a rule, or a ready one, would have done in the past. */
export function rulesTry(
  context: Context,
  what: string,
  options: { readonly days?: number; readonly json?: boolean },
): Promise<number> {
  const { terminal } = context;
  const settings = settingsOf(context);
  const ready = readyRules.find(({ rule }) => rule.id === what || rule.id === `ready-${what}`)?.rule;
  const isOwn = settings.alerts.rules.some(({ id }) => id === what);
  const rule = ready !== undefined && !isOwn ? ready : findRule(settings, what);
  const { days = 30 } = options;
  return reading(context, async ({ store }) => {
    const trial = await withKql(context, (kql) => tryRule({ store, kql, now: new Date() }, { rule, days }));
    if (options.json) {
      terminal.line(JSON.stringify(trial, undefined, 2));
      return 0;
    }
    const since = localMoment(trial.since);
    terminal.line(printable(`${rule.name} would have fired ${counted(trial.fired, 'time')} since ${since}.`));
    for (const { at, until, summary } of trial.firings) {
      const end = until === null ? '' : `  (until ${localMoment(until)})`;
      terminal.line(`${localMoment(at)}  ${printable(summary)}${end}`);
    }
    if (trial.limits !== null) terminal.error(trial.limits);
    return 0;
  });
}
