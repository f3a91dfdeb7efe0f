import { Alert, Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { TidemarkError } from '../../electron/shared/contract/errors.ts';
import { causeTitle } from '../../electron/shared/model/cause-words.ts';
import { useBeginPlan } from '../api/causes.ts';
import { useStatus } from '../api/tracking.ts';
import { Form, FormEnds } from '../components/form.tsx';
import { FormRow } from '../components/form-row.tsx';

const usual = 'Installing something';

/** Asks what a plan is to be called, and begins it. */
export function PlanDialog({ onClose }: { readonly onClose: () => void }) {
  const begin = useBeginPlan();
  const open = useStatus().data?.plan ?? null;
  const [name, setName] = useState('');
  const failure = begin.error && TidemarkError.from(begin.error);
  return (
    <Modal opened onClose={onClose} title="I am installing something" size={480}>
      <Form onSubmit={() => begin.mutate(name.trim() || usual, { onSuccess: onClose })}>
        <p>
          All that changes from now on is grouped under this name until you end it. It is recorded as ever, and what
          belongs to a package and was not changed by its transaction still stands out.
        </p>
        {open && <Alert>{`“${causeTitle(open)}” is open, and ends by this.`}</Alert>}
        {failure && (
          <Alert color="red" title={failure.message}>
            {failure.advice}
          </Alert>
        )}
        <FormRow label="Name" htmlFor="plan-name">
          <TextInput
            id="plan-name"
            data-autofocus
            placeholder={usual}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </FormRow>
        <FormEnds>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={begin.isPending}>
            Begin
          </Button>
        </FormEnds>
      </Form>
    </Modal>
  );
}
