import { UnstyledButton } from '@mantine/core';
import type { Away } from '../../../../electron/shared/contract/causes.ts';
import { causeTitle } from '../../../../electron/shared/model/cause-words.ts';
import { counted, formatCount } from '../../../../electron/shared/model/format.ts';
import { changeTitle } from '../../../../electron/shared/model/words.ts';
import { ChangeHistory } from '../../../components/change-history.tsx';
import { tiedTo } from '../../../words/explanation.ts';
import { nearTime } from '../../../words/time.ts';
import type { Target } from '../entries.ts';
import { changeMarks } from '../verdict-mark.tsx';
import classes from './away.module.css';

const marks = changeMarks(false);

interface AwaySummaryProps {
  readonly away: Away;
  readonly now: Date;
  readonly onOpen: (target: Target) => void;
}

/** What happened in a time away: what no cause explains, with what stands out first, then the causes. */
export function AwaySummary({ away, now, onOpen }: AwaySummaryProps) {
  const { causes, others, unexplained } = away;
  return (
    <div className={classes.summary}>
      {others.length > 0 && (
        <>
          <h3>{`Without a known cause (${formatCount(unexplained)})`}</h3>
          <ChangeHistory
            changes={others}
            now={now}
            title={changeTitle}
            mark={marks}
            onOpen={(id) => onOpen({ kind: 'change', id })}
          />
          {unexplained > others.length && (
            <p>{`${counted(unexplained - others.length, 'more', 'more')} are in the list.`}</p>
          )}
        </>
      )}
      {causes.length > 0 && (
        <>
          <h3>{`Explained (${counted(causes.length, 'cause')})`}</h3>
          <ul>
            {causes.map((cause) => (
              <li key={cause.id}>
                <UnstyledButton className={classes.cause} onClick={() => onOpen({ kind: 'cause', id: cause.id })}>
                  <strong>{causeTitle(cause)}</strong>
                  <span>{counted(tiedTo(cause), 'change')}</span>
                  <time dateTime={cause.startedAt}>{nearTime(cause.startedAt, now)}</time>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
