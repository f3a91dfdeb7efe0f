import type { Alert, Occasion } from '../../../shared/model/alert.ts';
import type { MachineIdentity } from '../../query/machine-identity.ts';

/** What an action is handed: one alert, at one occasion. */
export interface Message {
  /** Names the delivery over all its retries, so that a receiver can drop doubles. */
  readonly key: string;
  readonly occasion: Occasion;
  readonly alert: Alert;
  readonly machine: MachineIdentity;
}

/**
 * Tidemark's own JSON, which webhooks, programs and files get. Fields may be added; what is here keeps its name and
 * its meaning while `format` stays the same. It holds nothing that differs from try to try.
 */
export function messageJson({ key, occasion, alert, machine }: Message): object {
  const { id, ruleId, rule, severity, why, evaluation, firedAt, endedAt, summary, count, rows, changeIds } = alert;
  return {
    format: 'tidemark.alert.1',
    delivery: key,
    occasion,
    machine: { name: machine.computer, id: machine.id },
    alert: {
      id,
      rule: { id: ruleId, name: rule, why },
      severity,
      evaluation,
      firedAt,
      endedAt,
      summary,
      count,
      rows,
      changeIds,
    },
  };
}
