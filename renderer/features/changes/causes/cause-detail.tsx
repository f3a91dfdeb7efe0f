import { Button, CloseButton, Skeleton, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { Card } from '../../../../electron/shared/contract/causes.ts';
import { causeCounts, causeTitle } from '../../../../electron/shared/model/cause-words.ts';
import { counted, formatCount } from '../../../../electron/shared/model/format.ts';
import { changeTitle } from '../../../../electron/shared/model/words.ts';
import { useCause, useChangesOf, useEndPlan } from '../../../api/causes.ts';
import { ChangeHistory } from '../../../components/change-history.tsx';
import look from '../../../components/detail.module.css';
import { Failure } from '../../../components/failure.tsx';
import { tiedTo } from '../../../words/explanation.ts';
import { AcknowledgeButton } from '../approve/acknowledge-button.tsx';
import type { Approve } from '../approve/use-approve.ts';
import { changeMarks } from '../verdict-mark.tsx';
import { CauseFacts } from './cause-facts.tsx';
import { CauseVerdict } from './cause-verdict.tsx';
import classes from './causes.module.css';
import { PackageTable } from './package-table.tsx';

const marks = changeMarks(true);

interface CauseDetailProps {
  readonly id: number;
  /** As the list knows it, to show at once. */
  readonly preview: Extract<Card, { readonly kind: 'cause' }>['cause'] | undefined;
  readonly now: Date;
  readonly approve: Approve;
  readonly onOpen: (change: number) => void;
  readonly onClose: () => void;
}

/** One cause whole, beside the list: when, by whom, its packages and its changes. */
export function CauseDetail({ id, preview, now, approve, onOpen, onClose }: CauseDetailProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, isError, error, refetch } = useCause(id);
  const cause = data ?? preview;
  const tab = chosen ?? (cause?.packages.length === 0 ? 'changes' : 'packages');
  const changes = useChangesOf({}, tab === 'changes' ? id : null);
  const listed = changes.data?.pages.flatMap((page) => page.changes) ?? [];
  const endPlan = useEndPlan();
  const all = cause ? tiedTo(cause) : 0;

  return (
    <aside
      className={look.detail}
      aria-label="The cause"
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onClose()}
    >
      {isError ? (
        <>
          <CloseButton className={look.close ?? ''} aria-label="Close" onClick={onClose} />
          <Failure error={error} onRetry={() => void refetch()} />
        </>
      ) : cause === undefined ? (
        <div className={look.head}>
          <Skeleton height={18} width="45%" mb={10} />
          <Skeleton height={12} width="70%" />
        </div>
      ) : (
        <>
          <div className={`${look.head} ${look.tall}`}>
            <div className={look.title}>
              <h2>{causeTitle(cause)}</h2>
              <span className={classes.badge}>{cause.kind === 'planned' ? 'Plan' : 'Transaction'}</span>
              <CloseButton className={look.close ?? ''} size="sm" aria-label="Close the detail" onClick={onClose} />
            </div>
            <div className={look.path}>{all === 0 ? 'No changes so far' : causeCounts(cause)}</div>
            <dl className={look.facts}>
              <CauseFacts cause={cause} now={now} />
            </dl>
            <CauseVerdict cause={cause} />
          </div>
          <Tabs className={look.tabs ?? ''} value={tab} onChange={setChosen} keepMounted={false}>
            <Tabs.List className={look.tabList ?? ''}>
              {cause.packages.length > 0 && (
                <Tabs.Tab value="packages">{`Packages (${formatCount(cause.packages.length)})`}</Tabs.Tab>
              )}
              <Tabs.Tab value="changes">{`Changes (${formatCount(all)})`}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="packages" className={look.panel ?? ''}>
              <PackageTable packages={cause.packages} />
            </Tabs.Panel>
            <Tabs.Panel value="changes" className={look.panel ?? ''}>
              {changes.isError && <Failure error={changes.error} onRetry={() => void changes.refetch()} />}
              <ChangeHistory changes={listed} now={now} onOpen={onOpen} title={changeTitle} mark={marks} />
              {changes.hasNextPage && (
                <Button
                  variant="subtle"
                  m={8}
                  loading={changes.isFetchingNextPage}
                  onClick={() => void changes.fetchNextPage()}
                >
                  Show more
                </Button>
              )}
            </Tabs.Panel>
          </Tabs>
          <div className={look.foot}>
            {all > 0 && (
              <AcknowledgeButton
                label={all === 1 ? 'Acknowledge it' : `Acknowledge all ${formatCount(all)}`}
                acknowledged={cause.acknowledged === all}
                warning={
                  cause.standingOut === 0
                    ? undefined
                    : `${counted(cause.standingOut, 'change')} among them ${cause.standingOut === 1 ? 'stands' : 'stand'} out: no transaction did that. They are acknowledged with the rest.`
                }
                onAcknowledge={(reason) => approve.approve({ cause: id }, all, reason)}
                onTakeBack={() => approve.takeBack({ cause: id })}
              />
            )}
            {cause.kind === 'planned' && cause.endedAt === null && (
              <Button ml="auto" loading={endPlan.isPending} onClick={() => endPlan.mutate()}>
                End it
              </Button>
            )}
          </div>
        </>
      )}
    </aside>
  );
}
