import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { presetOf, registryPresets, withPreset } from '../../../electron/shared/model/registry-presets.ts';
import type { TrackedRegistry } from '../../../electron/shared/model/settings.ts';
import { emptyKey } from './registry-draft.ts';
import { RegistryForm } from './registry-form.tsx';
import { RegistryPresets } from './registry-presets.tsx';
import { RegistryTable } from './registry-table.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import classes from './settings.module.css';

interface RegistrySectionProps {
  readonly keys: TrackedRegistry[];
  /** Saves the list; tells whether it could be. */
  readonly onChange: (keys: TrackedRegistry[]) => Promise<boolean>;
}

const presetIds: ReadonlySet<string> = new Set(registryPresets.map(({ id }) => id));

/** The tracked registry keys: the preset ones to switch on, and others to add, edit and remove. */
export function RegistrySection({ keys, onChange }: RegistrySectionProps) {
  const [edited, setEdited] = useState<TrackedRegistry | null>(null);
  const [removed, setRemoved] = useState<TrackedRegistry | null>(null);
  const own = keys.filter(({ id }) => !presetIds.has(id));
  const put = (key: TrackedRegistry) => {
    const isThere = keys.some(({ id }) => id === key.id);
    // A preset's key that is typed is the preset.
    const preset = isThere ? undefined : presetOf(key.key);
    const id = preset && !keys.some((each) => each.id === preset.id) ? preset.id : key.id;
    return onChange(isThere ? keys.map((each) => (each.id === key.id ? key : each)) : [...keys, { ...key, id }]);
  };

  return (
    <section className={classes.card} aria-labelledby="section-registry">
      <div className={classes.top}>
        <h2 id="section-registry">Tracked registry keys</h2>
        <span className={classes.dim}>{`${keys.filter(({ enabled }) => enabled).length} on`}</span>
        <Button variant="filled" leftSection={<IconPlus size={15} />} onClick={() => setEdited(emptyKey())}>
          Add
        </Button>
      </div>
      <RegistryTable keys={own} onSwitch={put} onEdit={setEdited} onRemove={setRemoved} />
      <RegistryPresets
        keys={keys}
        onSwitch={(preset, enabled) => void onChange(withPreset(keys, preset, enabled))}
        onEdit={setEdited}
      />
      {edited && (
        <RegistryForm
          item={edited}
          isNew={!keys.some(({ id }) => id === edited.id)}
          groups={[...new Set(keys.map(({ group }) => group))]}
          onClose={() => setEdited(null)}
          onSave={put}
        />
      )}
      <RemoveDialog
        item={removed && { name: removed.name, place: removed.key }}
        note="The key itself is not touched."
        onClose={() => setRemoved(null)}
        onRemove={() => void onChange(keys.filter(({ id }) => id !== removed?.id))}
      />
    </section>
  );
}
