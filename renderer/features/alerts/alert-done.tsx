import { Button } from '@mantine/core';
import type { Action } from '../../../electron/shared/model/action.ts';
import type { Alert, Delivery } from '../../../electron/shared/model/alert.ts';
import { desktopAction } from '../../../electron/shared/model/alert-rule.ts';
import { useDecideDeliveries } from '../../api/actions.ts';
import { deliveryWords } from '../../words/alerts.ts';
import { DeliveryNote } from './delivery-note.tsx';
import classes from './detail.module.css';

interface AlertDoneProps {
  readonly alert: Alert;
  readonly deliveries: readonly Delivery[];
  readonly actions: readonly Action[];
  readonly now: Date;
}

/** What was done with an alert: where it went, how that went, and what came back. */
export function AlertDone({ alert, deliveries, actions, now }: AlertDoneProps) {
  const decide = useDecideDeliveries();
  const nameOf = (id: string) => actions.find((action) => action.id === id)?.name ?? 'An action that is no more';
  if (alert.muted) {
    return <p className={classes.quiet}>The rule was muted then: it is recorded, and nobody was told.</p>;
  }
  const desktop = alert.actions.includes(desktopAction);
  if (!desktop && deliveries.length === 0) {
    return <p className={classes.quiet}>Its rule names no action: it is recorded, and nobody was told.</p>;
  }
  return (
    <ul className={classes.done}>
      {desktop && (
        <li>
          <strong>Desktop notification</strong>
          <span>shown as the settings of attention allow</span>
        </li>
      )}
      {deliveries.map((delivery) => (
        <li key={delivery.id} data-state={delivery.state}>
          <strong>{nameOf(delivery.actionId)}</strong>
          <span>{deliveryWords(delivery, now)}</span>
          {delivery.state === 'dead' && (
            <Button
              size="compact-xs"
              loading={decide.isPending}
              onClick={() => decide.mutate({ what: 'retry', ids: [delivery.id] })}
            >
              Try again
            </Button>
          )}
          <DeliveryNote fault={delivery.state === 'delivered' ? '' : delivery.fault} output={delivery.output} />
        </li>
      ))}
    </ul>
  );
}
