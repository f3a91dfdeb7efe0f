import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { Severity } from '../../electron/shared/model/severity.ts';
import classes from './severity-mark.module.css';

const icons = { info: IconInfoCircle, warning: IconAlertTriangle, critical: IconAlertOctagon } as const;

interface SeverityMarkProps {
  readonly severity: Severity;
  /** What people call it. */
  readonly label: string;
}

/** The sign of a severity: its shape tells it, its colour only where it asks for a look. */
export function SeverityMark({ severity, label }: SeverityMarkProps) {
  const Icon = icons[severity];
  return (
    <span className={classes.mark} data-severity={severity} role="img" aria-label={label}>
      <Icon size={14} stroke={2} aria-hidden />
    </span>
  );
}

/** A severity as a word in its colour. */
export function SeverityBadge({ severity, label }: SeverityMarkProps) {
  return (
    <span className={classes.badge} data-severity={severity}>
      {label}
    </span>
  );
}
