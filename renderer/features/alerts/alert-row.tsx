import { IconBellOff } from '@tabler/icons-react';
import { memo } from 'react';
import type { Alert } from '../../../electron/shared/model/alert.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import list from '../../components/list.module.css';
import { SeverityMark } from '../../components/severity-mark.tsx';
import { isLasting, lastingWords, severityNames } from '../../words/alerts.ts';
import { clock, fullTime } from '../../words/time.ts';
import classes from './alerts.module.css';

interface AlertRowProps {
  readonly id: string;
  readonly alert: Alert;
  readonly selected: boolean;
  readonly active: boolean;
  readonly now: Date;
  readonly onOpen: (id: number) => void;
}

/** One alert in words. */
export const AlertRow = memo(function AlertRow({ id, alert, selected, active, now, onOpen }: AlertRowProps) {
  const lasting = lastingWords(alert, now);
  return (
    <div
      id={id}
      className={`${list.row} ${classes.row}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      data-active={active}
      data-unread={!alert.read}
      onClick={() => onOpen(alert.id)}
      onKeyDown={(event) => event.key === ' ' && onOpen(alert.id)}
    >
      <SeverityMark severity={alert.severity} label={severityNames[alert.severity]} />
      <div>
        <div className={`${list.name} ${classes.name}`}>
          <strong>{printable(alert.rule)}</strong>
          {lasting && (
            <span className={classes.pill} data-severity={isLasting(alert) ? alert.severity : undefined}>
              {lasting}
            </span>
          )}
          {alert.muted && (
            <span className={classes.muted}>
              <IconBellOff size={13} stroke={1.8} aria-hidden />
              muted
            </span>
          )}
        </div>
        <div className={classes.words}>{printable(alert.summary)}</div>
      </div>
      <div className={classes.side}>
        <time className={list.time} dateTime={alert.firedAt} title={fullTime(alert.firedAt)}>
          {clock(alert.firedAt)}
        </time>
        {!alert.read && (
          <span className={classes.dot}>
            <span className="visually-hidden">Unread</span>
          </span>
        )}
      </div>
    </div>
  );
});
