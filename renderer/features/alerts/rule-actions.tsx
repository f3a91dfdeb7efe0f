import { Checkbox, UnstyledButton } from '@mantine/core';
import type { Action } from '../../../electron/shared/model/action.ts';
import { desktopAction } from '../../../electron/shared/model/alert-rule.ts';
import { actionWords } from '../../words/rules.ts';
import classes from './form.module.css';

interface RuleActionsProps {
  readonly chosen: readonly string[];
  readonly actions: readonly Action[];
  readonly onChange: (chosen: string[]) => void;
  readonly onActions: () => void;
}

/** Where a rule's alerts go. */
export function RuleActions({ chosen, actions, onChange, onActions }: RuleActionsProps) {
  const choices = [
    { id: desktopAction, name: 'Desktop notification', words: '' },
    ...actions.map((action) => ({
      id: action.id,
      name: action.name,
      words: `${actionWords(action)}${action.enabled ? '' : ' · off'}`,
    })),
  ];
  return (
    <div className={classes.checks}>
      {choices.map(({ id, name, words }) => (
        <Checkbox
          key={id}
          size="xs"
          label={
            <>
              {name}
              {words !== '' && <span className={classes.words}>{words}</span>}
            </>
          }
          checked={chosen.includes(id)}
          onChange={({ currentTarget: { checked } }) =>
            onChange(checked ? [...chosen, id] : chosen.filter((each) => each !== id))
          }
        />
      ))}
      <UnstyledButton className={classes.link} onClick={onActions}>
        Add a webhook, a program, a file or syslog…
      </UnstyledButton>
    </div>
  );
}
