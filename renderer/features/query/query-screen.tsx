import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useKqlCheck } from '../../api/kql-check.ts';
import { useKqlEditing } from '../../api/kql-editing.ts';
import { type AskedQuery, useKqlRuns } from '../../api/kql-run.ts';
import { useStatus } from '../../api/tracking.ts';
import type { RenderHeader } from '../../components/header-parts.ts';
import { KqlEditor, type KqlEditorHandle } from '../../components/kql/kql-editor.tsx';
import { type QueryPart, queryParts } from '../../components/kql/parts.ts';
import { useNow } from '../../components/use-now.ts';
import type { QueryEntry } from './drafts.ts';
import { FirstQuestions } from './first-questions.tsx';
import { QueryNotes } from './query-notes.tsx';
import classes from './query-screen.module.css';
import { QueryTools } from './query-tools.tsx';
import { RunView } from './run-view.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { SidePanel } from './side-panel.tsx';
import { useExport } from './use-export.ts';
import { useQueries } from './use-queries.ts';

interface QueryScreenProps {
  readonly header: RenderHeader;
  readonly onOpenChange: (id: number) => void;
  /** Hands a query over to be made an alert rule. */
  readonly onMakeRule: (query: { readonly text: string; readonly name: string; readonly strict: boolean }) => void;
}

/** How many rows are asked for at first, and how many when those were too few. */
const portions = [10_000, 100_000, 500_000] as const;
/** How long (ms) nothing is typed before a query is checked. */
const pause = 300;
/** Windows in which the list of queries stands beside the editor unasked. */
const roomy = '(min-width: 1080px)';

/** Questions over what changed and what is there, in KQL: written, kept, asked, answered. */
export function QueryScreen({ header, onOpenChange, onMakeRule }: QueryScreenProps) {
  const now = useNow();
  const editor = useRef<KqlEditorHandle>(null);
  const queries = useQueries();
  const { entry } = queries;
  const id = entry?.id ?? '';
  const [strict, setStrict] = useState(false);
  const isRoomy = useMediaQuery(roomy, true, { getInitialValueInEffect: false });
  // Asked for or put away by its button; as the window has room for it otherwise.
  const [wanted, setWanted] = useState<{ readonly library: boolean; readonly isRoomy: boolean } | null>(null);
  const library = wanted?.isRoomy === isRoomy ? wanted.library : isRoomy;
  const [naming, setNaming] = useState<QueryEntry | null>(null);
  const [failed, setFailed] = useState('');
  const [part, setPart] = useState<QueryPart | null>(null);
  const [settled] = useDebouncedValue(part?.text ?? '', pause);
  const check = useKqlCheck(settled, strict).data;
  const { check: checkText, complete } = useKqlEditing(strict);
  const { runs, run, cancel } = useKqlRuns();
  const last = runs.get(id);
  const answer = last?.state === 'answered' ? last.answer : null;
  const taken = useExport(answer, entry?.name ?? '');
  const status = useStatus().data;

  const ask = (asked: Partial<AskedQuery> & Pick<AskedQuery, 'text'>, of = id) =>
    void run(of, { strict, rows: portions[0], ...asked });
  const again = () => last && ask(last.asked);
  const rows = portions.find((each) => last !== undefined && each > last.asked.rows);

  // A saved text that was changed elsewhere is shown, where nothing was written here.
  const known = useRef({ id, saved: entry?.saved ?? '' });
  useEffect(() => {
    const before = known.current;
    known.current = { id, saved: entry?.saved ?? '' };
    if (entry && !entry.edited && before.id === id && before.saved !== entry.saved) {
      editor.current?.replaceAll(entry.saved);
    }
  }, [entry, id]);

  const save = async (of: QueryEntry) => {
    if (of.kind !== 'own') return setNaming(of);
    setFailed((await queries.save(of)) ?? '');
  };

  return (
    <>
      {header({ title: 'Query', note: 'KQL over what changed and what is there' })}
      <div className={classes.screen}>
        {library && (
          <SidePanel queries={queries} onSaveAs={setNaming} onInsert={(name) => editor.current?.insert(name)} />
        )}
        <div className={classes.desk}>
          {entry && (
            <section className={classes.write} aria-label="The query">
              <QueryTools
                entry={entry}
                running={last?.state === 'running'}
                ready={part !== null}
                strict={strict}
                library={library}
                onLibrary={() => setWanted({ library: !library, isRoomy })}
                onRun={() => part && ask({ text: part.text })}
                onCancel={cancel}
                onSave={() => void save(entry)}
                onSaveAs={() => setNaming(entry)}
                onRevert={() => editor.current?.replaceAll(entry.saved)}
                onRule={() =>
                  part && onMakeRule({ text: part.text, name: entry.kind === 'unnamed' ? '' : entry.name, strict })
                }
                onStrict={setStrict}
              />
              {failed !== '' && (
                <div className={classes.failed} role="alert">
                  {failed}
                </div>
              )}
              <div className={classes.editor}>
                <KqlEditor
                  ref={editor}
                  label="Query in KQL"
                  id={id}
                  text={entry.text}
                  check={checkText}
                  complete={complete}
                  onChange={(text) => queries.write(entry, text)}
                  onPart={setPart}
                  onRun={({ text }) => ask({ text })}
                  onCancel={cancel}
                />
              </div>
              {check && part && (
                <QueryNotes
                  check={check}
                  firstLine={entry.text.slice(0, part.from).split('\n').length - 1}
                  onGo={({ start }) => editor.current?.goTo(part.from + start)}
                  onMend={(text) => editor.current?.replace(part.from, part.to, text)}
                />
              )}
            </section>
          )}
          <div className={classes.answer}>
            <RunView
              run={last}
              held={{
                changes: status?.space.changes ?? 0,
                items: status?.types.reduce((sum, { items }) => sum + items, 0) ?? 0,
              }}
              gaps={status?.gaps ?? []}
              now={now}
              more={rows === undefined || last === undefined ? null : { rows, ask: () => ask({ ...last.asked, rows }) }}
              told={taken.told}
              first={
                <FirstQuestions
                  entries={queries.entries}
                  onAsk={(chosen) => {
                    queries.open(chosen.id);
                    const [first] = queryParts(chosen.text);
                    if (first) ask({ text: first.text }, chosen.id);
                  }}
                />
              }
              onAgain={again}
              onExport={(format) => void taken.save(format)}
              onCopy={taken.copy}
              onOpenChange={onOpenChange}
            />
          </div>
        </div>
      </div>
      {naming && (
        <SaveDialog
          title="Save the query"
          name={naming.kind === 'unnamed' ? '' : naming.name}
          confirm="Save"
          onClose={() => setNaming(null)}
          onSave={(name) => queries.saveAs(naming, name)}
        />
      )}
    </>
  );
}
