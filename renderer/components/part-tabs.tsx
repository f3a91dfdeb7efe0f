import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './part-tabs.module.css';

interface PartTabsProps<T extends string> {
  readonly label: string;
  readonly parts: readonly { readonly value: T; readonly label: string; readonly count?: number | undefined }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** What one can do in the part that is shown. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The parts of a screen, below its header; the one that is chosen fills the rest. */
export function PartTabs<T extends string>({ label, parts, value, onChange, actions, children }: PartTabsProps<T>) {
  return (
    <Tabs
      className={classes.tabs ?? ''}
      value={value}
      onChange={(chosen) => {
        const part = parts.find((each) => each.value === chosen);
        if (part) onChange(part.value);
      }}
    >
      <div className={classes.bar}>
        <Tabs.List className={classes.list ?? ''} aria-label={label}>
          {parts.map((part) => (
            <Tabs.Tab key={part.value} value={part.value}>
              {part.label}
              {part.count !== undefined && <span className={classes.count}>{part.count}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      <Tabs.Panel value={value} className={classes.panel ?? ''}>
        {children}
      </Tabs.Panel>
    </Tabs>
  );
}
