import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ColumnBrowser } from './column-browser.tsx';
import type { QueryEntry } from './drafts.ts';
import { Library } from './library.tsx';
import { SaveDialog } from './save-dialog.tsx';
import classes from './side-panel.module.css';
import type { useQueries } from './use-queries.ts';
import { ViewChoice } from './view-choice.tsx';

interface SidePanelProps {
  readonly queries: ReturnType<typeof useQueries>;
  readonly onSaveAs: (entry: QueryEntry) => void;
  readonly onInsert: (name: string) => void;
}

/** Beside the editor: the queries there are, or the columns they can ask for. */
export function SidePanel({ queries, onSaveAs, onInsert }: SidePanelProps) {
  const [part, setPart] = useState<'queries' | 'columns'>('queries');
  const [renamed, setRenamed] = useState<QueryEntry | null>(null);
  const [removed, setRemoved] = useState<QueryEntry | null>(null);
  const own = removed?.kind === 'own';
  return (
    <aside className={classes.panel} aria-label="Queries and columns">
      <div className={classes.top}>
        <ViewChoice
          label="What to choose from"
          value={part}
          onChange={setPart}
          choices={[
            { value: 'queries', label: 'Queries' },
            { value: 'columns', label: 'Columns' },
          ]}
        />
      </div>
      {part === 'queries' ? (
        <Library
          entries={queries.entries}
          opened={queries.entry?.id}
          onOpen={({ id }) => queries.open(id)}
          onNew={() => queries.begin()}
          onRename={(entry) => (entry.kind === 'own' ? setRenamed(entry) : onSaveAs(entry))}
          onRemove={setRemoved}
        />
      ) : (
        <ColumnBrowser onInsert={onInsert} />
      )}
      {renamed && (
        <SaveDialog
          title="Rename the query"
          name={renamed.name}
          confirm="Rename"
          onClose={() => setRenamed(null)}
          onSave={(name) => queries.rename(renamed, name)}
        />
      )}
      <ConfirmDialog
        opened={removed !== null}
        title={own ? `Remove ${removed.name}?` : 'Discard what is written?'}
        keep="Keep it"
        confirm={own ? 'Remove the query' : 'Discard it'}
        onClose={() => setRemoved(null)}
        onConfirm={() => removed && void queries.discard(removed)}
      >
        {own
          ? 'Its text is gone then. Alert rules that were made of it stay as they are.'
          : 'It has not been saved anywhere.'}
      </ConfirmDialog>
    </aside>
  );
}
