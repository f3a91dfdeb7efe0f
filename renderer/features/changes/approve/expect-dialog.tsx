import { Alert, Button, Checkbox, Modal, Radio, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { TidemarkError } from '../../../../electron/shared/contract/errors.ts';
import { trackedDraftSchema } from '../../../../electron/shared/contract/pattern.ts';
import type { ExpectationScope } from '../../../../electron/shared/model/approval.ts';
import type { ListedChange } from '../../../../electron/shared/model/change.ts';
import { matchWords } from '../../../../electron/shared/model/pattern-words.ts';
import { changeTitle } from '../../../../electron/shared/model/words.ts';
import { useExpect } from '../../../api/approvals.ts';
import { useTryPattern } from '../../../api/pattern.ts';
import { usePlatformWords } from '../../../api/platform.ts';
import { Form, FormEnds } from '../../../components/form.tsx';
import { FormRow } from '../../../components/form-row.tsx';
import { endOfDay, scopeChoices } from '../../../words/approval.ts';
import { capitalised } from '../../../words/values.ts';
import classes from './approve.module.css';

interface ExpectDialogProps {
  readonly change: ListedChange;
  readonly onClose: () => void;
  /** Says what was done. */
  readonly onDone: (words: string) => void;
}

/** A pattern of files as tracked files have it, and nothing but the pattern. */
const draftOf = (path: string) => trackedDraftSchema.parse({ path });

/** Expects from now on what a change is an example of; says exactly what each choice would acknowledge. */
export function ExpectDialog({ change, onClose, onDone }: ExpectDialogProps) {
  const id = useId();
  const expect = useExpect();
  const words = usePlatformWords();
  const [scope, setScope] = useState<ExpectationScope>('once');
  const [pattern, setPattern] = useState(change.type === 'Files' ? change.key : '');
  const [reason, setReason] = useState('');
  const [day, setDay] = useState('');
  const [too, setToo] = useState(true);
  const asks = scope === 'path' && change.type === 'Files';
  const { trial, settling } = useTryPattern(draftOf(asks ? pattern : ''));
  const fault = trial?.faults[0];
  const until = endOfDay(day);
  const over = until !== null && Date.parse(until) < Date.now();
  const failure = expect.error && TidemarkError.from(expect.error);
  const blocked = over || (asks && (pattern.trim() === '' || (fault !== undefined && !settling)));

  const send = () => {
    if (blocked) return;
    expect.mutate(
      {
        change: change.id,
        scope,
        ...(asks ? { pattern: pattern.trim() } : {}),
        reason: reason.trim(),
        until,
        acknowledge: too && change.acknowledged === undefined,
      },
      {
        onSuccess: () => {
          onDone('Expected from now on');
          onClose();
        },
      },
    );
  };

  return (
    <Modal opened onClose={onClose} title={`Expect from now on: ${changeTitle(change)}`} size={560}>
      <Form onSubmit={send}>
        <p className={classes.effect}>
          What is expected is recorded as ever, acknowledged by itself, and no notification tells of it.
        </p>
        {failure && (
          <Alert color="red" title={failure.message}>
            {failure.advice}
          </Alert>
        )}
        <fieldset className={classes.scopes} aria-label="What is expected">
          {scopeChoices(change).map((choice) => (
            <div key={choice.scope} className={classes.scope} data-chosen={choice.scope === scope}>
              <Radio
                name={id}
                size="sm"
                value={choice.scope}
                checked={choice.scope === scope}
                label={
                  <>
                    {choice.label}
                    <small>{choice.says}</small>
                  </>
                }
                onChange={() => setScope(choice.scope)}
              />
              {choice.scope === scope && asks && (
                <TextInput
                  className={classes.pattern ?? ''}
                  aria-label="Pattern"
                  value={pattern}
                  maxLength={4096}
                  spellCheck={false}
                  error={fault && `${capitalised(fault.message)} ${fault.advice}`}
                  description={trial?.matches ? capitalised(matchWords(trial.matches, words)) : undefined}
                  inputWrapperOrder={['input', 'error', 'description']}
                  onChange={(event) => setPattern(event.currentTarget.value)}
                />
              )}
            </div>
          ))}
        </fieldset>
        <FormRow
          label="Until"
          htmlFor={`${id}-day`}
          help={day === '' ? 'Empty: until it is taken back.' : 'The end of that day.'}
        >
          <TextInput
            id={`${id}-day`}
            type="date"
            className={classes.day ?? ''}
            value={day}
            error={over && 'That day is over'}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </FormRow>
        <FormRow label="Why" htmlFor={`${id}-reason`}>
          <TextInput
            id={`${id}-reason`}
            placeholder="May stay empty"
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </FormRow>
        {change.acknowledged === undefined && (
          <Checkbox
            size="xs"
            label="Acknowledge this change too"
            checked={too}
            onChange={(event) => setToo(event.currentTarget.checked)}
          />
        )}
        <FormEnds>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={blocked} loading={expect.isPending}>
            Expect it
          </Button>
        </FormEnds>
      </Form>
    </Modal>
  );
}
