import { shownPath } from '../../../electron/shared/model/platform-words.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import type { ProblemKind, StandingProblem } from '../../../electron/shared/model/problem.ts';
import { exactTime, fullTime, nearTime } from '../../words/time.ts';
import classes from './status.module.css';

const kindWords: Readonly<Record<ProblemKind, string>> = {
  unreadable: 'unreadable',
  absent: 'absent',
  unsupported: 'unsupported',
  invalid: 'invalid',
  limit: 'limit',
  failed: 'failed',
  note: 'note',
};

interface ProblemListProps {
  readonly problems: readonly StandingProblem[];
  readonly now: Date;
}

/** What could not be tracked as asked, why, and what to do. */
export function ProblemList({ problems, now }: ProblemListProps) {
  return (
    <ul className={classes.list}>
      {problems.map((problem) => (
        <li key={`${problem.type} ${problem.kind} ${problem.subject}`} className={classes.problem}>
          <span className={classes.kind} data-kind={problem.kind}>
            {kindWords[problem.kind]}
          </span>
          <div className={classes.said}>
            <div className={classes.subject}>{printable(shownPath(problem.subject))}</div>
            <div>{printable(problem.message)}</div>
            <div className={classes.advice}>{problem.advice}</div>
          </div>
          <time
            className={classes.since}
            dateTime={problem.firstSeen}
            title={`First seen ${fullTime(problem.firstSeen)}, last ${exactTime(problem.lastSeen, now)}`}
          >
            {`since ${nearTime(problem.firstSeen, now)}`}
          </time>
        </li>
      ))}
    </ul>
  );
}
