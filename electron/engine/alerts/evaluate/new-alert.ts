import { createHash } from 'node:crypto';
import type { Alert, AlertRow } from '../../../shared/model/alert.ts';
import type { AlertRule, Condition } from '../../../shared/model/alert-rule.ts';
import type { NewAlert } from '../../store/alerts.ts';

/** By which a rule is known to have another condition than before. */
export const conditionHash = (when: Condition): string =>
  createHash('sha256').update(JSON.stringify(when)).digest('hex').slice(0, 32);

/** Whether a rule alerts nobody now (milliseconds since 1970). A critical one is never muted. */
export const isMuted = ({ severity, mutedUntil }: AlertRule, now: number): boolean =>
  severity !== 'critical' && mutedUntil !== null && Date.parse(mutedUntil) > now;

/** A row without the columns that have no value, of which the tables have many. */
export const withoutEmpty = (row: AlertRow): AlertRow =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== ''));

/** An alert of a rule that fires now. */
export function newAlert(
  rule: AlertRule,
  fired: Pick<Alert, 'evaluation' | 'summary' | 'count' | 'rows' | 'changeIds'>,
  now: number,
): NewAlert {
  return {
    ...fired,
    ruleId: rule.id,
    rule: rule.name,
    severity: rule.severity,
    why: rule.why,
    firedAt: new Date(now).toISOString(),
    actions: [...rule.actions],
    muted: isMuted(rule, now),
  };
}
