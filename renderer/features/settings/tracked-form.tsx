import { Alert, Autocomplete, Button, Modal, SegmentedControl, Switch, TagsInput, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PatternFault } from '../../../electron/shared/contract/pattern.ts';
import { whyRecommended } from '../../../electron/shared/model/recommended.ts';
import { type TrackedFile, trackedFileSchema } from '../../../electron/shared/model/settings.ts';
import { patternFaults, useTryPattern } from '../../api/pattern.ts';
import { usePlatformWords } from '../../api/platform.ts';
import { Form, FormEnds } from '../../components/form.tsx';
import { FormRow } from '../../components/form-row.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { errorsByField } from '../../words/settings.ts';
import { capitalised } from '../../words/values.ts';
import { LinuxSudo } from './linux-sudo.tsx';
import { PathField } from './path-field.tsx';
import { PatternNotes } from './pattern-notes.tsx';
import classes from './settings.module.css';
import { patternOf } from './tracked-draft.ts';

interface TrackedFormProps {
  readonly file: TrackedFile;
  readonly isNew: boolean;
  /** The groups there are, to choose from. */
  readonly groups: readonly string[];
  readonly onClose: () => void;
  /** Saves; tells whether it could be. */
  readonly onSave: (file: TrackedFile) => Promise<boolean>;
}

const linkChoices = [
  { value: 'follow', label: 'Follow' },
  { value: 'ignore', label: 'Ignore' },
  { value: 'manage', label: 'Track the link itself' },
];

/** All fields of a tracked file or folder. */
export function TrackedForm({ file, isNew, groups, onClose, onSave }: TrackedFormProps) {
  const [draft, setDraft] = useState(file);
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const [failed, setFailed] = useState(false);
  const { trial, settling } = useTryPattern(useMemo(() => patternOf(draft), [draft]));
  const faults = useMemo(() => faultWords(trial?.faults ?? []), [trial]);
  const set = (part: Partial<TrackedFile>) => {
    setErrors(new Map());
    setDraft((before) => ({ ...before, ...part }));
  };
  const folder = draft.pathType === 'directory';
  const { directory, directories } = usePlatformWords();
  const why = whyRecommended(file.id);

  const save = async () => {
    // A name may be left out: the path is one.
    const named = { ...draft, name: draft.name.trim() === '' ? draft.path.slice(0, 200) : draft.name.trim() };
    const parsed = trackedFileSchema.safeParse(named);
    if (!parsed.success) {
      const wrong = new Map(errorsByField(parsed.error));
      // What is missing is the path, not a name for it.
      if (named.name === '') wrong.delete('name');
      return setErrors(wrong);
    }
    const found = faultWords(await patternFaults(patternOf(parsed.data)));
    setErrors(found);
    if (found.size > 0) return;
    if (await onSave(parsed.data)) onClose();
    else setFailed(true);
  };

  return (
    <Modal opened onClose={onClose} title={isNew ? `Track a file or ${directory}` : `Edit ${file.name}`} size={560}>
      <Form onSubmit={() => void save()}>
        {why && <p className={classes.text}>{why}</p>}
        <FormRow label="Kind">
          <SegmentedControl
            size="xs"
            value={draft.pathType}
            data={[
              { value: 'file', label: 'File' },
              { value: 'directory', label: capitalised(directory) },
            ]}
            onChange={(value) => set({ pathType: value === 'directory' ? 'directory' : 'file' })}
          />
        </FormRow>
        <FormRow label="Path" htmlFor="tracked-path">
          <PathField
            id="tracked-path"
            value={draft.path}
            kind={draft.pathType}
            error={errors.get('path') ?? faults.get('path')}
            onChange={(path) => set({ path })}
          />
          <PatternNotes trial={trial} settling={settling} />
        </FormRow>
        <FormRow label="Name" htmlFor="tracked-name">
          <TextInput
            id="tracked-name"
            value={draft.name}
            placeholder="As the path"
            error={errors.get('name')}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        </FormRow>
        <FormRow label="Group" htmlFor="tracked-group">
          <Autocomplete
            id="tracked-group"
            size="xs"
            value={draft.group}
            data={[...groups]}
            onChange={(group) => set({ group })}
          />
        </FormRow>
        {folder && (
          <FormRow label="All below it" htmlFor="tracked-recursion">
            <Switch
              id="tracked-recursion"
              checked={draft.recursion}
              onChange={(event) => set({ recursion: event.currentTarget.checked })}
            />
          </FormRow>
        )}
        {folder && draft.recursion && (
          <FormRow label={`${capitalised(directories)} deep`} htmlFor="tracked-depth">
            <NumberField
              id="tracked-depth"
              kind="count"
              placeholder="No end"
              value={draft.maxDepth}
              error={errors.get('maxDepth')}
              onCommit={(maxDepth) => set({ maxDepth })}
            />
          </FormRow>
        )}
        <FormRow
          label="Leave out"
          htmlFor="tracked-excludes"
          help="With a slash a pattern is for the whole path, without one for a name."
        >
          <TagsInput
            id="tracked-excludes"
            value={[...draft.excludes]}
            placeholder="*.log, then Enter"
            splitChars={[]}
            error={errors.get('excludes') ?? faults.get('excludes')}
            onChange={(excludes) => set({ excludes })}
          />
        </FormRow>
        <FormRow label="Links">
          <SegmentedControl
            size="xs"
            value={draft.links}
            data={linkChoices}
            onChange={(value) => set({ links: value === 'ignore' || value === 'manage' ? value : 'follow' })}
          />
        </FormRow>
        <FormRow
          label="Keep content"
          htmlFor="tracked-content"
          help="For the difference. Of secret files it is never kept."
        >
          <Switch
            id="tracked-content"
            checked={draft.keepContent}
            onChange={(event) => set({ keepContent: event.currentTarget.checked })}
          />
        </FormRow>
        <FormRow label="Read up to" htmlFor="tracked-size" help="Larger files are compared by size and times.">
          <NumberField
            id="tracked-size"
            kind="bytes"
            placeholder="Any size"
            value={draft.maxSize}
            error={errors.get('maxSize')}
            onCommit={(maxSize) => set({ maxSize })}
          />
        </FormRow>
        <FormRow
          label="Growing log"
          htmlFor="tracked-growing"
          help="What is added, and rotation, are no changes; edits and truncation are. No content is kept."
        >
          <Switch
            id="tracked-growing"
            checked={draft.growing}
            onChange={(event) => set({ growing: event.currentTarget.checked })}
          />
        </FormRow>
        <LinuxSudo value={draft.useSudo} onChange={(useSudo) => set({ useSudo })} />
        <FormRow label="Must exist" htmlFor="tracked-exist" help="Say so in the status while nothing is there.">
          <Switch
            id="tracked-exist"
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

/** What is wrong with each field's patterns; the first thing where there are several. */
const faultWords = (faults: readonly PatternFault[]): ReadonlyMap<string, string> =>
  new Map(faults.toReversed().map(({ field, message, advice }) => [field, `${message} ${advice}`]));
