import { ActionIcon, Button, Switch, Tooltip } from '@mantine/core';
import { IconFile, IconPencil, IconServer, IconTerminal, IconTrash, IconWebhook } from '@tabler/icons-react';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { Action } from '../../../electron/shared/model/action.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { useTryAction } from '../../api/actions.ts';
import { actionKindNames, actionWords } from '../../words/rules.ts';
import trialClasses from './action.module.css';
import classes from './actions.module.css';
import { DeliveryNote } from './delivery-note.tsx';
import card from './rules.module.css';

const icons = { webhook: IconWebhook, program: IconTerminal, file: IconFile, syslog: IconServer } as const;

interface ActionRowProps {
  readonly action: Action;
  /** The rules that hand it their alerts. */
  readonly rules: readonly AlertRule[];
  readonly onSwitch: (enabled: boolean) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** One action: what it does, which rules use it, and a test of it. */
export function ActionRow({ action, rules, onSwitch, onEdit, onRemove }: ActionRowProps) {
  const trial = useTryAction();
  const error = trial.error && TidemarkError.from(trial.error);
  const Icon = icons[action.kind];
  const { name, enabled } = action;
  return (
    <li className={classes.action} data-off={!enabled}>
      <Switch
        size="xs"
        aria-label={`Switch on ${name}`}
        checked={enabled}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      <span className={classes.icon} role="img" aria-label={actionKindNames[action.kind]}>
        <Icon size={14} stroke={1.8} aria-hidden />
      </span>
      <div className={`${card.said} ${classes.said}`}>
        <strong>{printable(name)}</strong>
        <div className={classes.words} title={actionWords(action)}>
          {printable(actionWords(action))}
        </div>
        <div className={classes.use}>
          {rules.length === 0 ? 'No rule uses it yet.' : `Used by ${rules.map((rule) => rule.name).join(', ')}`}
        </div>
      </div>
      <Button loading={trial.isPending} aria-label={`Test ${name}`} onClick={() => trial.mutate(action)}>
        Test
      </Button>
      <div className={`${card.tools} ${classes.tools}`}>
        <Tooltip label="Edit">
          <ActionIcon aria-label={`Edit ${name}`} onClick={onEdit}>
            <IconPencil size={15} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Remove">
          <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
            <IconTrash size={15} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </div>
      {(trial.data || error) && (
        <div className={`${trialClasses.trial} ${classes.wide}`} role="status" data-ok={trial.data?.ok === true}>
          {error ? `${error.message} ${error.advice}` : trial.data?.message}
          <DeliveryNote fault="" output={trial.data?.output ?? ''} />
        </div>
      )}
    </li>
  );
}
