import { Button } from '@mantine/core';
import { IconBellCheck, IconFilterOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { useAlerts } from '../../api/alerts.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Failure } from '../../components/failure.tsx';
import list from '../../components/list.module.css';
import { AlertDetail } from './alert-detail.tsx';
import { AlertFilter } from './alert-filter.tsx';
import { AlertList } from './alert-list.tsx';
import classes from './alerts.module.css';
import { alertQuery, firstView, isNarrowed } from './view.ts';

interface AlertsPartProps {
  readonly settings: Settings | undefined;
  readonly now: Date;
  readonly opened: number | null;
  readonly onOpen: (id: number | null) => void;
  readonly onOpenChange: (id: number) => void;
  readonly onEditRule: (rule: AlertRule) => void;
  readonly onMute: (rule: AlertRule, until: string | null) => void;
  /** Goes to the rules, where the ready ones are. */
  readonly onRules: () => void;
}

/** What fired, the newest first, and one alert's detail beside it. */
export function AlertsPart(props: AlertsPartProps) {
  const { settings, now, opened, onOpen, onOpenChange, onEditRule, onMute, onRules } = props;
  const [view, setView] = useState(firstView);
  const log = useAlerts(alertQuery(view));
  const alerts = log.data?.pages.flatMap((page) => page.alerts) ?? [];
  const rules = settings?.alerts.rules ?? [];
  const none = !log.isPending && alerts.length === 0;
  const fresh = none && !isNarrowed(view);

  return (
    <div className={classes.screen}>
      {!(fresh && opened === null) && (
        <AlertFilter view={view} rules={rules} onNarrow={(part) => setView((before) => ({ ...before, ...part }))} />
      )}
      <div className={list.split}>
        <section className={list.listSide} aria-label="Alerts">
          {log.isError ? (
            <Failure error={log.error} onRetry={() => void log.refetch()} />
          ) : fresh ? (
            rules.length === 0 ? (
              <EmptyState
                icon={<IconBellCheck size={22} stroke={1.6} />}
                title="Be told of what matters"
                text="A rule says which changes matter to you, and how you are told of them. Ready-made rules watch for new accounts, changed sudo rights, start-up entries and the like."
                action={
                  <Button variant="filled" onClick={onRules}>
                    Look at the ready-made rules
                  </Button>
                }
              />
            ) : (
              <EmptyState
                icon={<IconBellCheck size={22} stroke={1.6} />}
                title="No rule has fired yet"
                text="What fires from now on stands here by itself. A rule can be tried on the past to see what it would have told you."
                action={<Button onClick={onRules}>Show the rules</Button>}
              />
            )
          ) : none ? (
            <EmptyState
              icon={<IconFilterOff size={22} stroke={1.6} />}
              title={view.active ? 'Nothing lasts now' : 'No alert matches these filters'}
              text="Other alerts are still here."
              action={<Button onClick={() => setView(firstView)}>Show all alerts</Button>}
            />
          ) : (
            <AlertList
              key={JSON.stringify(view)}
              alerts={alerts}
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
          <AlertDetail
            id={opened}
            preview={alerts.find(({ id }) => id === opened)}
            rules={rules}
            actions={settings?.alerts.actions ?? []}
            now={now}
            onOpenChange={onOpenChange}
            onEditRule={onEditRule}
            onMute={onMute}
            onClose={() => onOpen(null)}
          />
        )}
      </div>
    </div>
  );
}
