import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { printable, printableLines } from '../../../electron/shared/model/printable.ts';
import classes from './delivery-note.module.css';

interface DeliveryNoteProps {
  /** What went wrong last; empty where nothing did. */
  readonly fault: string;
  /** What came back; empty where nothing did. */
  readonly output: string;
}

/** What a receiver said: the fault in sight, the output at a click. */
export function DeliveryNote({ fault, output }: DeliveryNoteProps) {
  const [open, setOpen] = useState(false);
  const text = output.trim();
  if (fault === '' && text === '') return null;
  return (
    <div className={classes.note}>
      {fault !== '' && <div className={classes.fault}>{printable(fault)}</div>}
      {text !== '' && (
        <UnstyledButton className={classes.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the output' : 'Show the output'}
        </UnstyledButton>
      )}
      {open && <pre className={classes.output}>{printableLines(text)}</pre>}
    </div>
  );
}
