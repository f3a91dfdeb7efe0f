import { useCallback, useMemo, useState } from 'react';
import type { Change } from '../../../electron/shared/model/change.ts';
import { useCount } from '../../api/causes.ts';
import { useTimeline } from '../../api/changes.ts';
import { useStatus } from '../../api/tracking.ts';
import { Failure } from '../../components/failure.tsx';
import type { RenderHeader } from '../../components/header-parts.ts';
import list from '../../components/list.module.css';
import { useKept } from '../../components/use-kept.ts';
import { useNow } from '../../components/use-now.ts';
import { tiedTo } from '../../words/explanation.ts';
import { DoneLine } from './approve/done-line.tsx';
import { ExpectationsDialog } from './approve/expectations-dialog.tsx';
import { useApprove } from './approve/use-approve.ts';
import { AwayCard } from './away/away-card.tsx';
import { AwayDialog } from './away/away-dialog.tsx';
import { CauseDetail } from './causes/cause-detail.tsx';
import { ChangeDetail } from './change-detail.tsx';
import { ChangeList } from './change-list.tsx';
import classes from './changes.module.css';
import { listedTarget, type Target } from './entries.ts';
import { FilterBar } from './filter-bar.tsx';
import { MoreMenu } from './more-menu.tsx';
import { NoChanges } from './no-changes.tsx';
import { periods, stretchOf } from './period.ts';
import { TimelineCard } from './timeline-card.tsx';
import { useLog } from './use-log.ts';
import { contentFilter, firstView, listFilter, type View } from './view.ts';

interface ChangesScreenProps {
  readonly header: RenderHeader;
  /** The change or the cause whose detail is open. */
  readonly opened: Target | null;
  readonly onOpen: (target: Target | null) => void;
  /** Makes an alert rule for such a change. */
  readonly onAlert: (change: Change) => void;
  readonly onSettings: () => void;
}

/** The log as a live list, a chart of it above, and one change's or one cause's detail beside it. */
export function ChangesScreen({ header, opened, onOpen, onAlert, onSettings }: ChangesScreenProps) {
  const now = useNow();
  const { data: status } = useStatus();
  const [view, setView] = useState<View>(firstView);
  const [group, setGroup] = useKept('tidemark.changes.grouped');
  const grouped = group !== 'no';
  const [dialog, setDialog] = useState<'expectations' | 'away' | null>(null);
  const approve = useApprove();
  const narrow = useCallback((part: Partial<View>) => setView((before) => ({ ...before, ...part })), []);
  const search = useCallback((text: string) => narrow({ text }), [narrow]);

  const { since, until, bars, step } = stretchOf(view.period, now);
  const stretch = useMemo(() => ({ since, until, bars, step }), [since, until, bars, step]);
  const filter = useMemo(() => listFilter(view, stretch), [view, stretch]);
  const timelineQuery = useMemo(
    () => ({ since: stretch.since, until: stretch.until, bars: stretch.bars, filter: contentFilter(view) }),
    [view, stretch],
  );
  const timeline = useTimeline(timelineQuery);
  const { log, cards, total, within, unfolded, unfold } = useLog(filter, grouped);
  const unexplained = useCount(listFilter({ ...view, unexplained: true }, stretch)).data;
  const unacknowledged = useCount(listFilter({ ...view, unacknowledged: true }, stretch)).data;
  const listed = opened && listedTarget(cards, unfolded, opened);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = within;
  const moreWithin = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const openChange = (id: number) => onOpen({ kind: 'change', id });
  const openCause = (id: number) => onOpen({ kind: 'cause', id });
  /** By a key: a change, or all of a card none of whose changes stands out. Where some do, its detail is there to ask. */
  const approveTarget = (target: Target) => {
    const found = listedTarget(cards, unfolded, target);
    if (found?.kind === 'change') {
      const which = { ids: [target.id] };
      if (found.change.acknowledged) approve.takeBack(which);
      else approve.approve(which, 1);
    } else if (found) {
      const { cause } = found;
      if (cause.standingOut > 0) onOpen(target);
      else if (cause.acknowledged >= tiedTo(cause)) approve.takeBack({ cause: cause.id });
      else approve.approve({ cause: cause.id }, tiedTo(cause));
    }
  };

  return (
    <>
      {header({
        title: 'Changes',
        note: periods[view.period].label.toLowerCase(),
        search: { label: 'Search changes', value: view.text, onChange: search },
      })}
      <div className={classes.screen}>
        <AwayCard now={now} onOpen={onOpen} />
        <TimelineCard
          timeline={timeline.data}
          stretch={stretch}
          now={now}
          selected={view.span}
          types={status?.types.filter((each) => each.enabled).map((each) => each.type)}
          onSelect={(span) => narrow({ span })}
        />
        <FilterBar
          view={view}
          types={status?.types.map((each) => each.type)}
          total={total}
          open={{ unexplained, unacknowledged }}
          grouped={grouped}
          menu={<MoreMenu onExpectations={() => setDialog('expectations')} onAway={() => setDialog('away')} />}
          onGroup={(on) => setGroup(on ? 'yes' : 'no')}
          onNarrow={narrow}
          now={now}
        />
        <div className={list.split}>
          <section className={list.listSide} aria-label="Changes">
            {log.isError ? (
              <Failure error={log.error} onRetry={() => void log.refetch()} />
            ) : total === 0 ? (
              <NoChanges
                view={view}
                status={status}
                now={now}
                onClear={() => setView({ ...firstView, period: 'any' })}
                onSettings={onSettings}
              />
            ) : (
              <ChangeList
                // Another view is another list, from its top; the moving start of a period is none.
                key={`${grouped} ${JSON.stringify(view)}`}
                cards={cards}
                unfolded={unfolded}
                opened={opened}
                now={now}
                hasMore={log.hasNextPage}
                loading={log.isPending || log.isFetchingNextPage}
                onMore={() => void log.fetchNextPage()}
                onMoreWithin={moreWithin}
                onOpen={onOpen}
                onUnfold={unfold}
                onApprove={approveTarget}
              />
            )}
            <DoneLine done={approve.done} onClose={approve.forget} />
          </section>
          {opened?.kind === 'change' && (
            <ChangeDetail
              id={opened.id}
              preview={listed?.kind === 'change' ? listed.change : undefined}
              now={now}
              approve={approve}
              onOpen={openChange}
              onOpenCause={openCause}
              onAlert={onAlert}
              onClose={() => onOpen(null)}
            />
          )}
          {opened?.kind === 'cause' && (
            <CauseDetail
              key={opened.id}
              id={opened.id}
              preview={listed?.kind === 'cause' ? listed.cause : undefined}
              now={now}
              approve={approve}
              onOpen={openChange}
              onClose={() => onOpen(null)}
            />
          )}
        </div>
      </div>
      {dialog === 'expectations' && <ExpectationsDialog now={now} onClose={() => setDialog(null)} />}
      {dialog === 'away' && (
        <AwayDialog
          now={now}
          onOpen={(target) => {
            setDialog(null);
            onOpen(target);
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}
