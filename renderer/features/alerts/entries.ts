import type { Alert } from '../../../electron/shared/model/alert.ts';
import { dayHeading } from '../../words/time.ts';

/** Alerts under the day on which they fired. */
export interface Day {
  readonly heading: string;
  readonly alerts: readonly Alert[];
}

/** @param alerts the newest first */
export function daysOf(alerts: readonly Alert[], now: Date): readonly Day[] {
  const days: { heading: string; alerts: Alert[] }[] = [];
  for (const alert of alerts) {
    const heading = dayHeading(alert.firedAt, now);
    const last = days.at(-1);
    if (last?.heading === heading) last.alerts.push(alert);
    else days.push({ heading, alerts: [alert] });
  }
  return days;
}
