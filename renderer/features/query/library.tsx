import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import type { QueryEntry } from './drafts.ts';
import classes from './library.module.css';

interface LibraryProps {
  readonly entries: readonly QueryEntry[];
  readonly opened: string | undefined;
  readonly onOpen: (entry: QueryEntry) => void;
  readonly onNew: () => void;
  readonly onRename: (entry: QueryEntry) => void;
  readonly onRemove: (entry: QueryEntry) => void;
}

const groups: readonly { readonly title: string; readonly holds: (entry: QueryEntry) => boolean }[] = [
  { title: 'Not saved', holds: ({ kind }) => kind === 'unnamed' },
  { title: 'Yours', holds: ({ kind }) => kind === 'own' },
  { title: 'Ready-made', holds: ({ from }) => from === 'tidemark' },
  { title: 'From Azure’s overview', holds: ({ from }) => from === 'azure' },
];

/** The queries one can open: without a name, one's own, and those that come with Tidemark. */
export function Library({ entries, opened, onOpen, onNew, onRename, onRemove }: LibraryProps) {
  return (
    <div className={classes.library}>
      <UnstyledButton className={classes.new} onClick={onNew}>
        <IconPlus size={15} stroke={2} aria-hidden />
        New query
      </UnstyledButton>
      {groups.map(({ title, holds }) => {
        const found = entries.filter(holds);
        if (found.length === 0) return null;
        return (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <ul>
              {found.map((entry) => (
                <li key={entry.id} data-opened={entry.id === opened}>
                  <UnstyledButton
                    className={classes.entry}
                    aria-current={entry.id === opened ? 'true' : undefined}
                    aria-label={entry.edited ? `${entry.name}, not saved` : undefined}
                    title={entry.use || entry.name}
                    onClick={() => onOpen(entry)}
                  >
                    <span data-code={entry.kind === 'unnamed'}>{entry.name}</span>
                    {entry.edited && <i aria-hidden />}
                  </UnstyledButton>
                  {entry.kind !== 'ready' && (
                    <Menu position="bottom-start">
                      <Menu.Target>
                        <ActionIcon className={classes.more ?? ''} size="sm" aria-label={`More of ${entry.name}`}>
                          <IconDots size={15} stroke={1.8} />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item onClick={() => onRename(entry)}>
                          {entry.kind === 'own' ? 'Rename…' : 'Save as…'}
                        </Menu.Item>
                        <Menu.Item onClick={() => onRemove(entry)}>
                          {entry.kind === 'own' ? 'Remove…' : 'Discard…'}
                        </Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
