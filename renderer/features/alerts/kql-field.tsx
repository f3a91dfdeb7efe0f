import { Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useKqlCheck } from '../../api/kql-check.ts';
import { FormRow } from '../../components/form-row.tsx';
import { evaluationWords } from '../../words/alerts.ts';
import classes from './kql-field.module.css';

interface KqlFieldProps {
  readonly value: string;
  readonly strict: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** How long (ms) nothing is typed before the query is checked. */
const pause = 300;

/** The query of a rule, what is wrong with it, and how a rule of it is looked at. */
export function KqlField({ value, strict, error, onChange }: KqlFieldProps) {
  const [settled] = useDebouncedValue(value, pause);
  const check = useKqlCheck(settled, strict).data;
  const diagnostics = value.trim() === '' ? [] : (check?.diagnostics ?? []);
  return (
    <FormRow label="Query" htmlFor="rule-query">
      <Textarea
        id="rule-query"
        className={classes.editor ?? ''}
        autosize
        minRows={5}
        maxRows={16}
        spellCheck={false}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <ul className={classes.diagnostics} aria-live="polite">
        {diagnostics.map(({ severity, message, line, column }) => (
          <li key={`${line} ${column} ${message}`} data-severity={severity}>
            <span>{`${line}:${column}`}</span>
            {message}
          </li>
        ))}
      </ul>
      {check?.evaluation && <p className={classes.how}>{evaluationWords[check.evaluation]}</p>}
    </FormRow>
  );
}
