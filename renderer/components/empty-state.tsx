import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
  readonly tone?: 'plain' | 'bad';
}

/** Says in words why there is nothing here, and what one can do. */
export function EmptyState({ icon, title, text, action, tone = 'plain' }: EmptyStateProps) {
  return (
    <div className={classes.empty} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      {icon && (
        <div className={classes.icon} aria-hidden>
          {icon}
        </div>
      )}
      <div className={classes.title}>{title}</div>
      {text && <div className={classes.text}>{text}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
