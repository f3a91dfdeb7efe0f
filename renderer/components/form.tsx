import type { ReactNode } from 'react';
import classes from './form.module.css';

interface FormProps {
  readonly children: ReactNode;
  readonly onSubmit: () => void;
}

/** A form of lines, sent by Enter or by its button. */
export function Form({ children, onSubmit }: FormProps) {
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

/** The buttons at its end, always in sight. */
export function FormEnds({ children }: { readonly children: ReactNode }) {
  return <div className={classes.ends}>{children}</div>;
}
