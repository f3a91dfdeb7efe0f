import { Button, NativeSelect, UnstyledButton } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import type { RuleTrial as Trial } from '../../../electron/shared/contract/alerts.ts';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { counted, formatCount } from '../../../electron/shared/model/format.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { useTryRule } from '../../api/alerts.ts';
import { trialWords } from '../../words/alerts.ts';
import { fullTime, nearTime, plainSpan, shortDay } from '../../words/time.ts';
import classes from './trial.module.css';

interface RuleTrialProps {
  /** The rule as it stands in the form; `null` where it is at fault. */
  readonly rule: () => AlertRule | null;
  /** The same as text, to tell whether it is still the one that was tried. */
  readonly written: string;
  readonly now: Date;
  readonly onOpenChange: (id: number) => void;
}

const spans = [7, 30, 90, 365];

/** Tries a rule on the past: how often it would have fired, and when. */
export function RuleTrial({ rule, written, now, onOpenChange }: RuleTrialProps) {
  const [days, setDays] = useState(30);
  const [tried, setTried] = useState({ written: '', days: 0 });
  const trial = useTryRule();
  const fault = trial.error && TidemarkError.from(trial.error);
  const stale = trial.data !== undefined && tried.written !== written;
  const start = () => {
    const candidate = rule();
    if (candidate === null) return trial.reset();
    setTried({ written, days });
    trial.mutate({ rule: candidate, days });
  };
  return (
    <>
      <div className={classes.start}>
        <Button leftSection={<IconHistory size={15} stroke={1.8} />} loading={trial.isPending} onClick={start}>
          Try it on the past
        </Button>
        <NativeSelect
          aria-label="How far back"
          value={String(days)}
          data={spans.map((span) => ({ value: String(span), label: `${span} days` }))}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        />
      </div>
      {fault && (
        <p className={classes.fault} role="alert">
          {fault.message} {fault.advice}
        </p>
      )}
      {trial.data === undefined && !fault && (
        <p className={classes.text}>
          See what it would have told you before you switch it on. Nobody is notified by a trial.
        </p>
      )}
      {trial.data && (
        <Result trial={trial.data} days={tried.days} stale={stale} now={now} onOpenChange={onOpenChange} />
      )}
    </>
  );
}

interface ResultProps {
  readonly trial: Trial;
  readonly days: number;
  readonly stale: boolean;
  readonly now: Date;
  readonly onOpenChange: (id: number) => void;
}

function Result({ trial, days, stale, now, onOpenChange }: ResultProps) {
  const { fired, firings, since, limits } = trial;
  const short = Date.parse(since) > now.getTime() - (days - 1) * 86_400_000;
  return (
    <div className={classes.result} data-stale={stale}>
      <div role="status">
        <h3>{trialWords(fired, days)}</h3>
      </div>
      {stale && <p className={classes.text}>The rule was edited since: try it again.</p>}
      {short && <p className={classes.text}>{`The past is known from ${shortDay(since, now)} on.`}</p>}
      {limits !== null && <p className={classes.limit}>{limits}</p>}
      <ul className={classes.firings}>
        {firings.map((firing) => {
          const [first] = firing.changeIds;
          const words = (
            <>
              <time dateTime={firing.at} title={fullTime(firing.at)}>
                {nearTime(firing.at, now)}
              </time>
              <span>
                {printable(firing.summary)}
                <small>
                  {[
                    firing.count > 1 ? counted(firing.count, 'row') : '',
                    firing.until === null ? '' : `for ${plainSpan(firing.at, firing.until)}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
            </>
          );
          return (
            <li key={`${firing.at} ${firing.summary}`}>
              {first === undefined ? (
                <div className={classes.firing}>{words}</div>
              ) : (
                <UnstyledButton className={classes.firing} onClick={() => onOpenChange(first)}>
                  {words}
                </UnstyledButton>
              )}
            </li>
          );
        })}
      </ul>
      {fired > firings.length && (
        <p className={classes.text}>{`The newest ${formatCount(firings.length)} of them are listed.`}</p>
      )}
    </div>
  );
}
