import { ActionIcon, Switch, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { Fragment } from 'react';
import { whyRecommended } from '../../../electron/shared/model/recommended.ts';
import type { TrackedRegistry } from '../../../electron/shared/model/settings.ts';
import { keyTraits } from './registry-draft.ts';
import classes from './settings.module.css';

interface RegistryTableProps {
  readonly keys: readonly TrackedRegistry[];
  readonly onSwitch: (item: TrackedRegistry) => void;
  readonly onEdit: (item: TrackedRegistry) => void;
  readonly onRemove: (item: TrackedRegistry) => void;
}

/** Tracked keys under their groups, each with why it is worth watching. */
export function RegistryTable({ keys, onSwitch, onEdit, onRemove }: RegistryTableProps) {
  const groups = [...new Set(keys.map(({ group }) => group))];
  return (
    <table className={classes.tracked}>
      <colgroup>
        <col width={44} />
        <col />
        <col width="45%" />
        <col width={66} />
      </colgroup>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">On</th>
          <th scope="col">Name</th>
          <th scope="col">How</th>
          <th scope="col">Edit and remove</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Fragment key={group}>
            <tr className={classes.group}>
              <th scope="rowgroup" colSpan={4}>
                {group}
              </th>
            </tr>
            {keys
              .filter((item) => item.group === group)
              .map((item) => (
                <Fragment key={item.id}>
                  <tr data-off={!item.enabled}>
                    <td>
                      <Switch
                        size="xs"
                        aria-label={`Track ${item.name}`}
                        checked={item.enabled}
                        onChange={(event) => onSwitch({ ...item, enabled: event.currentTarget.checked })}
                      />
                    </td>
                    <td title={item.name}>{item.name}</td>
                    <td className={classes.traits} title={keyTraits(item).join(', ')}>
                      {keyTraits(item).join(', ')}
                    </td>
                    <td className={classes.actions}>
                      <Tooltip label="Edit">
                        <ActionIcon aria-label={`Edit ${item.name}`} onClick={() => onEdit(item)}>
                          <IconPencil size={15} stroke={1.8} />
                        </ActionIcon>
                      </Tooltip>
                      <Tooltip label="Remove">
                        <ActionIcon aria-label={`Remove ${item.name}`} onClick={() => onRemove(item)}>
                          <IconTrash size={15} stroke={1.8} />
                        </ActionIcon>
                      </Tooltip>
                    </td>
                  </tr>
                  <tr className={classes.why} data-off={!item.enabled}>
                    <td />
                    <td colSpan={3}>
                      {whyRecommended(item.id)}
                      <code className={classes.keyName}>{item.key}</code>
                    </td>
                  </tr>
                </Fragment>
              ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
