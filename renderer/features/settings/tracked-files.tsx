import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { counted } from '../../../electron/shared/model/format.ts';
import type { TrackedFile } from '../../../electron/shared/model/settings.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import classes from './settings.module.css';
import { emptyDraft } from './tracked-draft.ts';
import { TrackedForm } from './tracked-form.tsx';
import { TrackedTable } from './tracked-table.tsx';

interface TrackedFilesProps {
  readonly files: readonly TrackedFile[];
  /** Saves the list; tells whether it could be. */
  readonly onChange: (files: readonly TrackedFile[]) => Promise<boolean>;
}

/** The tracked files and folders: switch, add, edit, remove. */
export function TrackedFiles({ files, onChange }: TrackedFilesProps) {
  const [text, setText] = useState('');
  const [edited, setEdited] = useState<TrackedFile | null>(null);
  const [removed, setRemoved] = useState<TrackedFile | null>(null);
  const words = text.toLowerCase().split(/\s+/);
  const shown = files.filter((file) => {
    const whole = `${file.name} ${file.path} ${file.group}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
  const put = (file: TrackedFile) =>
    onChange(
      files.some(({ id }) => id === file.id)
        ? files.map((each) => (each.id === file.id ? file : each))
        : [...files, file],
    );

  return (
    <section className={classes.card} aria-labelledby="section-files">
      <div className={classes.top}>
        <h2 id="section-files">Tracked files</h2>
        <span className={classes.dim}>{counted(files.filter((file) => file.enabled).length, 'pattern')} on</span>
        <TextInput
          w={190}
          aria-label="Find a tracked file"
          placeholder="Find"
          leftSection={<IconSearch size={14} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button variant="filled" leftSection={<IconPlus size={15} />} onClick={() => setEdited(emptyDraft())}>
          Add
        </Button>
      </div>
      <TrackedTable files={shown} onSwitch={put} onEdit={setEdited} onRemove={setRemoved} />
      {shown.length === 0 && (
        <p className={classes.text}>{files.length === 0 ? 'No file is tracked yet.' : 'No tracked file matches.'}</p>
      )}
      {edited && (
        <TrackedForm
          file={edited}
          isNew={!files.some(({ id }) => id === edited.id)}
          groups={[...new Set(files.map((file) => file.group))]}
          onClose={() => setEdited(null)}
          onSave={put}
        />
      )}
      <RemoveDialog
        item={removed && { name: removed.name, place: removed.path }}
        note="The files themselves are not touched."
        onClose={() => setRemoved(null)}
        onRemove={() => void onChange(files.filter((each) => each.id !== removed?.id))}
      />
    </section>
  );
}
