import { UnstyledButton } from '@mantine/core';
import classes from './pill-menu.module.css';

interface ChoicePillsProps<T extends string | number> {
  /** What is chosen among. */
  readonly label: string;
  readonly choices: readonly { readonly value: T; readonly label: string; readonly title?: string }[];
  readonly chosen: readonly T[];
  readonly onChange: (chosen: T[]) => void;
}

/** Several of a few choices, all in sight: a click takes one in or out. */
export function ChoicePills<T extends string | number>({ label, choices, chosen, onChange }: ChoicePillsProps<T>) {
  return (
    <fieldset className={classes.pills} aria-label={label}>
      {choices.map(({ value, label: text, title }) => {
        const on = chosen.includes(value);
        return (
          <UnstyledButton
            key={value}
            className={classes.pill}
            data-active={on}
            aria-pressed={on}
            aria-label={title}
            onClick={() =>
              onChange(
                choices.flatMap((each) => (chosen.includes(each.value) !== (each.value === value) ? [each.value] : [])),
              )
            }
          >
            {text}
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
}
