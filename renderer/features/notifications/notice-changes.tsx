import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../../../electron/shared/model/format.ts';
import type { Notice } from '../../../electron/shared/model/notice.ts';
import { changeTitle } from '../../../electron/shared/model/words.ts';
import { useChangesById } from '../../api/changes.ts';
import { ChangeHistory } from '../../components/change-history.tsx';
import classes from './notifications.module.css';

interface NoticeChangesProps {
  readonly notice: Notice;
  readonly now: Date;
  readonly onOpen: (changeId: number) => void;
}

const atFirst = 10;

/** The changes that a digest told of. */
export function NoticeChanges({ notice, now, onOpen }: NoticeChangesProps) {
  const [whole, setWhole] = useState(false);
  const ids = whole ? notice.changeIds : notice.changeIds.slice(0, atFirst);
  const changes = useChangesById(ids);
  const hidden = notice.changeIds.length - ids.length;
  const untold = notice.count - notice.changeIds.length;
  return (
    <div className={classes.changes}>
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
