import { Button } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import type { ReadyRule } from '../../../electron/shared/model/ready-rules/ready-rule.ts';
import { readyRulesOf } from '../../../electron/shared/model/ready-rules/ready-rules.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { usePlatform } from '../../api/platform.ts';
import { SeverityMark } from '../../components/severity-mark.tsx';
import { severityNames } from '../../words/alerts.ts';
import type { EditSettings } from './edit.ts';
import { missingOf } from './ready.ts';
import { withRule } from './rule-draft.ts';
import classes from './rules.module.css';

interface ReadyRulesProps {
  readonly settings: Settings;
  readonly edit: EditSettings;
  readonly onEdit: (rule: AlertRule) => void;
}

/** The rules that come with Tidemark: why each matters, what it needs to be tracked, and one click to add it. */
export function ReadyRules({ settings, edit, onEdit }: ReadyRulesProps) {
  const ready = readyRulesOf(usePlatform());
  const { rules } = settings.alerts;
  const add = (rule: AlertRule) =>
    void edit((before) => ({
      ...before,
      alerts: { ...before.alerts, rules: [...withRule(before.alerts.rules, rule)] },
    }));
  return (
    <section className={classes.card} aria-labelledby="rules-ready">
      <div className={classes.top}>
        <h2 id="rules-ready">Ready-made rules</h2>
      </div>
      <p className={classes.text}>
        What people watch for. A click adds one, switched on and told on the desktop; it can be edited like any other.
      </p>
      <ul className={classes.list} aria-labelledby="rules-ready">
        {ready.map((each) => (
          <Ready
            key={each.rule.id}
            ready={each}
            added={rules.find(({ id }) => id === each.rule.id)}
            settings={settings}
            edit={edit}
            onAdd={() => add(each.rule)}
            onEdit={onEdit}
          />
        ))}
      </ul>
    </section>
  );
}

interface ReadyProps {
  readonly ready: ReadyRule;
  /** The rule as it was added, where it was. */
  readonly added: AlertRule | undefined;
  readonly settings: Settings;
  readonly edit: EditSettings;
  readonly onAdd: () => void;
  readonly onEdit: (rule: AlertRule) => void;
}

function Ready({ ready, added, settings, edit, onAdd, onEdit }: ReadyProps) {
  const { rule } = ready;
  const missing = missingOf(ready, settings);
  return (
    <li className={classes.ready}>
      <SeverityMark severity={rule.severity} label={severityNames[rule.severity]} />
      <div>
        <strong>{rule.name}</strong>
        <p>{rule.why}</p>
        {missing && (
          <div className={classes.needs}>
            {missing.words}
            <button type="button" className={classes.link} onClick={() => void edit(missing.track)}>
              Track what it needs
            </button>
          </div>
        )}
      </div>
      {added ? (
        <Button variant="subtle" color="gray" leftSection={<IconCheck size={14} />} onClick={() => onEdit(added)}>
          Added
        </Button>
      ) : (
        <Button leftSection={<IconPlus size={14} />} aria-label={`Add ${rule.name}`} onClick={onAdd}>
          Add
        </Button>
      )}
    </li>
  );
}
