import { Alert, Autocomplete, Button, Modal, SegmentedControl, Switch, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { whyRecommended } from '../../../electron/shared/model/recommended.ts';
import { parseRegistryKey } from '../../../electron/shared/model/registry-key.ts';
import { presetOf } from '../../../electron/shared/model/registry-presets.ts';
import { registryViews, type TrackedRegistry, trackedRegistrySchema } from '../../../electron/shared/model/settings.ts';
import { Form, FormEnds } from '../../components/form.tsx';
import { FormRow } from '../../components/form-row.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { errorsByPath } from '../../words/settings.ts';
import { RegistryKeyField } from './registry-key-field.tsx';
import classes from './settings.module.css';

interface RegistryFormProps {
  readonly item: TrackedRegistry;
  readonly isNew: boolean;
  /** The groups there are, to choose from. */
  readonly groups: readonly string[];
  readonly onClose: () => void;
  /** Saves; tells whether it could be. */
  readonly onSave: (item: TrackedRegistry) => Promise<boolean>;
}

const viewLabels: Readonly<Record<TrackedRegistry['view'], string>> = {
  '64': '64-bit',
  '32': '32-bit',
  both: 'Both',
};

/** All fields of a tracked registry key. */
export function RegistryForm({ item, isNew, groups, onClose, onSave }: RegistryFormProps) {
  const [draft, setDraft] = useState(item);
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const [failed, setFailed] = useState(false);
  const set = (part: Partial<TrackedRegistry>) => setDraft((before) => ({ ...before, ...part }));
  const why = whyRecommended(item.id) ?? presetOf(draft.key)?.purpose;

  const save = async () => {
    const key = draft.key.trim();
    const parsedKey = parseRegistryKey(key);
    // A name may be left out: the last part of the key is one.
    const last = parsedKey.ok ? parsedKey.key.split('\\').at(-1) : '';
    const parsed = trackedRegistrySchema.safeParse({ ...draft, key, name: draft.name.trim() || last || key });
    if (!parsed.success) {
      const faults = new Map(errorsByPath(parsed.error));
      if (key === '') faults.delete('name');
      return setErrors(faults);
    }
    setErrors(new Map());
    if (await onSave(parsed.data)) onClose();
    else setFailed(true);
  };

  return (
    <Modal opened onClose={onClose} title={isNew ? 'Track a registry key' : `Edit ${item.name}`} size={560}>
      <Form onSubmit={() => void save()}>
        {why && <p className={classes.text}>{why}</p>}
        <FormRow label="Key" htmlFor="registry-key">
          <RegistryKeyField
            id="registry-key"
            value={draft.key}
            error={errors.get('key')}
            onChange={(key) => set({ key })}
          />
        </FormRow>
        <FormRow label="Name" htmlFor="registry-name">
          <TextInput
            id="registry-name"
            value={draft.name}
            placeholder="As the last part of the key"
            error={errors.get('name')}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        </FormRow>
        <FormRow label="Group" htmlFor="registry-group">
          <Autocomplete
            id="registry-group"
            size="xs"
            value={draft.group}
            data={[...groups]}
            onChange={(group) => set({ group })}
          />
        </FormRow>
        <FormRow label="All below it" htmlFor="registry-recursion">
          <Switch
            id="registry-recursion"
            checked={draft.recursion}
            onChange={(event) => set({ recursion: event.currentTarget.checked })}
          />
        </FormRow>
        {draft.recursion && (
          <FormRow label="Keys deep" htmlFor="registry-depth">
            <NumberField
              id="registry-depth"
              kind="count"
              placeholder="No end"
              value={draft.maxDepth}
              error={errors.get('maxDepth')}
              onCommit={(maxDepth) => set({ maxDepth })}
            />
          </FormRow>
        )}
        <FormRow label="Only values" htmlFor="registry-value" help="A name, with * and ? as wildcards.">
          <TextInput
            id="registry-value"
            value={draft.valueName}
            placeholder="All of them"
            spellCheck={false}
            error={errors.get('valueName')}
            onChange={(event) => set({ valueName: event.currentTarget.value })}
          />
        </FormRow>
        <FormRow
          label="Leave out"
          htmlFor="registry-excludes"
          help="With a backslash a pattern is for the whole key, without one for the name of a key or a value."
        >
          <TagsInput
            id="registry-excludes"
            value={[...draft.excludes]}
            placeholder="Cache*, then Enter"
            splitChars={[]}
            onChange={(excludes) => set({ excludes })}
          />
        </FormRow>
        <FormRow label="View" help="32-bit programs have a part of the registry of their own.">
          <SegmentedControl
            size="xs"
            aria-label="View"
            value={draft.view}
            data={registryViews.map((value) => ({ value, label: viewLabels[value] }))}
            onChange={(value) => set({ view: registryViews.find((each) => each === value) ?? '64' })}
          />
        </FormRow>
        <FormRow
          label="Keep content"
          htmlFor="registry-content"
          help="The bytes of large values, for the difference. Others are always there."
        >
          <Switch
            id="registry-content"
            checked={draft.keepContent}
            onChange={(event) => set({ keepContent: event.currentTarget.checked })}
          />
        </FormRow>
        <FormRow label="Must exist" htmlFor="registry-exist" help="Say so in the status while no such key is there.">
          <Switch
            id="registry-exist"
            checked={draft.mustExist}
            onChange={(event) => set({ mustExist: event.currentTarget.checked })}
          />
        </FormRow>
        {failed && <Alert color="red">It could not be saved. The reason stands above the settings.</Alert>}
        <FormEnds>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled">
            {isNew ? 'Track it' : 'Save'}
          </Button>
        </FormEnds>
      </Form>
    </Modal>
  );
}
