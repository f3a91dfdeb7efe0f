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
  readonly onOpenAlert: (alertId: number) => void;
}

/** One notification. One change, or one alert, opens at a click; several unfold first. */
export function NoticeRow({ notice, now, onOpen, onOpenAlert }: NoticeRowProps) {
  const [unfolded, setUnfolded] = useState(false);
  const open = onlyOne(notice, onOpen, onOpenAlert);
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
              {countWords(notice)}
              <IconChevronRight size={14} aria-hidden />
            </span>
          )}
        </span>
      </UnstyledButton>
      {unfolded && <NoticeChanges notice={notice} now={now} onOpen={onOpen} onOpenAlert={onOpenAlert} />}
    </div>
  );
}

/** How the one thing that a notification told of is opened; `null` where it told of several. */
function onlyOne(
  { alertIds, changeIds }: Notice,
  onOpen: (changeId: number) => void,
  onOpenAlert: (alertId: number) => void,
): (() => void) | null {
  const [alert, ...alerts] = alertIds;
  const [change, ...changes] = changeIds;
  if (alert !== undefined) return alerts.length + changeIds.length === 0 ? () => onOpenAlert(alert) : null;
  return change !== undefined && changes.length === 0 ? () => onOpen(change) : null;
}

/** What a notification told of, counted: it counts changes and alerts together. */
function countWords({ alertIds, changeIds, count }: Notice): string {
  if (alertIds.length === 0) return counted(count, 'change');
  return changeIds.length === 0 ? counted(count, 'alert') : counted(count, 'change and alert', 'changes and alerts');
}
