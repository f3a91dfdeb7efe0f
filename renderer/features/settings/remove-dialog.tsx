import { Button, Group, Modal } from '@mantine/core';
import classes from './settings.module.css';

interface RemoveDialogProps {
  /** What is to be removed; `null` while nothing is. */
  readonly item: { readonly name: string; readonly place: string } | null;
  /** Says that the thing itself stays. */
  readonly note: string;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

/** Asks before a tracked file or registry key is removed. */
export function RemoveDialog({ item, note, onClose, onRemove }: RemoveDialogProps) {
  return (
    <Modal opened={item !== null} onClose={onClose} title={`Stop tracking ${item?.name ?? ''}?`} size="md">
      <p className={classes.ask}>
        <code>{item?.place}</code>
        <br />
        {`What was noticed so far stays in the log. ${note}`}
      </p>
      <Group justify="flex-end" gap="xs">
        <Button data-autofocus onClick={onClose}>
          Keep tracking
        </Button>
        <Button
          variant="filled"
          color="red"
          onClick={() => {
            onRemove();
            onClose();
          }}
        >
          Stop tracking
        </Button>
      </Group>
    </Modal>
  );
}
