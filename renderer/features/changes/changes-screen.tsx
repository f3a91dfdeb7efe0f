import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { Change } from '../../../electron/shared/model/change.ts';
import { useChanges, useTimeline } from '../../api/changes.ts';
import { useStatus } from '../../api/tracking.ts';
import { Failure } from '../../components/failure.tsx';
import type { RenderHeader } from '../../components/header-parts.ts';
import list from '../../components/list.module.css';
import { useNow } from '../../components/use-now.ts';
import { ChangeDetail } from './change-detail.tsx';
import { ChangeList } from './change-list.tsx';
import classes from './changes.module.css';
import { FilterBar } from './filter-bar.tsx';
import { NoChanges } from './no-changes.tsx';
import { periods, stretchOf } from './period.ts';
import { TimelineCard } from './timeline-card.tsx';
import { contentFilter, firstView, listFilter, type View } from './view.ts';

interface ChangesScreenProps {
  readonly header: RenderHeader;
  /** The change whose detail is open. */
  readonly opened: number | null;
  readonly onOpen: (id: number | null) => void;
  /** Makes an alert rule for such a change. */
  readonly onAlert: (change: Change) => void;
  readonly onSettings: () => void;
}

/** The log as a live list, a chart of it above, and one change's detail beside it. */
export function ChangesScreen({ header, opened, onOpen, onAlert, onSettings }: ChangesScreenProps) {
  const now = useNow();
  const { data: status } = useStatus();
  const [view, setView] = useState<View>(firstView);
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
  const log = useChanges(filter);
  const changes = useMemo(() => log.data?.pages.flatMap((page) => page.changes) ?? [], [log.data]);
  const shown = useDeferredValue(changes);
  const total = log.data?.pages[0]?.total;
  const preview = opened === null ? undefined : changes.find((change) => change.id === opened);

  return (
    <>
      {header({
        title: 'Changes',
        note: periods[view.period].label.toLowerCase(),
        search: { label: 'Search changes', value: view.text, onChange: search },
      })}
      <div className={classes.screen}>
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
                key={JSON.stringify(view)}
                changes={shown}
                opened={opened}
                now={now}
                hasMore={log.hasNextPage}
                loading={log.isPending || log.isFetchingNextPage}
                onMore={() => void log.fetchNextPage()}
                onOpen={onOpen}
              />
            )}
          </section>
          {opened !== null && (
            <ChangeDetail
              id={opened}
              preview={preview}
              now={now}
              onOpen={onOpen}
              onAlert={onAlert}
              onClose={() => onOpen(null)}
            />
          )}
        </div>
      </div>
    </>
  );
}
