import { Button, UnstyledButton } from '@mantine/core';
import type { KqlCheck, KqlDiagnostic } from '../../../electron/shared/contract/kql.ts';
import classes from './query-notes.module.css';

interface QueryNotesProps {
  readonly check: KqlCheck;
  /** In which line of the whole text the query begins, from 0. */
  readonly firstLine: number;
  readonly onGo: (diagnostic: KqlDiagnostic) => void;
  /** Takes the text as it was read in the stead of what is written. */
  readonly onMend: (text: string) => void;
}

/** More than these push the answer out of sight. */
const most = 3;

/** What the parser has to say of the query, in words; a click goes to the place. */
export function QueryNotes({ check: { diagnostics, mended }, firstLine, onGo, onMend }: QueryNotesProps) {
  if (diagnostics.length === 0 && mended === null) return null;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const shown = (errors.length > 0 ? errors : diagnostics).slice(0, most);
  const left = (errors.length > 0 ? errors : diagnostics).length - shown.length;
  return (
    <div className={classes.notes} data-severity={errors.length > 0 ? 'error' : 'notice'}>
      <ul aria-live="polite" aria-label="What the parser says">
        {shown.map((each) => (
          <li key={`${each.start} ${each.message}`}>
            <UnstyledButton
              onClick={() => onGo(each)}
              aria-label={`Go to line ${each.line + firstLine}: ${each.message}`}
            >
              <span>{`Line ${each.line + firstLine}`}</span>
              {each.message}
            </UnstyledButton>
          </li>
        ))}
        {left > 0 && <li className={classes.left}>{`and ${left} more`}</li>}
      </ul>
      {errors.length === 0 && mended !== null && (
        <Button className={classes.mend ?? ''} onClick={() => onMend(mended)}>
          Use the text as it was read
        </Button>
      )}
    </div>
  );
}
