import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { Action } from '../../../electron/shared/model/action.ts';
import type { Delivery } from '../../../electron/shared/model/alert.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { useDecideDeliveries, useDeliveries } from '../../api/actions.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { deliveryWords } from '../../words/alerts.ts';
import { fullTime, nearTime } from '../../words/time.ts';
import classes from './actions.module.css';
import { DeliveryNote } from './delivery-note.tsx';
import card from './rules.module.css';

interface DeliveriesProps {
  readonly actions: readonly Action[];
  readonly now: Date;
  readonly onOpenAlert: (id: number) => void;
}

type Discarded = { readonly ids: readonly number[] | 'all'; readonly count: number } | null;

/** What waits to be handed over, and what was given up: tried again or let go of. */
export function Deliveries({ actions, now, onOpenAlert }: DeliveriesProps) {
  const waiting = useDeliveries('waiting');
  const dead = useDeliveries('dead');
  const decide = useDecideDeliveries();
  const [discarded, setDiscarded] = useState<Discarded>(null);
  const failed = decide.error && TidemarkError.from(decide.error);
  const counts = dead.data?.pages[0] ?? waiting.data?.pages[0];
  const waits = waiting.data?.pages.flatMap(({ deliveries }) => deliveries) ?? [];
  const lost = dead.data?.pages.flatMap(({ deliveries }) => deliveries) ?? [];
  const nameOf = (id: string) => actions.find((action) => action.id === id)?.name ?? 'an action that is no more';
  const retry = (ids: readonly number[] | 'all') => decide.mutate({ what: 'retry', ids });

  return (
    <>
      {(counts?.dead ?? 0) > 0 && (
        <section className={card.card} aria-labelledby="deliveries-dead">
          <div className={card.top}>
            <h2 id="deliveries-dead">Given up</h2>
            <span>{`${counted(counts?.dead ?? 0, 'alert')} could not be handed over`}</span>
            <Button onClick={() => setDiscarded({ ids: 'all', count: counts?.dead ?? 0 })}>Discard all…</Button>
            <Button loading={decide.isPending} onClick={() => retry('all')}>
              Try all again
            </Button>
          </div>
          {failed && (
            <p className={classes.failed} role="alert">
              {failed.message} {failed.advice}
            </p>
          )}
          <ul className={card.list} aria-labelledby="deliveries-dead">
            {lost.map((delivery) => (
              <Row
                key={delivery.id}
                delivery={delivery}
                name={nameOf(delivery.actionId)}
                now={now}
                onOpen={onOpenAlert}
              >
                <Button size="compact-xs" onClick={() => setDiscarded({ ids: [delivery.id], count: 1 })}>
                  Discard
                </Button>
                <Button size="compact-xs" disabled={decide.isPending} onClick={() => retry([delivery.id])}>
                  Try again
                </Button>
              </Row>
            ))}
          </ul>
          {dead.hasNextPage && <More onMore={() => void dead.fetchNextPage()} loading={dead.isFetchingNextPage} />}
        </section>
      )}
      <section className={card.card} aria-labelledby="deliveries-waiting">
        <div className={card.top}>
          <h2 id="deliveries-waiting">Waiting</h2>
          <span>{counts && counts.waiting > 0 ? counted(counts.waiting, 'delivery', 'deliveries') : ''}</span>
        </div>
        {waiting.isError ? (
          <Failure error={waiting.error} onRetry={() => void waiting.refetch()} />
        ) : waits.length === 0 ? (
          <p className={classes.quiet}>
            Nothing waits. What a receiver can’t take at once waits here and is tried again, also after a restart.
          </p>
        ) : (
          <ul className={card.list} aria-labelledby="deliveries-waiting">
            {waits.map((delivery) => (
              <Row
                key={delivery.id}
                delivery={delivery}
                name={nameOf(delivery.actionId)}
                now={now}
                onOpen={onOpenAlert}
              />
            ))}
          </ul>
        )}
        {waiting.hasNextPage && (
          <More onMore={() => void waiting.fetchNextPage()} loading={waiting.isFetchingNextPage} />
        )}
      </section>
      <ConfirmDialog
        opened={discarded !== null}
        title={discarded?.count === 1 ? 'Let go of this delivery?' : `Let go of ${discarded?.count ?? 0} deliveries?`}
        keep="Keep"
        confirm="Discard"
        onClose={() => setDiscarded(null)}
        onConfirm={() => discarded && decide.mutate({ what: 'discard', ids: discarded.ids })}
      >
        It is not tried again. The alert itself stays in the list of alerts.
      </ConfirmDialog>
    </>
  );
}

const More = ({ onMore, loading }: { readonly onMore: () => void; readonly loading: boolean }) => (
  <Button variant="subtle" mb={6} loading={loading} onClick={onMore}>
    Show earlier ones
  </Button>
);

interface RowProps {
  readonly delivery: Delivery & { readonly summary: string };
  readonly name: string;
  readonly now: Date;
  readonly onOpen: (alertId: number) => void;
  readonly children?: ReactNode;
}

function Row({ delivery, name, now, onOpen, children }: RowProps) {
  return (
    <li className={classes.delivery}>
      <div className={`${card.said} ${classes.said}`}>
        <button type="button" className={`${card.link} ${classes.link}`} onClick={() => onOpen(delivery.alertId)}>
          {printable(delivery.summary)}
        </button>
        <div className={classes.use}>{`To ${name} · ${deliveryWords(delivery, now)}`}</div>
        <DeliveryNote fault={delivery.fault} output={delivery.output} />
      </div>
      <time dateTime={delivery.madeAt} title={fullTime(delivery.madeAt)}>
        {nearTime(delivery.madeAt, now)}
      </time>
      <div className={`${card.tools} ${classes.tools}`}>{children}</div>
    </li>
  );
}
