import { Button } from '@mantine/core';
import { useId, useMemo, useRef } from 'react';
import type { Alert } from '../../../electron/shared/model/alert.ts';
import list from '../../components/list.module.css';
import { useListKeys } from '../../components/use-list-keys.ts';
import { AlertRow } from './alert-row.tsx';
import classes from './alerts.module.css';
import { daysOf } from './entries.ts';

interface AlertListProps {
  /** The newest first. */
  readonly alerts: readonly Alert[];
  readonly opened: number | null;
  readonly now: Date;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
  readonly onOpen: (id: number | null) => void;
}

/** The alerts under their days. What comes in on top moves nothing that is being read: the browser holds the place. */
export function AlertList({ alerts, opened, now, hasMore, loading, onMore, onOpen }: AlertListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const rowId = (id: number) => `${listId}-${id}`;
  const ids = useMemo(() => alerts.map(({ id }) => id), [alerts]);
  const { active, onKeyDown } = useListKeys({
    ids,
    opened,
    onOpen,
    show: (at) => {
      if (at === 0) scroller.current?.scrollTo({ top: 0 });
      else document.getElementById(rowId(ids[at] ?? 0))?.scrollIntoView({ block: 'nearest' });
    },
  });
  return (
    <div
      ref={scroller}
      className={list.scroller}
      role="listbox"
      aria-label="Alerts, the newest first"
      aria-activedescendant={active === null ? undefined : rowId(active)}
      aria-busy={loading}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {daysOf(alerts, now).map((day) => (
        <div key={day.heading}>
          <div className={`${list.heading} ${classes.heading}`}>{day.heading}</div>
          {day.alerts.map((alert) => (
            <AlertRow
              key={alert.id}
              id={rowId(alert.id)}
              alert={alert}
              selected={alert.id === opened}
              active={alert.id === active}
              now={now}
              onOpen={onOpen}
            />
          ))}
        </div>
      ))}
      {hasMore && (
        <div className={list.more}>
          <Button variant="subtle" loading={loading} onClick={onMore}>
            Show earlier alerts
          </Button>
        </div>
      )}
    </div>
  );
}
