import { ActionIcon, Switch, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { Fragment } from 'react';
import { whyRecommended } from '../../../electron/shared/model/recommended.ts';
import type { TrackedFile } from '../../../electron/shared/model/settings.ts';
import { usePlatformWords } from '../../api/platform.ts';
import classes from './settings.module.css';
import { traits } from './tracked-draft.ts';
import { commonReason, WhyRow } from './why-row.tsx';

interface TrackedTableProps {
  readonly files: readonly TrackedFile[];
  readonly onSwitch: (file: TrackedFile) => void;
  readonly onEdit: (file: TrackedFile) => void;
  readonly onRemove: (file: TrackedFile) => void;
}

/** Tracked files under their groups. */
export function TrackedTable({ files, onSwitch, onEdit, onRemove }: TrackedTableProps) {
  const words = usePlatformWords();
  const groups = [...new Set(files.map((file) => file.group))].map((group) => {
    const items = files.filter((file) => file.group === group);
    return { group, items, reason: commonReason(items) };
  });
  return (
    <table className={classes.tracked}>
      <colgroup>
        <col width={44} />
        <col />
        <col width="40%" />
        <col width={150} />
        <col width={66} />
      </colgroup>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">On</th>
          <th scope="col">Name</th>
          <th scope="col">Path</th>
          <th scope="col">How</th>
          <th scope="col">Edit and remove</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ group, items, reason }) => (
          <Fragment key={group}>
            <tr className={classes.group}>
              <th scope="rowgroup" colSpan={5}>
                {group}
                {reason && <span>{reason}</span>}
              </th>
            </tr>
            {items.map((file) => (
              <Fragment key={file.id}>
                <tr data-off={!file.enabled}>
                  <td>
                    <Switch
                      size="xs"
                      aria-label={`Track ${file.name}`}
                      checked={file.enabled}
                      onChange={(event) => onSwitch({ ...file, enabled: event.currentTarget.checked })}
                    />
                  </td>
                  <td title={file.name}>{file.name}</td>
                  <td className={classes.pattern} title={file.path}>
                    {file.path}
                  </td>
                  <td className={classes.traits} title={traits(file, words).join(', ')}>
                    {traits(file, words).join(', ')}
                  </td>
                  <td className={classes.actions}>
                    <Tooltip label="Edit">
                      <ActionIcon aria-label={`Edit ${file.name}`} onClick={() => onEdit(file)}>
                        <IconPencil size={15} stroke={1.8} />
                      </ActionIcon>
                    </Tooltip>
                    <Tooltip label="Remove">
                      <ActionIcon aria-label={`Remove ${file.name}`} onClick={() => onRemove(file)}>
                        <IconTrash size={15} stroke={1.8} />
                      </ActionIcon>
                    </Tooltip>
                  </td>
                </tr>
                {reason === undefined && <WhyRow why={whyRecommended(file.id)} />}
              </Fragment>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
