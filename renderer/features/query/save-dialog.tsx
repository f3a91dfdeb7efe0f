import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import classes from './save-dialog.module.css';

interface SaveDialogProps {
  readonly title: string;
  /** The name to begin with. */
  readonly name: string;
  readonly confirm: string;
  readonly onClose: () => void;
  /** Saves; tells whether it could be, and why not. */
  readonly onSave: (name: string) => Promise<string | null>;
}

/** Asks for a query's name. */
export function SaveDialog({ title, name: first, confirm, onClose, onSave }: SaveDialogProps) {
  const [name, setName] = useState(first);
  const [fault, setFault] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return setFault('A name is needed to find it again.');
    const failed = await onSave(wanted);
    if (failed === null) onClose();
    else setFault(failed);
  };
  return (
    <Modal opened onClose={onClose} title={title} size="sm">
      <form onSubmit={(event) => void save(event)} noValidate>
        <TextInput
          data-autofocus
          label="Name"
          classNames={{ label: classes.label ?? '' }}
          value={name}
          maxLength={200}
          error={fault}
          onChange={(event) => {
            setFault(null);
            setName(event.currentTarget.value);
          }}
        />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled">
            {confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
