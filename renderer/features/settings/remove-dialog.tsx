import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

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
    <ConfirmDialog
      opened={item !== null}
      title={`Stop tracking ${item?.name ?? ''}?`}
      keep="Keep tracking"
      confirm="Stop tracking"
      onClose={onClose}
      onConfirm={onRemove}
    >
      <code>{item?.place}</code>
      <br />
      {`What was noticed so far stays in the log. ${note}`}
    </ConfirmDialog>
  );
}
