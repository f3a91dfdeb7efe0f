import { Menu, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../electron/shared/model/format.ts';
import classes from './pill-menu.module.css';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  /** A mark before the label. */
  readonly mark?: ReactNode;
}

interface PillMenuProps<T extends string> {
  /** What the pill says. */
  readonly label: string;
  /** Whether it narrows what is seen. */
  readonly active: boolean;
  readonly choices: readonly Choice<T>[];
  readonly chosen: readonly T[];
  /** Whether several can be chosen: then the menu stays open. */
  readonly several?: boolean;
  readonly onToggle: (value: T) => void;
}

/** A filter as a pill; a click lists its choices. */
export function PillMenu<T extends string>({ label, active, choices, chosen, several, onToggle }: PillMenuProps<T>) {
  return (
    <Menu position="bottom-start" width={200}>
      <Menu.Target>
        <UnstyledButton className={classes.pill} data-active={active}>
          {label}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ value, label: text, mark }) =>
          several ? (
            <Menu.CheckboxItem key={value} checked={chosen.includes(value)} onChange={() => onToggle(value)}>
              <span className={classes.choice}>
                {mark}
                {text}
              </span>
            </Menu.CheckboxItem>
          ) : (
            <Menu.RadioItem
              key={value}
              value={value}
              checked={chosen.includes(value)}
              closeMenuOnClick
              onChange={() => onToggle(value)}
            >
              {text}
            </Menu.RadioItem>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A filter that is set and can only be taken away. */
export function PillClear({ label, onClear }: { readonly label: string; readonly onClear: () => void }) {
  return (
    <UnstyledButton
      className={classes.pill}
      data-active
      onClick={onClear}
      aria-label={`${label}: take this filter away`}
    >
      {label}
      <IconX size={13} stroke={2.2} aria-hidden />
    </UnstyledButton>
  );
}

interface PillSwitchProps {
  readonly label: string;
  readonly on: boolean;
  /** How many it would leave. */
  readonly count?: number | undefined;
  readonly onToggle: () => void;
}

/** A filter that is on or off. */
export function PillSwitch({ label, on, count, onToggle }: PillSwitchProps) {
  return (
    <UnstyledButton className={classes.pill} data-active={on} aria-pressed={on} onClick={onToggle}>
      {label}
      {count !== undefined && <span className={classes.count}>{formatCount(count)}</span>}
    </UnstyledButton>
  );
}
