import { Button } from '@mantine/core';
import { IconBell, IconChecks } from '@tabler/icons-react';
import { counted } from '../../../electron/shared/model/format.ts';
import { useNotices, useReadNotices } from '../../api/tracking.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Failure } from '../../components/failure.tsx';
import type { RenderHeader } from '../../components/header-parts.ts';
import { useNow } from '../../components/use-now.ts';
import { dayHeading } from '../../words/time.ts';
import { NoticeRow } from './notice-row.tsx';
import classes from './notifications.module.css';

interface NotificationsScreenProps {
  readonly header: RenderHeader;
  readonly onOpenChange: (id: number) => void;
  readonly onOpenAlert: (id: number) => void;
}

/** The desktop notifications that were shown, each leading to its changes. */
export function NotificationsScreen({ header, onOpenChange, onOpenAlert }: NotificationsScreenProps) {
  const now = useNow();
  const list = useNotices();
  const read = useReadNotices();
  const unread = list.data?.unread ?? 0;
  const notices = list.data?.notices ?? [];
  const open = (noticeId: number, go: () => void) => {
    read.mutate({ ids: [noticeId] });
    go();
  };

  return (
    <>
      {header({ title: 'Notifications', note: unread > 0 ? `${unread} unread` : undefined })}
      <div className={classes.screen}>
        {list.isError ? (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        ) : notices.length === 0 ? (
          !list.isPending && (
            <EmptyState
              icon={<IconBell size={22} stroke={1.6} />}
              title="No notification has been shown yet"
              text="When something changes or a rule fires, the desktop tells you, and it is kept here. Which types do so is chosen in the settings."
            />
          )
        ) : (
          <div className={classes.list}>
            <div className={classes.top}>
              <span>{counted(notices.length, 'notification')}</span>
              <Button
                leftSection={<IconChecks size={15} />}
                disabled={unread === 0}
                loading={read.isPending}
                onClick={() => read.mutate({})}
              >
                Mark all as read
              </Button>
            </div>
            {notices.map((notice, at) => {
              const heading = dayHeading(notice.shownAt, now);
              const before = notices[at - 1];
              return (
                <div key={notice.id}>
                  {(!before || dayHeading(before.shownAt, now) !== heading) && (
                    <h2 className={classes.heading}>{heading}</h2>
                  )}
                  <NoticeRow
                    notice={notice}
                    now={now}
                    onOpen={(id) => open(notice.id, () => onOpenChange(id))}
                    onOpenAlert={(id) => open(notice.id, () => onOpenAlert(id))}
                  />
                </div>
              );
            })}
          </div>
        )}
      </div>
    </>
  );
}
