import { type AlertRule, alertRuleSchema, type SimpleCondition } from '../../electron/shared/model/alert-rule.ts';
import type { Settings } from '../../electron/shared/model/settings.ts';

type More = Partial<Omit<AlertRule, 'id' | 'when'>>;

/** A rule of the simple form; what is not given is as the defaults have it. */
export const simple = (id: string, when: Partial<SimpleCondition> = {}, more: More = {}): AlertRule =>
  alertRuleSchema.parse({ id, name: id, ...more, when: { ...when, kind: 'simple' } });

/** A rule in KQL. */
export const kql = (id: string, query: string, more: More = {}): AlertRule =>
  alertRuleSchema.parse({ id, name: id, ...more, when: { kind: 'kql', query } });

/** Settings with these rules. */
export const withRules = (settings: Settings, ...rules: readonly AlertRule[]): Settings => ({
  ...settings,
  alerts: { ...settings.alerts, rules: [...rules] },
});
