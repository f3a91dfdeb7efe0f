import { closeBrackets, closeBracketsKeymap, closeCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { EditorState, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { type Check, checkAgain, kqlCheck } from './check.ts';
import { type Complete, kqlCompletion } from './completion.ts';
import classes from './kql-editor.module.css';
import { kqlLanguage } from './language.ts';
import { partAt, type QueryPart, queryParts } from './parts.ts';
import { runningPart } from './running-part.ts';
import { kqlTheme } from './theme.ts';

/** What can be done to the text from beside the editor; each of it can be undone there. */
export interface KqlEditorHandle {
  /** Puts a text where the cursor is, parted from what stands there. */
  insert(text: string): void;
  /** Puts a text in the place of another one. */
  replace(from: number, to: number, text: string): void;
  replaceAll(text: string): void;
  goTo(position: number): void;
}

interface KqlEditorProps {
  readonly label: string;
  /** Which text is written: each keeps its own history and cursor. */
  readonly id: string;
  /** The text to begin with, when `id` is seen first. */
  readonly text: string;
  readonly ref?: Ref<KqlEditorHandle>;
  readonly check: Check;
  readonly complete: Complete;
  readonly onChange: (text: string) => void;
  /** The query that the cursor is in, whenever that changes; `null` where there is none. */
  readonly onPart: (part: QueryPart | null) => void;
  /** Runs the query that the cursor is in. */
  readonly onRun: (part: QueryPart) => void;
  /** Ends what runs; `false` where nothing does. */
  readonly onCancel: () => boolean;
}

const partOf = (state: EditorState) => partAt(queryParts(state.doc.toString()), state.selection.main.head);

/** An editor of queries: colours, completion, marks of what is wrong, undo. */
export function KqlEditor({ label, id, text, ref, ...props }: KqlEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const shown = useRef<EditorView | null>(null);
  const states = useRef(new Map<string, EditorState>());
  // The editor outlives many renders and calls what they last brought.
  const latest = useRef({ text, ...props });
  useEffect(() => {
    latest.current = { text, ...props };
  });

  useEffect(() => {
    const element = parent.current;
    if (!element) return;
    const kept = states.current;
    const before = kept.get(id);
    // What was changed elsewhere meanwhile begins anew.
    const isCurrent = before?.doc.toString() === latest.current.text;
    const view = new EditorView({
      parent: element,
      state:
        before && isCurrent
          ? before
          : EditorState.create({ doc: latest.current.text, extensions: extensions(label, latest) }),
    });
    shown.current = view;
    latest.current.onPart(partOf(view.state));
    return () => {
      kept.set(id, view.state);
      shown.current = null;
      view.destroy();
    };
  }, [id, label]);

  useImperativeHandle(ref, () => {
    const put = (from: number, to: number, insert: string) => {
      const view = shown.current;
      view?.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        scrollIntoView: true,
      });
      view?.focus();
    };
    return {
      insert: (words) => {
        const view = shown.current;
        if (!view) return;
        const { from, to } = view.state.selection.main;
        const gap = from > 0 && /[\w)"'|,]/.test(view.state.sliceDoc(from - 1, from)) ? ' ' : '';
        put(from, to, gap + words);
      },
      replace: put,
      replaceAll: (words) => put(0, shown.current?.state.doc.length ?? 0, words),
      goTo: (position) => {
        const view = shown.current;
        const anchor = Math.min(position, view?.state.doc.length ?? 0);
        view?.dispatch({ selection: { anchor }, scrollIntoView: true });
        view?.focus();
      },
      recheck: () => shown.current?.dispatch({ effects: checkAgain.of(null) }),
    };
  }, []);

  return <div ref={parent} className={classes.editor} />;
}

type Calls = Pick<KqlEditorProps, 'check' | 'complete' | 'onChange' | 'onPart' | 'onRun' | 'onCancel'>;

function extensions(label: string, latest: { readonly current: Calls }) {
  const run = (view: EditorView) => {
    closeCompletion(view);
    const part = partOf(view.state);
    if (part) latest.current.onRun(part);
    return true;
  };
  return [
    Prec.high(keymap.of([{ key: 'Mod-Enter', run, preventDefault: true }])),
    lineNumbers(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    kqlLanguage,
    kqlTheme,
    runningPart,
    kqlCompletion((text, position) => latest.current.complete(text, position)),
    kqlCheck((text) => latest.current.check(text)),
    placeholder('ConfigurationChange'),
    tooltips({ position: 'fixed', parent: document.body }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      { key: 'Escape', run: () => latest.current.onCancel() },
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.onChange(update.state.doc.toString());
      if (update.docChanged || update.selectionSet) latest.current.onPart(partOf(update.state));
    }),
  ];
}
