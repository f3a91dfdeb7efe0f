import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Change } from '../../electron/shared/model/change.ts';
import { changeWords, placeOf } from '../../electron/shared/model/words.ts';
import { fullTime, nearTime } from '../words/time.ts';
import { CategoryMark } from './category-mark.tsx';
import classes from './change-history.module.css';

interface ChangeHistoryProps {
  /** The newest first. */
  readonly changes: readonly Change[];
  readonly now: Date;
  readonly onOpen: (id: number) => void;
  /** What the changed thing is called, where they are not all of one. */
  readonly title?: (change: Change) => string;
  /** What else is to be seen at once. */
  readonly mark?: (change: Change) => ReactNode;
}

/** Changes in short; each opens. */
export function ChangeHistory({ changes, now, onOpen, title, mark }: ChangeHistoryProps) {
  return (
    <ul className={classes.history}>
      {changes.map((change) => (
        <li key={change.id}>
          <UnstyledButton className={classes.past} onClick={() => onOpen(change.id)}>
            <CategoryMark category={change.category} />
            <span title={placeOf(change, change.after ?? change.before)}>
              {title && <strong>{title(change)}</strong>}
              {changeWords(change)}
              {mark?.(change)}
            </span>
            <time dateTime={change.noticedAt} title={fullTime(change.noticedAt)}>
              {nearTime(change.noticedAt, now)}
            </time>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
