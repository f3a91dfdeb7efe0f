import { ActionIcon, Menu, Switch, Tooltip } from '@mantine/core';
import { IconBellOff, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import type { RuleState } from '../../../electron/shared/contract/alerts.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { SeverityMark } from '../../components/severity-mark.tsx';
import { firedWords, muteChoices, mutedNow, severityNames } from '../../words/alerts.ts';
import { conditionWords } from '../../words/rules.ts';
import { nearTime } from '../../words/time.ts';
import classes from './rules.module.css';

interface RuleRowProps {
  readonly rule: AlertRule;
  readonly state: RuleState | undefined;
  readonly now: Date;
  readonly onPut: (rule: AlertRule) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onOpenAlert: (id: number) => void;
}

/** One rule: whether it is on, what it watches for, how it did, and what is wrong with it. */
export function RuleRow({ rule, state, now, onPut, onEdit, onRemove, onOpenAlert }: RuleRowProps) {
  const { name, severity, enabled, when } = rule;
  const critical = severity === 'critical';
  const muted = critical ? null : mutedNow(rule.mutedUntil, now);
  const active = state?.activeAlert ?? null;
  return (
    <li className={classes.rule} data-off={!enabled}>
      <Switch
        size="xs"
        aria-label={`Switch on ${name}`}
        checked={enabled}
        onChange={(event) => onPut({ ...rule, enabled: event.currentTarget.checked })}
      />
      <SeverityMark severity={severity} label={severityNames[severity]} />
      <div className={classes.said}>
        <button type="button" className={classes.name} onClick={onEdit}>
          {printable(name)}
        </button>
        <div className={classes.condition} data-kql={when.kind === 'kql'} title={conditionWords(when)}>
          {printable(conditionWords(when))}
        </div>
        {enabled && state?.fault && (
          <div className={classes.fault} role="alert">
            {printable(state.fault)} Edit the rule to mend it.
          </div>
        )}
      </div>
      <div className={classes.how}>
        {muted !== null ? (
          <span className={classes.muted}>
            <IconBellOff size={13} stroke={1.8} aria-hidden />
            {`muted until ${nearTime(muted, now)}`}
          </span>
        ) : active !== null ? (
          <button
            type="button"
            className={classes.lasting}
            data-severity={severity}
            onClick={() => onOpenAlert(active)}
          >
            {state?.lastFiredAt ? `lasting since ${nearTime(state.lastFiredAt, now)}` : 'lasting'}
          </button>
        ) : (
          !enabled && <span>off</span>
        )}
        {state && <span>{firedWords(state, now)}</span>}
      </div>
      <div className={classes.tools}>
        <Tooltip label="Edit">
          <ActionIcon aria-label={`Edit ${name}`} onClick={onEdit}>
            <IconPencil size={15} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
        <Menu width={230}>
          <Menu.Target>
            <ActionIcon aria-label={`More about ${name}`}>
              <IconDots size={15} stroke={1.8} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {critical ? (
              <Menu.Label>A critical rule is never muted.</Menu.Label>
            ) : muted !== null ? (
              <Menu.Item onClick={() => onPut({ ...rule, mutedUntil: null })}>Unmute</Menu.Item>
            ) : (
              <>
                <Menu.Label>Mute for</Menu.Label>
                {muteChoices.map(({ label, until }) => (
                  <Menu.Item
                    key={label}
                    onClick={() => onPut({ ...rule, mutedUntil: until(new Date()).toISOString() })}
                  >
                    {label}
                  </Menu.Item>
                ))}
              </>
            )}
            <Menu.Divider />
            <Menu.Item color="var(--tm-removed)" leftSection={<IconTrash size={14} stroke={1.8} />} onClick={onRemove}>
              Remove…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  );
}
