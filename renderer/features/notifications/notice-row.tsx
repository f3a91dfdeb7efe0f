import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { counted } from '../../../electron/shared/model/format.ts';
import type { Notice } from '../../../electron/shared/model/notice.ts';
import { clock, fullTime } from '../../words/time.ts';
import { NoticeChanges } from './notice-changes.tsx';
import classes from './notifications.module.css';

interface NoticeRowProps {
  readonly notice: Notice;
  readonly now: Date;
  readonly onOpen: (changeId: number) => void;
}

/** One notification. One change opens at a click; several unfold first. */
export function NoticeRow({ notice, now, onOpen }: NoticeRowProps) {
  const [unfolded, setUnfolded] = useState(false);
  const [only, second] = notice.changeIds;
  const single = only !== undefined && second === undefined;
  return (
    <div className={classes.notice} data-unread={!notice.read}>
      <UnstyledButton
        className={classes.row}
        aria-expanded={single ? undefined : unfolded}
        onClick={() => (single ? onOpen(only) : setUnfolded(!unfolded))}
      >
        <span className={classes.dot}>{!notice.read && <span className="visually-hidden">Unread</span>}</span>
        <span className={classes.words}>
          <strong>{notice.title}</strong>
          <span className={classes.body}>{notice.body}</span>
        </span>
        <span className={classes.side}>
          <time dateTime={notice.shownAt} title={fullTime(notice.shownAt)}>
            {clock(notice.shownAt)}
          </time>
          {!single && (
            <span className={classes.count}>
              {counted(notice.count, 'change')}
              <IconChevronRight size={14} aria-hidden />
            </span>
          )}
        </span>
      </UnstyledButton>
      {unfolded && <NoticeChanges notice={notice} now={now} onOpen={onOpen} />}
    </div>
  );
}
