import { Button, Group, Modal } from '@mantine/core';
import type { TrackedFile } from '../../../electron/shared/model/settings.ts';
import classes from './settings.module.css';

interface RemoveDialogProps {
  /** What is to be removed; `null` while nothing is. */
  readonly file: TrackedFile | null;
  readonly onClose: () => void;
  readonly onRemove: (file: TrackedFile) => void;
}

/** Asks before a tracked file is removed. */
export function RemoveDialog({ file, onClose, onRemove }: RemoveDialogProps) {
  return (
    <Modal opened={file !== null} onClose={onClose} title={`Stop tracking ${file?.name ?? ''}?`} size="md">
      <p className={classes.ask}>
        <code>{file?.path}</code>
        <br />
        What was noticed so far stays in the log. The files themselves are not touched.
      </p>
      <Group justify="flex-end" gap="xs">
        <Button data-autofocus onClick={onClose}>
          Keep tracking
        </Button>
        <Button
          variant="filled"
          color="red"
          onClick={() => {
            if (file) onRemove(file);
            onClose();
          }}
        >
          Stop tracking
        </Button>
      </Group>
    </Modal>
  );
}
