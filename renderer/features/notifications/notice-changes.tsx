import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../../../electron/shared/model/format.ts';
import type { Notice } from '../../../electron/shared/model/notice.ts';
import { changeTitle } from '../../../electron/shared/model/words.ts';
import { useAlertsById } from '../../api/alerts.ts';
import { useChangesById } from '../../api/changes.ts';
import { AlertLines } from '../../components/alert-lines.tsx';
import { ChangeHistory } from '../../components/change-history.tsx';
import classes from './notifications.module.css';

interface NoticeChangesProps {
  readonly notice: Notice;
  readonly now: Date;
  readonly onOpen: (changeId: number) => void;
  readonly onOpenAlert: (alertId: number) => void;
}

const atFirst = 10;

/** The alerts and changes that a digest told of. */
export function NoticeChanges({ notice, now, onOpen, onOpenAlert }: NoticeChangesProps) {
  const [whole, setWhole] = useState(false);
  const { changeIds, alertIds, count } = notice;
  const alerts = useAlertsById(alertIds);
  // An alert leads to its changes itself.
  const fired = new Set(alerts.flatMap((alert) => alert.changeIds));
  const own = alertIds.length > alerts.length ? [] : changeIds.filter((id) => !fired.has(id));
  const ids = whole ? own : own.slice(0, atFirst);
  const changes = useChangesById(ids);
  const shown = whole ? alerts : alerts.slice(0, atFirst);
  const hidden = own.length - ids.length + alerts.length - shown.length;
  const untold = count - own.length - alertIds.length;
  return (
    <div className={classes.changes}>
      {alertIds.length > 0 && <AlertLines alerts={shown} now={now} onOpen={onOpenAlert} />}
      <ChangeHistory changes={changes} now={now} onOpen={onOpen} title={changeTitle} />
      {hidden > 0 && (
        <Button variant="subtle" onClick={() => setWhole(true)}>
          {`Show ${formatCount(hidden)} more`}
        </Button>
      )}
      {hidden === 0 && untold > 0 && <p>{`${formatCount(untold)} more are in the list of changes.`}</p>}
    </div>
  );
}
