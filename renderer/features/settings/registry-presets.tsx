import { ActionIcon, Switch, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type RegistryPreset, registryPresets } from '../../../electron/shared/model/registry-presets.ts';
import type { TrackedRegistry } from '../../../electron/shared/model/settings.ts';
import classes from './registry.module.css';

interface RegistryPresetsProps {
  readonly keys: readonly TrackedRegistry[];
  readonly onSwitch: (preset: RegistryPreset, enabled: boolean) => void;
  readonly onEdit: (item: TrackedRegistry) => void;
}

/** The preset keys: what each is for, and a switch each. */
export function RegistryPresets({ keys, onSwitch, onEdit }: RegistryPresetsProps) {
  const items = new Map(keys.map((item) => [item.id, item]));
  const on = registryPresets.filter(({ id }) => items.get(id)?.enabled).length;
  return (
    <>
      <h3 id="registry-presets" className={classes.title}>
        Where programs hook in
        <span>{`${on} of ${registryPresets.length} on`}</span>
      </h3>
      <ul className={classes.presets} aria-labelledby="registry-presets">
        {registryPresets.map((preset) => {
          const { id, name, key, purpose } = preset;
          const item = items.get(id);
          return (
            <li key={id} data-off={!item?.enabled}>
              <Switch
                id={id}
                size="xs"
                aria-describedby={`${id}-purpose`}
                checked={item?.enabled ?? false}
                onChange={(event) => onSwitch(preset, event.currentTarget.checked)}
              />
              <div>
                <label htmlFor={id}>{name}</label>
                <p id={`${id}-purpose`}>{purpose}</p>
                <code>{key}</code>
              </div>
              {item && (
                <Tooltip label="Edit">
                  <ActionIcon aria-label={`Edit ${name}`} onClick={() => onEdit(item)}>
                    <IconPencil size={15} stroke={1.8} />
                  </ActionIcon>
                </Tooltip>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
