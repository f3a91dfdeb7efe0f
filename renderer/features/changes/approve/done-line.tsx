import { Button, CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import classes from './approve.module.css';
import type { Done } from './use-approve.ts';

/** For how long it is told what was done (milliseconds). What went wrong stays until it is taken away. */
const toldFor = 9000;

/** Tells what was just done, and offers the way back. */
export function DoneLine({ done, onClose }: { readonly done: Done | null; readonly onClose: () => void }) {
  useEffect(() => {
    if (done === null || done.bad) return;
    const timer = setTimeout(onClose, toldFor);
    return () => clearTimeout(timer);
  }, [done, onClose]);
  return (
    <div role="status" className={classes.doneArea}>
      {done && (
        <div className={classes.done} data-bad={done.bad}>
          <span>{done.words}</span>
          {done.undo && (
            <Button size="compact-sm" onClick={done.undo}>
              Undo
            </Button>
          )}
          <CloseButton size="sm" aria-label="Do not tell this any longer" onClick={onClose} />
        </div>
      )}
    </div>
  );
}
