import { useState } from 'react';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { useRuleStates } from '../../api/alerts.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import type { EditSettings } from './edit.ts';
import { ReadyRules } from './ready-rules.tsx';
import { withRule } from './rule-draft.ts';
import { RuleRow } from './rule-row.tsx';
import classes from './rules.module.css';

interface RulesPartProps {
  readonly settings: Settings;
  readonly now: Date;
  readonly edit: EditSettings;
  readonly onEdit: (rule: AlertRule) => void;
  readonly onOpenAlert: (id: number) => void;
}

/** The rules there are, and the ready ones that can be added. */
export function RulesPart({ settings, now, edit, onEdit, onOpenAlert }: RulesPartProps) {
  const [removed, setRemoved] = useState<AlertRule | null>(null);
  const states = useRuleStates().data;
  const { rules } = settings.alerts;
  const set = (made: (before: readonly AlertRule[]) => readonly AlertRule[]) =>
    void edit((before) => ({ ...before, alerts: { ...before.alerts, rules: [...made(before.alerts.rules)] } }));
  return (
    <div className={classes.screen}>
      <div className={classes.cards}>
        {rules.length > 0 && (
          <section className={classes.card} aria-labelledby="rules-own">
            <div className={classes.top}>
              <h2 id="rules-own">Rules</h2>
              <span>{`${rules.filter(({ enabled }) => enabled).length} of ${rules.length} on`}</span>
            </div>
            <ul className={classes.list} aria-labelledby="rules-own">
              {rules.map((rule) => (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  state={states?.find(({ ruleId }) => ruleId === rule.id)}
                  now={now}
                  onPut={(next) => set((before) => withRule(before, next))}
                  onEdit={() => onEdit(rule)}
                  onRemove={() => setRemoved(rule)}
                  onOpenAlert={onOpenAlert}
                />
              ))}
            </ul>
          </section>
        )}
        <ReadyRules settings={settings} edit={edit} onEdit={onEdit} />
      </div>
      <ConfirmDialog
        opened={removed !== null}
        title={`Remove ${removed?.name ?? ''}?`}
        keep="Keep it"
        confirm="Remove the rule"
        onClose={() => setRemoved(null)}
        onConfirm={() => set((before) => before.filter(({ id }) => id !== removed?.id))}
      >
        Nobody is told of this any more. The alerts that it made so far stay in the list.
      </ConfirmDialog>
    </div>
  );
}
