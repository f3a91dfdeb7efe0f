import { Alert, Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { Action, ActionKind } from '../../../electron/shared/model/action.ts';
import { useTryAction } from '../../api/actions.ts';
import { Form, FormEnds } from '../../components/form.tsx';
import { FormRow } from '../../components/form-row.tsx';
import { actionKindNames } from '../../words/rules.ts';
import classes from './action.module.css';
import { checkAction, emptyAction, placeOfAction } from './action-draft.ts';
import { ActionFields } from './action-fields.tsx';
import { DeliveryNote } from './delivery-note.tsx';

interface ActionFormProps {
  readonly action: Action;
  readonly isNew: boolean;
  readonly onClose: () => void;
  /** Saves; tells whether it could be. */
  readonly onSave: (action: Action) => Promise<boolean>;
}

const kinds = Object.keys(actionKindNames) as readonly ActionKind[];
const none: ReadonlyMap<string, string> = new Map();

/** All fields of an action, and a test of it as it stands here. */
export function ActionForm({ action, isNew, onClose, onSave }: ActionFormProps) {
  const [draft, setDraft] = useState(action);
  const [errors, setErrors] = useState(none);
  const [failed, setFailed] = useState(false);
  const trial = useTryAction();
  const set = (next: Action) => {
    setErrors(none);
    setFailed(false);
    trial.reset();
    setDraft(next);
  };
  const checked = (): Action | null => {
    const outcome = checkAction(draft);
    setErrors(outcome.ok ? none : outcome.errors);
    return outcome.ok ? outcome.action : null;
  };
  const save = async () => {
    const candidate = checked();
    if (candidate === null) return;
    if (await onSave(candidate)) onClose();
    else setFailed(true);
  };
  const test = () => {
    const candidate = checked();
    if (candidate !== null) trial.mutate(candidate);
  };
  const error = trial.error && TidemarkError.from(trial.error);

  return (
    <Modal opened onClose={onClose} title={isNew ? 'Add an action' : `Edit ${action.name}`} size={600}>
      <Form onSubmit={() => void save()}>
        {isNew && (
          <FormRow label="Kind">
            <SegmentedControl
              size="xs"
              aria-label="Kind"
              value={draft.kind}
              data={kinds.map((value) => ({ value, label: actionKindNames[value] }))}
              onChange={(value) => set(emptyAction(kinds.find((each) => each === value) ?? 'webhook', draft))}
            />
          </FormRow>
        )}
        <FormRow label="Name" htmlFor="action-name">
          <TextInput
            id="action-name"
            data-autofocus
            value={draft.name}
            placeholder={placeOfAction(draft) || 'As the place it goes to'}
            error={errors.get('name')}
            onChange={(event) => set({ ...draft, name: event.currentTarget.value })}
          />
        </FormRow>
        <ActionFields value={draft} error={(field) => errors.get(field)} onChange={set} />
        {(trial.data || error) && (
          <div className={classes.trial} role="status" data-ok={trial.data?.ok === true}>
            {error ? `${error.message} ${error.advice}` : trial.data?.message}
            <DeliveryNote fault="" output={trial.data?.output ?? ''} />
          </div>
        )}
        {failed && <Alert color="red">It could not be saved. The reason stands above the actions.</Alert>}
        <FormEnds>
          <Button
            mr="auto"
            leftSection={<IconPlayerPlay size={14} stroke={1.8} />}
            loading={trial.isPending}
            onClick={test}
          >
            Test it
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled">
            {isNew ? 'Add it' : 'Save'}
          </Button>
        </FormEnds>
      </Form>
    </Modal>
  );
}
