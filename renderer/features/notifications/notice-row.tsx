import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { Notice } from '../../../electron/shared/model/notice.ts';
import { noticeCount, onlyThing } from '../../words/notices.ts';
import { clock, fullTime } from '../../words/time.ts';
import { NoticeChanges } from './notice-changes.tsx';
import classes from './notifications.module.css';

interface NoticeRowProps {
  readonly notice: Notice;
  readonly now: Date;
  readonly onOpen: (changeId: number) => void;
  readonly onOpenAlert: (alertId: number) => void;
}

/** One notification. One change, or one alert, opens at a click; several unfold first. */
export function NoticeRow({ notice, now, onOpen, onOpenAlert }: NoticeRowProps) {
  const [unfolded, setUnfolded] = useState(false);
  const only = onlyThing(notice);
  const open = only && (() => (only.kind === 'alert' ? onOpenAlert(only.id) : onOpen(only.id)));
  return (
    <div className={classes.notice} data-unread={!notice.read}>
      <UnstyledButton
        className={classes.row}
        aria-expanded={open ? undefined : unfolded}
        onClick={() => (open ? open() : setUnfolded(!unfolded))}
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
          {!open && (
            <span className={classes.count}>
              {noticeCount(notice)}
              <IconChevronRight size={14} aria-hidden />
            </span>
          )}
        </span>
      </UnstyledButton>
      {unfolded && <NoticeChanges notice={notice} now={now} onOpen={onOpen} onOpenAlert={onOpenAlert} />}
    </div>
  );
}
