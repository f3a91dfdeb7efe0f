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
  const ids = whole ? changeIds : changeIds.slice(0, atFirst);
  const changes = useChangesById(ids);
  const ofAlerts = whole ? alertIds : alertIds.slice(0, atFirst);
  const alerts = useAlertsById(ofAlerts);
  const hidden = changeIds.length - ids.length + alertIds.length - ofAlerts.length;
  const untold = count - changeIds.length - alertIds.length;
  return (
    <div className={classes.changes}>
      {alertIds.length > 0 && <AlertLines alerts={alerts} now={now} onOpen={onOpenAlert} />}
      <ChangeHistory changes={changes} now={now} onOpen={onOpen} title={changeTitle} />
      {hidden > 0 && (
        <Button variant="subtle" onClick={() => setWhole(true)}>
          {`Show ${formatCount(hidden)} more`}
        </Button>
      )}
      {hidden === 0 && untold > 0 && (
        <p>{`${formatCount(untold)} more are in the ${changeIds.length === 0 ? 'list of alerts' : 'list of changes'}.`}</p>
      )}
    </div>
  );
}
