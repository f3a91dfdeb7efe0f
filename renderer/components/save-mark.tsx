import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { SaveState } from '../words/settings.ts';
import classes from './save-mark.module.css';

/** Whether the last edit was saved. */
export function SaveMark({ save }: { readonly save: SaveState }) {
  if (save.state === 'failed') {
    return (
      <div className={classes.failed} role="alert">
        <IconAlertTriangle size={16} aria-hidden />
        <span>
          <strong>Not saved.</strong> {save.message} {save.advice}
        </span>
      </div>
    );
  }
  return (
    <div className={classes.saved} role="status" data-state={save.state}>
      {save.state === 'saved' && <IconCheck size={14} aria-hidden />}
      {save.state === 'saving' ? 'Saving…' : save.state === 'saved' ? 'Saved' : ''}
    </div>
  );
}
