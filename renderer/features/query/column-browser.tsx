import { TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { columnGroups, queryTables } from '../../words/columns.ts';
import classes from './column-browser.module.css';
import { ViewChoice } from './view-choice.tsx';

type TableName = (typeof queryTables)[number]['name'];

/** The tables and their columns; a click puts one into the query. */
export function ColumnBrowser({ onInsert }: { readonly onInsert: (name: string) => void }) {
  const [name, setName] = useState<TableName>('ConfigurationChange');
  const [wanted, setWanted] = useState('');
  const table = queryTables.find((each) => each.name === name) ?? queryTables[0];
  const groups = useMemo(() => (table ? columnGroups(table.columns) : []), [table]);
  const words = wanted.trim().toLowerCase();
  const found = groups
    .map((group) => ({
      ...group,
      columns: group.columns.filter((each) => `${each.name} ${each.words}`.toLowerCase().includes(words)),
    }))
    .filter(({ columns }) => columns.length > 0);
  return (
    <div className={classes.browser}>
      <div className={classes.top}>
        <ViewChoice
          label="Table"
          value={name}
          onChange={setName}
          choices={[
            { value: 'ConfigurationChange', label: 'Changes' },
            { value: 'ConfigurationData', label: 'What is there' },
          ]}
        />
        <TextInput
          aria-label="Search columns"
          placeholder="Search columns"
          leftSection={<IconSearch size={14} />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      </div>
      <div className={classes.list}>
        {table && words === '' && (
          <UnstyledButton className={classes.column} onClick={() => onInsert(table.name)}>
            <span>
              <b>{table.name}</b>
              <i>table</i>
            </span>
            <small>{table.about}</small>
          </UnstyledButton>
        )}
        {found.map((group) => (
          <section key={group.name} aria-label={group.name}>
            <h3>{group.name}</h3>
            {group.columns.map((column) => (
              <UnstyledButton key={column.name} className={classes.column} onClick={() => onInsert(column.name)}>
                <span>
                  <b>{column.name}</b>
                  <i>{column.type}</i>
                </span>
                <small>{column.words}</small>
              </UnstyledButton>
            ))}
          </section>
        ))}
        {found.length === 0 && <p className={classes.none}>No column is called so.</p>}
      </div>
    </div>
  );
}
