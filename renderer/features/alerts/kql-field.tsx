import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { lazy, Suspense, useRef } from 'react';
import { useKqlCheck } from '../../api/kql-check.ts';
import { useKqlEditing } from '../../api/kql-editing.ts';
import { FormRow } from '../../components/form-row.tsx';
import type { KqlEditorHandle } from '../../components/kql/kql-editor.tsx';
import { evaluationWords } from '../../words/alerts.ts';
import classes from './kql-field.module.css';

const KqlEditor = lazy(async () => ({ default: (await import('../../components/kql/kql-editor.tsx')).KqlEditor }));

interface KqlFieldProps {
  /** Which rule's query it is. */
  readonly id: string;
  readonly value: string;
  readonly strict: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** How long (ms) nothing is typed before the query is checked. */
const pause = 300;
const nothing = () => undefined;
const never = () => false;

/** The query of a rule, what is wrong with it, and how a rule of it is looked at. */
export function KqlField({ id, value, strict, error, onChange }: KqlFieldProps) {
  const editor = useRef<KqlEditorHandle>(null);
  const { check, complete } = useKqlEditing(strict);
  const [settled] = useDebouncedValue(value, pause);
  const checked = useKqlCheck(settled, strict).data;
  const diagnostics = value.trim() === '' ? [] : (checked?.diagnostics ?? []);
  const mended = checked?.mended ?? null;
  return (
    <FormRow label="Query">
      <div className={classes.editor} data-error={error !== undefined}>
        <Suspense>
          <KqlEditor
            ref={editor}
            label="Query"
            id={id}
            text={value}
            check={check}
            complete={complete}
            onChange={onChange}
            onPart={nothing}
            onRun={nothing}
            onCancel={never}
          />
        </Suspense>
      </div>
      {error && <p className={classes.error}>{error}</p>}
      {!error && (
        <ul className={classes.diagnostics} aria-live="polite">
          {diagnostics.map(({ severity, message, line, column }) => (
            <li key={`${line} ${column} ${message}`} data-severity={severity}>
              <span>{`${line}:${column}`}</span>
              {message}
            </li>
          ))}
        </ul>
      )}
      {mended !== null && settled === value && (
        <Button size="compact-xs" mt={5} onClick={() => editor.current?.replaceAll(mended)}>
          Write it as it is read
        </Button>
      )}
      {checked?.evaluation && value.trim() !== '' && (
        <p className={classes.how}>{evaluationWords[checked.evaluation]}</p>
      )}
    </FormRow>
  );
}
