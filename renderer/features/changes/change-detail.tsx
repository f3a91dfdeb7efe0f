import { Button, CloseButton, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { changeTitle, placeOf } from '../../../electron/shared/model/words.ts';
import { useChange, useContent } from '../../api/changes.ts';
import { CategoryBadge } from '../../components/category-mark.tsx';
import classes from '../../components/detail.module.css';
import { Failure } from '../../components/failure.tsx';
import { AcknowledgeButton } from './approve/acknowledge-button.tsx';
import { ExpectDialog } from './approve/expect-dialog.tsx';
import type { Approve } from './approve/use-approve.ts';
import { ChangeFacts } from './change-facts.tsx';
import { ChangeTabs, type DetailTab } from './change-tabs.tsx';
import { Explanation } from './explanation.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

interface ChangeDetailProps {
  readonly id: number;
  /** The change as the list knows it, to show at once. */
  readonly preview: ListedChange | undefined;
  readonly now: Date;
  readonly approve: Approve;
  readonly onOpen: (id: number) => void;
  readonly onOpenCause: (cause: number) => void;
  /** Makes an alert rule for such a change. */
  readonly onAlert: (change: ListedChange) => void;
  readonly onClose: () => void;
}

/** One change whole, beside the list. */
export function ChangeDetail(props: ChangeDetailProps) {
  const { id, preview, now, approve, onOpen, onOpenCause, onAlert, onClose } = props;
  const [tab, setTab] = useState<DetailTab>('inline');
  const [restoring, setRestoring] = useState(false);
  const [expecting, setExpecting] = useState(false);
  const detail = useChange(id);
  const change = detail.data?.change ?? preview;
  const hasContent = change?.type === 'Files' || change?.type === 'Registry';
  const content = useContent(id, hasContent);

  return (
    <>
      <aside
        className={classes.detail}
        aria-label="The change"
        onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onClose()}
      >
        {detail.isError ? (
          <>
            <CloseButton className={classes.close ?? ''} aria-label="Close" onClick={onClose} />
            <Failure error={detail.error} onRetry={() => void detail.refetch()} />
          </>
        ) : change === undefined ? (
          <div className={classes.head}>
            <Skeleton height={18} width="45%" mb={10} />
            <Skeleton height={12} width="70%" />
          </div>
        ) : (
          <>
            <div className={`${classes.head} ${classes.tall}`}>
              <div className={classes.title}>
                <h2>{changeTitle(change)}</h2>
                <CategoryBadge category={change.category} />
                <CloseButton
                  className={classes.close ?? ''}
                  size="sm"
                  aria-label="Close the detail"
                  onClick={onClose}
                />
              </div>
              <div className={classes.path}>{placeOf(change, change.after ?? change.before)}</div>
              <ChangeFacts change={change} otherEnd={detail.data?.otherEnd ?? null} now={now} onOpen={onOpen} />
              <Explanation change={change} now={now} onOpenCause={onOpenCause} />
            </div>
            <ChangeTabs
              tab={tab}
              change={change}
              history={detail.data?.history}
              content={hasContent ? content : null}
              now={now}
              onTab={setTab}
              onOpen={onOpen}
              onOpenCause={onOpenCause}
            />
            <div className={classes.foot}>
              <AcknowledgeButton
                label="Acknowledge"
                acknowledged={change.acknowledged !== undefined}
                onAcknowledge={(reason) => approve.approve({ ids: [id] }, 1, reason)}
                onTakeBack={() => approve.takeBack({ ids: [id] })}
              />
              <Button onClick={() => setExpecting(true)}>Expect…</Button>
              {change.before?.kind === 'file' && <Button onClick={() => setRestoring(true)}>Put back…</Button>}
              <Button ml="auto" onClick={() => onAlert(change)}>
                Alert me…
              </Button>
            </div>
          </>
        )}
      </aside>
      {/* Not within: what is pressed in it would also be pressed in the detail. */}
      {expecting && change && (
        <ExpectDialog change={change} onClose={() => setExpecting(false)} onDone={approve.tell} />
      )}
      {restoring && change && <RestoreDialog change={change} onClose={() => setRestoring(false)} />}
    </>
  );
}
