import type { ReactNode } from 'react';
import classes from './form.module.css';

interface FormRowProps {
  readonly label: string;
  /** The id of the field that the label names; left out for a group of choices. */
  readonly htmlFor?: string;
  readonly help?: string;
  readonly children: ReactNode;
}

/** A line of a form: what it asks for, and the field. */
export function FormRow({ label, htmlFor, help, children }: FormRowProps) {
  return (
    <div className={classes.formRow}>
      {htmlFor === undefined ? <span>{label}</span> : <label htmlFor={htmlFor}>{label}</label>}
      <div>
        {children}
        {help && <div className={classes.help}>{help}</div>}
      </div>
    </div>
  );
}
