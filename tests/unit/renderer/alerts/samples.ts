import type { NoiseSource } from '../../../../electron/shared/contract/alerts.ts';
import type { Alert, Delivery } from '../../../../electron/shared/model/alert.ts';
import { type AlertRule, alertRuleSchema } from '../../../../electron/shared/model/alert-rule.ts';

/** Noon of a Sunday, in local time. */
export const now = new Date(2026, 10, 22, 12, 0, 0);

/** Some minutes before that. */
export const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();

export const alert = (part: Partial<Alert> = {}): Alert => ({
  id: 1,
  ruleId: 'rule',
  rule: 'A rule',
  severity: 'warning',
  why: '',
  evaluation: 'change',
  firedAt: ago(10),
  endedAt: null,
  summary: 'hosts: 1 line added',
  count: 1,
  rows: [],
  changeIds: [],
  actions: [],
  muted: false,
  read: false,
  ...part,
});

export const delivery = (part: Partial<Delivery> = {}): Delivery => ({
  id: 1,
  alertId: 1,
  actionId: 'chat',
  occasion: 'fired',
  state: 'waiting',
  attempts: 0,
  madeAt: ago(10),
  nextAt: null,
  endedAt: null,
  fault: '',
  output: '',
  ...part,
});

export const rule = (part: object = {}): AlertRule =>
  alertRuleSchema.parse({ id: 'rule', name: 'A rule', when: { kind: 'simple' }, ...part });

export const source = (part: Partial<NoiseSource> = {}): NoiseSource => ({
  kind: 'path',
  subject: '/etc/hosts',
  label: '/etc/hosts',
  type: 'Files',
  changes: 10,
  alerts: 0,
  share: 0.1,
  lastAt: ago(10),
  ...part,
});
