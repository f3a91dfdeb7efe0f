import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './confirm-dialog.module.css';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  /** What would happen, and what would not. */
  readonly children: ReactNode;
  /** The way back, which has the focus. */
  readonly keep: string;
  readonly confirm: string;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks before something is removed. */
export function ConfirmDialog({ opened, title, children, keep, confirm, onClose, onConfirm }: ConfirmDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="md">
      <p className={classes.ask}>{children}</p>
      <Group justify="flex-end" gap="xs">
        <Button data-autofocus onClick={onClose}>
          {keep}
        </Button>
        <Button
          variant="filled"
          color="red"
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
