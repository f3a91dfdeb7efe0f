import type { Gap } from '../../../electron/shared/model/problem.ts';
import { fullTime, nearTime, span } from '../../words/time.ts';
import { gapWords, typeNames } from '../../words/values.ts';
import classes from './status.module.css';

interface GapListProps {
  /** The newest first. */
  readonly gaps: readonly Gap[];
  readonly now: Date;
}

/** Times in which something may have been missed, and when it was made up for. */
export function GapList({ gaps, now }: GapListProps) {
  if (gaps.length === 0) return <p className={classes.quiet}>None: nothing was missed since tracking began.</p>;
  return (
    <ul className={classes.list}>
      {gaps.map((gap) => (
        <li key={gap.id} className={classes.gap}>
          <span className={classes.reason}>{gapWords[gap.reason]}</span>
          <span className={classes.subject}>
            {[gap.type && typeNames[gap.type].many, gap.subject].filter(Boolean).join(' · ')}
          </span>
          <time
            className={classes.since}
            dateTime={gap.from}
            title={gap.to ? `${fullTime(gap.from)} – ${fullTime(gap.to)}` : fullTime(gap.from)}
          >
            {gap.to ? `${span(gap.from, gap.to, now)}, made up for` : `since ${nearTime(gap.from, now)}`}
          </time>
        </li>
      ))}
    </ul>
  );
}
