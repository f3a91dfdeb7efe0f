import { UnstyledButton } from '@mantine/core';
import type { Alert } from '../../electron/shared/model/alert.ts';
import { printable } from '../../electron/shared/model/printable.ts';
import { severityNames } from '../words/alerts.ts';
import { fullTime, nearTime } from '../words/time.ts';
import history from './change-history.module.css';
import { SeverityMark } from './severity-mark.tsx';

interface AlertLinesProps {
  readonly alerts: readonly Alert[];
  readonly now: Date;
  readonly onOpen: (id: number) => void;
}

/** Alerts in short; each opens. */
export function AlertLines({ alerts, now, onOpen }: AlertLinesProps) {
  return (
    <ul className={history.history}>
      {alerts.map((alert) => (
        <li key={alert.id}>
          <UnstyledButton className={history.past} onClick={() => onOpen(alert.id)}>
            <SeverityMark severity={alert.severity} label={severityNames[alert.severity]} />
            <span title={alert.summary}>
              <strong>{printable(alert.rule)}</strong>
              {printable(alert.summary)}
            </span>
            <time dateTime={alert.firedAt} title={fullTime(alert.firedAt)}>
              {nearTime(alert.firedAt, now)}
            </time>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
