import type { Alert } from '../../../electron/shared/model/alert.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import look from '../../components/detail.module.css';
import { isLasting } from '../../words/alerts.ts';
import { exactTime, fullTime, plainSpan } from '../../words/time.ts';
import classes from './detail.module.css';

/** When an alert fired, how long its state lasted, and how much matched. */
export function AlertFacts({ alert, now }: { readonly alert: Alert; readonly now: Date }) {
  const { evaluation, firedAt, endedAt, count } = alert;
  return (
    <dl className={`${look.facts} ${classes.facts}`}>
      <dt>{evaluation === 'state' ? 'Became so' : 'Fired'}</dt>
      <dd>
        <time dateTime={firedAt} title={fullTime(firedAt)}>
          {exactTime(firedAt, now)}
        </time>
      </dd>
      {evaluation === 'state' && (
        <>
          <dt>Until</dt>
          <dd data-lasting={isLasting(alert)}>
            {endedAt === null ? (
              `it is still so, for ${plainSpan(firedAt, now.toISOString())}`
            ) : (
              <time dateTime={endedAt} title={fullTime(endedAt)}>
                {`${exactTime(endedAt, now)}, after ${plainSpan(firedAt, endedAt)}`}
              </time>
            )}
          </dd>
        </>
      )}
      <dt>Matched</dt>
      <dd>{counted(count, evaluation === 'state' ? 'row' : 'change')}</dd>
    </dl>
  );
}
