import { ActionIcon, Button, Kbd, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBell,
  IconDeviceFloppy,
  IconDots,
  IconLayoutSidebar,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import type { QueryEntry } from './drafts.ts';
import classes from './query-tools.module.css';

interface QueryToolsProps {
  readonly entry: QueryEntry;
  readonly running: boolean;
  /** Whether there is a query to run. */
  readonly ready: boolean;
  readonly strict: boolean;
  readonly library: boolean;
  readonly onLibrary: () => void;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly onSave: () => void;
  readonly onSaveAs: () => void;
  readonly onRevert: () => void;
  readonly onRule: () => void;
  readonly onStrict: (strict: boolean) => void;
}

/** What the query that is open is called, and what can be done with it. */
export function QueryTools(props: QueryToolsProps) {
  const { entry, running, ready, strict, library } = props;
  return (
    <div className={classes.tools}>
      <ActionIcon
        aria-label={library ? 'Hide the list of queries' : 'Show the list of queries'}
        aria-expanded={library}
        onClick={props.onLibrary}
      >
        <IconLayoutSidebar size={17} stroke={1.7} />
      </ActionIcon>
      <h2 title={entry.name} data-code={entry.kind === 'unnamed'}>
        {entry.name}
      </h2>
      {entry.edited && <span className={classes.edited}>not saved</span>}
      <div className={classes.right}>
        <Button onClick={props.onSave} disabled={entry.kind === 'own' ? !entry.edited : entry.text.trim() === ''}>
          {entry.kind === 'own' ? 'Save' : 'Save as…'}
        </Button>
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label="More for this query" size="md">
              <IconDots size={17} stroke={1.8} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconBell size={15} />} disabled={!ready} onClick={props.onRule}>
              Make an alert rule of it
            </Menu.Item>
            {entry.kind === 'own' && (
              <Menu.Item leftSection={<IconDeviceFloppy size={15} />} onClick={props.onSaveAs}>
                Save as…
              </Menu.Item>
            )}
            {entry.kind !== 'unnamed' && entry.edited && (
              <Menu.Item leftSection={<IconArrowBackUp size={15} />} onClick={props.onRevert}>
                Put back the saved text
              </Menu.Item>
            )}
            <Menu.Divider />
            <Menu.CheckboxItem checked={strict} onChange={props.onStrict}>
              Read it strictly, as the original would
            </Menu.CheckboxItem>
          </Menu.Dropdown>
        </Menu>
        {running ? (
          <Button leftSection={<IconPlayerStop size={15} />} rightSection={<Kbd>Esc</Kbd>} onClick={props.onCancel}>
            Cancel
          </Button>
        ) : (
          <Button
            variant="filled"
            leftSection={<IconPlayerPlay size={15} />}
            disabled={!ready}
            title="Ctrl+Enter"
            onClick={props.onRun}
          >
            Run
          </Button>
        )}
      </div>
    </div>
  );
}
