import { UnstyledButton } from '@mantine/core';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { severities } from '../../../electron/shared/model/severity.ts';
import list from '../../components/list.module.css';
import pill from '../../components/pill-menu.module.css';
import { PillMenu } from '../../components/pill-menu.tsx';
import { SeverityMark } from '../../components/severity-mark.tsx';
import { severityNames } from '../../words/alerts.ts';
import type { AlertView } from './view.ts';

interface AlertFilterProps {
  readonly view: AlertView;
  readonly rules: readonly AlertRule[];
  readonly onNarrow: (part: Partial<AlertView>) => void;
}

const any = '';

/** The filters of the alerts as pills. */
export function AlertFilter({ view, rules, onNarrow }: AlertFilterProps) {
  const chosen = severities.filter((each) => view.severities.includes(each)).map((each) => severityNames[each]);
  const rule = rules.find(({ id }) => id === view.ruleId);
  return (
    <div className={list.filters}>
      <PillMenu
        label={`Severity: ${chosen.join(', ').toLowerCase() || 'any'}`}
        active={chosen.length > 0}
        several
        choices={severities.toReversed().map((value) => ({
          value,
          label: severityNames[value],
          mark: <SeverityMark severity={value} label="" />,
        }))}
        chosen={view.severities}
        onToggle={(severity) =>
          onNarrow({
            severities: view.severities.includes(severity)
              ? view.severities.filter((each) => each !== severity)
              : [...view.severities, severity],
          })
        }
      />
      {rules.length > 0 && (
        <PillMenu
          label={`Rule: ${rule?.name ?? 'any'}`}
          active={view.ruleId !== null}
          choices={[{ value: any, label: 'Any rule' }, ...rules.map(({ id, name }) => ({ value: id, label: name }))]}
          chosen={[view.ruleId ?? any]}
          onToggle={(id) => onNarrow({ ruleId: id === any ? null : id })}
        />
      )}
      <UnstyledButton
        className={pill.pill}
        data-active={view.active}
        aria-pressed={view.active}
        onClick={() => onNarrow({ active: !view.active })}
      >
        Lasting only
      </UnstyledButton>
    </div>
  );
}
