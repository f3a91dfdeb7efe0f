import { UnstyledButton } from '@mantine/core';
import type { ComponentType } from 'react';
import classes from './view-choice.module.css';

interface ViewChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly {
    readonly value: T;
    readonly label: string;
    readonly Icon?: ComponentType<{ readonly size: number; readonly stroke: number }>;
  }[];
  readonly onChange: (value: T) => void;
}

/** One of a few views of the same place, side by side. */
export function ViewChoice<T extends string>({ label, value, choices, onChange }: ViewChoiceProps<T>) {
  return (
    <div className={classes.choice} role="tablist" aria-label={label}>
      {choices.map(({ value: each, label: words, Icon }) => (
        <UnstyledButton key={each} role="tab" aria-selected={each === value} onClick={() => onChange(each)}>
          {Icon && <Icon size={15} stroke={1.8} />}
          {words}
        </UnstyledButton>
      ))}
    </div>
  );
}
