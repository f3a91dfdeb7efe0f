import { Button, CloseButton, Skeleton, Tabs } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Action } from '../../../electron/shared/model/action.ts';
import type { Alert } from '../../../electron/shared/model/alert.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { formatCount } from '../../../electron/shared/model/format.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { changeTitle } from '../../../electron/shared/model/words.ts';
import { useAlert, useReadAlerts } from '../../api/alerts.ts';
import { ChangeHistory } from '../../components/change-history.tsx';
import look from '../../components/detail.module.css';
import { Failure } from '../../components/failure.tsx';
import { SeverityBadge } from '../../components/severity-mark.tsx';
import { severityNames } from '../../words/alerts.ts';
import { AlertDone } from './alert-done.tsx';
import { AlertFacts } from './alert-facts.tsx';
import { AlertRows } from './alert-rows.tsx';
import classes from './detail.module.css';
import { MuteMenu } from './mute-menu.tsx';

interface AlertDetailProps {
  readonly id: number;
  /** The alert as the list knows it, to show at once. */
  readonly preview: Alert | undefined;
  readonly rules: readonly AlertRule[];
  readonly actions: readonly Action[];
  readonly now: Date;
  readonly onOpenChange: (id: number) => void;
  readonly onEditRule: (rule: AlertRule) => void;
  readonly onMute: (rule: AlertRule, until: string | null) => void;
  readonly onClose: () => void;
}

type Tab = 'changes' | 'rows' | 'done';
const isTab = (value: string | null): value is Tab => value === 'changes' || value === 'rows' || value === 'done';

/** One alert whole, beside the list: why, what fired it, what was done, and what one can do about its rule. */
export function AlertDetail(props: AlertDetailProps) {
  const { id, preview, rules, actions, now, onOpenChange, onEditRule, onMute, onClose } = props;
  const [chosen, setChosen] = useState<Tab>('changes');
  const { data, isError, error, refetch } = useAlert(id);
  const detail = data?.alert.id === id ? data : undefined;
  const alert = detail?.alert ?? preview;
  const read = useReadAlerts().mutate;
  const unread = alert?.read === false;
  useEffect(() => {
    if (unread) read({ ids: [id] });
  }, [unread, id, read]);
  const changes = detail?.changes ?? [];
  const none = alert !== undefined && alert.changeIds.length === 0;
  const tab = chosen === 'changes' && none ? 'rows' : chosen;
  const rule = rules.find((each) => each.id === alert?.ruleId);

  return (
    <aside
      className={look.detail}
      aria-label="The alert"
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onClose()}
    >
      {isError ? (
        <>
          <CloseButton className={look.close ?? ''} aria-label="Close" onClick={onClose} />
          <Failure error={error} onRetry={() => void refetch()} />
        </>
      ) : alert === undefined ? (
        <div className={`${look.head} ${classes.head}`}>
          <Skeleton height={18} width="45%" mb={10} />
          <Skeleton height={12} width="70%" />
        </div>
      ) : (
        <>
          <div className={`${look.head} ${classes.head}`}>
            <div className={look.title}>
              <h2>{printable(alert.rule)}</h2>
              <SeverityBadge severity={alert.severity} label={severityNames[alert.severity]} />
              <CloseButton className={look.close ?? ''} size="sm" aria-label="Close the detail" onClick={onClose} />
            </div>
            <div className={classes.summary}>{printable(alert.summary)}</div>
            <AlertFacts alert={alert} now={now} />
            {alert.why.trim() !== '' && (
              <p className={classes.why} data-severity={alert.severity}>
                {printable(alert.why)}
              </p>
            )}
          </div>
          <Tabs
            className={look.tabs ?? ''}
            value={tab}
            onChange={(value) => isTab(value) && setChosen(value)}
            keepMounted={false}
          >
            <Tabs.List className={look.tabList ?? ''}>
              {!none && <Tabs.Tab value="changes">{`Changes (${formatCount(alert.changeIds.length)})`}</Tabs.Tab>}
              <Tabs.Tab value="rows">{`Rows (${formatCount(alert.count)})`}</Tabs.Tab>
              <Tabs.Tab value="done">What was done</Tabs.Tab>
            </Tabs.List>
            {!none && (
              <Tabs.Panel value="changes" className={look.panel ?? ''}>
                <ChangeHistory changes={changes} now={now} onOpen={onOpenChange} title={changeTitle} />
                {detail && changes.length < alert.changeIds.length && (
                  <p className={classes.quiet}>
                    {`${formatCount(alert.changeIds.length - changes.length)} are no longer in the log.`}
                  </p>
                )}
              </Tabs.Panel>
            )}
            <Tabs.Panel value="rows" className={look.panel ?? ''}>
              <AlertRows rows={alert.rows} count={alert.count} />
            </Tabs.Panel>
            <Tabs.Panel value="done" className={look.panel ?? ''}>
              {detail && <AlertDone alert={alert} deliveries={detail.deliveries} actions={actions} now={now} />}
            </Tabs.Panel>
          </Tabs>
          <div className={`${look.foot} ${classes.foot}`}>
            {rule ? (
              <>
                <MuteMenu rule={rule} now={now} onMute={(until) => onMute(rule, until)} />
                <Button ml="auto" onClick={() => onEditRule(rule)}>
                  Edit the rule
                </Button>
              </>
            ) : (
              <span className={classes.gone}>Its rule is no more.</span>
            )}
          </div>
        </>
      )}
    </aside>
  );
}
