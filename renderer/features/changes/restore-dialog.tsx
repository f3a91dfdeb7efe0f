import { Alert, Button, Group, Modal, Skeleton, Tabs } from '@mantine/core';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { RestorePreview } from '../../../electron/shared/contract/restore.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import { changedFields } from '../../../electron/shared/model/differences.ts';
import { lostWords } from '../../../electron/shared/model/restore-words.ts';
import { changeTitle } from '../../../electron/shared/model/words.ts';
import { useRestore, useRestorePreview, useSaveCopy } from '../../api/restore.ts';
import { FieldTable } from '../../components/field-table.tsx';
import { useNow } from '../../components/use-now.ts';
import { restoreNotes } from '../../words/restore.ts';
import { Content } from './content.tsx';
import classes from './restore.module.css';

interface RestoreDialogProps {
  readonly change: Change;
  readonly onClose: () => void;
}

/** Puts back what a file held before a change: shows what would be written, and writes it when told to. */
export function RestoreDialog({ change, onClose }: RestoreDialogProps) {
  const now = useNow();
  const preview = useRestorePreview(change.id);
  const restore = useRestore();
  const copy = useSaveCopy();
  const shown = preview.data;
  const error = restore.error ?? copy.error ?? preview.error;
  const fault = error ? TidemarkError.from(error) : (shown?.obstacle ?? null);
  const writable = shown && !shown.same && !shown.obstacle && !preview.isFetching && !restore.data;

  const putBack = ({ target, now: present, lost: foretold }: RestorePreview) =>
    restore.mutate(
      { id: change.id, target, present: present === null ? null : String(present.checksum) },
      // What is there may be other than what is shown: look again.
      {
        // What the system refused beyond what was foretold is to be read first.
        onSuccess: ({ lost }) => (lost.length > foretold.length ? undefined : onClose()),
        onError: () => void preview.refetch(),
      },
    );

  return (
    <Modal opened onClose={onClose} title={`Put back ${changeTitle(change)}`} size={760}>
      {fault && (
        <Alert color="red" mb="sm" title={fault.message}>
          {fault.advice}
        </Alert>
      )}
      {restore.data && (
        <Alert mb="sm" role="status" title="It was put back.">
          {lostWords(restore.data.lost)}
        </Alert>
      )}
      {copy.data && (
        <Alert mb="sm" role="status">
          Saved as <code>{copy.data}</code>.
        </Alert>
      )}
      {preview.isPending && <Skeleton height={160} mb="sm" />}
      {shown && (
        <>
          {restoreNotes(shown).map((note) => (
            <p key={note} className={classes.note}>
              {note}
            </p>
          ))}
          {!shown.same && (
            <Tabs defaultValue="content" keepMounted={false} className={classes.tabs ?? ''}>
              <Tabs.List>
                <Tabs.Tab value="content">Content</Tabs.Tab>
                <Tabs.Tab value="fields">Fields</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="content" className={classes.content ?? ''} aria-label="What would change">
                <Content content={shown.content} mode="inline" />
              </Tabs.Panel>
              <Tabs.Panel value="fields" className={classes.content ?? ''} aria-label="What it would be">
                <FieldTable
                  type="Files"
                  before={shown.now}
                  after={shown.result}
                  changed={shown.now ? changedFields('Files', shown.now, shown.result) : []}
                  now={now}
                />
              </Tabs.Panel>
            </Tabs>
          )}
        </>
      )}
      <Group justify="flex-end" gap="xs">
        {fault?.kind !== 'notFound' && (
          <Button mr="auto" loading={copy.isPending} onClick={() => copy.mutate(change.id)}>
            Save a copy…
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {shown?.same || restore.data ? 'Close' : 'Cancel'}
        </Button>
        {!shown?.same && (
          <Button
            variant="filled"
            disabled={!writable}
            loading={restore.isPending}
            onClick={() => shown && putBack(shown)}
          >
            Put it back
          </Button>
        )}
      </Group>
    </Modal>
  );
}
