import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { Action } from '../../../electron/shared/model/action.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { rulesWith } from '../../words/rules.ts';
import { ActionForm } from './action-form.tsx';
import { ActionRow } from './action-row.tsx';
import { Deliveries } from './deliveries.tsx';
import type { EditSettings } from './edit.ts';
import card from './rules.module.css';

interface ActionsPartProps {
  readonly settings: Settings;
  readonly now: Date;
  readonly edit: EditSettings;
  /** The action that is being edited, or added. */
  readonly edited: Action | null;
  readonly onEdit: (action: Action | null) => void;
  readonly onAdd: () => void;
  readonly onOpenAlert: (id: number) => void;
}

/** Where alerts go beside the desktop, and how handing them over goes. */
export function ActionsPart({ settings, now, edit, edited, onEdit, onAdd, onOpenAlert }: ActionsPartProps) {
  const [removed, setRemoved] = useState<Action | null>(null);
  const { actions, rules } = settings.alerts;
  const set = (made: (before: readonly Action[]) => readonly Action[]) =>
    edit((before) => ({ ...before, alerts: { ...before.alerts, actions: [...made(before.alerts.actions)] } }));
  const put = (action: Action) =>
    set((before) =>
      before.some(({ id }) => id === action.id)
        ? before.map((each) => (each.id === action.id ? action : each))
        : [...before, action],
    );
  const remove = ({ id }: Action) =>
    edit((before) => ({
      ...before,
      alerts: {
        ...before.alerts,
        actions: before.alerts.actions.filter((action) => action.id !== id),
        // A rule that names what is no more would hand its alerts to nobody.
        rules: before.alerts.rules.map((rule) => ({ ...rule, actions: rule.actions.filter((each) => each !== id) })),
      },
    }));
  const users = removed ? rulesWith(removed.id, rules) : [];

  return (
    <div className={card.screen}>
      <div className={card.cards}>
        <section className={card.card} aria-labelledby="actions-own">
          <div className={card.top}>
            <h2 id="actions-own">Actions</h2>
            <span>{actions.length > 0 ? 'A rule chooses among them; the desktop is always there.' : ''}</span>
          </div>
          {actions.length === 0 ? (
            <EmptyState
              icon={<IconSend size={22} stroke={1.6} />}
              title="Alerts go to the desktop"
              text="They can also go to a chat or another service (webhook), to a program of yours, to a file, or to a syslog server. A rule chooses which."
              action={
                <Button variant="filled" onClick={onAdd}>
                  Add an action
                </Button>
              }
            />
          ) : (
            <ul className={card.list} aria-labelledby="actions-own">
              {actions.map((action) => (
                <ActionRow
                  key={action.id}
                  action={action}
                  rules={rulesWith(action.id, rules)}
                  onSwitch={(enabled) => void put({ ...action, enabled })}
                  onEdit={() => onEdit(action)}
                  onRemove={() => setRemoved(action)}
                />
              ))}
            </ul>
          )}
        </section>
        <Deliveries actions={actions} now={now} onOpenAlert={onOpenAlert} />
      </div>
      {edited && (
        <ActionForm
          key={edited.id}
          action={edited}
          isNew={!actions.some(({ id }) => id === edited.id)}
          onClose={() => onEdit(null)}
          onSave={put}
        />
      )}
      <ConfirmDialog
        opened={removed !== null}
        title={`Remove ${removed?.name ?? ''}?`}
        keep="Keep it"
        confirm="Remove the action"
        onClose={() => setRemoved(null)}
        onConfirm={() => removed && void remove(removed)}
      >
        {users.length === 0
          ? 'No rule uses it.'
          : `These rules hand it their alerts no more: ${users.map(({ name }) => name).join(', ')}.`}{' '}
        What still waits for it can’t be handed over then.
      </ConfirmDialog>
    </div>
  );
}
