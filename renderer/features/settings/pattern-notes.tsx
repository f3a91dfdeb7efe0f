import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { PatternTrial } from '../../../electron/shared/contract/pattern.ts';
import { matchWords } from '../../../electron/shared/model/pattern-words.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { usePlatformWords } from '../../api/platform.ts';
import form from '../../components/form.module.css';
import { capitalised } from '../../words/values.ts';
import classes from './settings.module.css';

interface PatternNotesProps {
  readonly trial: PatternTrial | undefined;
  /** Whether it is the judgement of what stood there before. */
  readonly settling: boolean;
}

/** What a pattern matches now, and what it is warned of; before there is one, how it is written. */
export function PatternNotes({ trial, settling }: PatternNotesProps) {
  const [open, setOpen] = useState(false);
  const words = usePlatformWords();
  // The fault stands at the field.
  if (trial?.faults.some(({ field }) => field === 'path')) return null;
  if (trial === undefined || (trial.matches === null && trial.warnings.length === 0)) {
    return <div className={form.help}>Variables ($HOME, ~) and wildcards (*, ?, **, [a-z]) may stand anywhere.</div>;
  }
  const { matches, warnings } = trial;
  const nothing = warnings.find(({ kind }) => kind === 'nothing');
  const examples = matches?.examples ?? [];
  const all = matches?.cut === null && matches.files + matches.folders === examples.length;
  return (
    <div className={classes.notes} role="status" data-settling={settling}>
      {matches && (
        <div className={classes.matches}>
          <span>
            {nothing === undefined ? capitalised(matchWords(matches, words)) : `${nothing.message} ${nothing.advice}`}
          </span>
          {examples.length > 0 && (
            <UnstyledButton aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'Hide' : all ? 'Show' : 'Show some'}
            </UnstyledButton>
          )}
        </div>
      )}
      {open && examples.length > 0 && (
        <ul className={classes.examples} aria-label="What it matches now">
          {examples.map((key) => (
            <li key={key}>{printable(key)}</li>
          ))}
        </ul>
      )}
      {warnings
        .filter((each) => each !== nothing)
        .map(({ kind, message, advice }) => (
          <p key={kind} className={classes.warning}>
            <IconAlertTriangle size={15} aria-hidden />
            <span>
              {printable(message)} {printable(advice)}
            </span>
          </p>
        ))}
    </div>
  );
}
