import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './approve.module.css';

interface AcknowledgeButtonProps {
  /** What the button says. */
  readonly label: string;
  /** Whether all of it was acknowledged: then it is taken back. */
  readonly acknowledged: boolean;
  /** Said before it is done, where that should be thought over. */
  readonly warning?: string | undefined;
  readonly onAcknowledge: (reason: string) => void;
  readonly onTakeBack: () => void;
}

/** Says that something is all right, at once or with a reason, and takes that back. */
export function AcknowledgeButton(props: AcknowledgeButtonProps) {
  const { label, acknowledged, warning, onAcknowledge, onTakeBack } = props;
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const acknowledge = () => {
    onAcknowledge(reason.trim());
    setReason('');
    setAsking(false);
  };
  if (acknowledged) {
    return (
      <Button leftSection={<IconCheck size={14} stroke={2} />} onClick={onTakeBack}>
        Take back the acknowledgement
      </Button>
    );
  }
  return (
    <Popover opened={asking} onChange={setAsking} position="top-start" width={300} trapFocus shadow="md" radius="md">
      <Popover.Target>
        <div className={classes.pair}>
          <Button variant="filled" onClick={() => (warning === undefined ? acknowledge() : setAsking(true))}>
            {label}
          </Button>
          <ActionIcon
            variant="filled"
            color="cyan"
            className={classes.why ?? ''}
            aria-label={`${label}, with a reason`}
            aria-expanded={asking}
            onClick={() => setAsking(!asking)}
          >
            <IconChevronDown size={14} stroke={2} />
          </ActionIcon>
        </div>
      </Popover.Target>
      <Popover.Dropdown className={classes.ask ?? ''}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            acknowledge();
          }}
        >
          {warning && <p className={classes.warning}>{warning}</p>}
          <TextInput
            label="Why it is all right"
            placeholder="May stay empty"
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled" mt={10}>
            {label}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
