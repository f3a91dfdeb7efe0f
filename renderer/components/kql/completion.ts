import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import type { KqlCompletion } from '../../../electron/shared/contract/kql.ts';
import { partAt, queryParts } from './parts.ts';

type Item = KqlCompletion['items'][number];

/** Asks what could stand at a position of one query. */
export type Complete = (text: string, position: number) => Promise<KqlCompletion>;

const kindWords: Readonly<Record<Item['kind'], string>> = {
  table: 'table',
  column: 'column',
  function: 'function',
  operator: 'operator',
  keyword: 'keyword',
  variable: 'name',
  value: 'value',
};

function optionOf({ label, kind, before, after, detail }: Item, order: number): Completion {
  return {
    label,
    detail: detail === '' ? kindWords[kind] : detail,
    // The parser's own order holds where two fit equally well.
    boost: -Math.min(order, 90),
    apply: (view, _completion, from, to) =>
      view.dispatch({
        changes: { from, to, insert: before + after },
        selection: { anchor: from + before.length },
        userEvent: 'input.complete',
      }),
  };
}

/** Unasked, suggestions come within a word, and where something must follow: behind a bar and behind these words. */
const opens = /(?:[\w!]|(?:\||==|!=|=~|!~|\b(?:where|project|extend|summarize|by|on|and|or|render|join))\s)$/;

async function suggest(complete: Complete, context: CompletionContext): Promise<CompletionResult | null> {
  const { state, pos } = context;
  if (!context.explicit && context.matchBefore(opens) === null) return null;
  const part = partAt(queryParts(state.doc.toString()), pos);
  // Behind a blank line a new query begins, of which nothing is written yet.
  const within = part !== null && pos <= state.doc.lineAt(part.to).to && pos >= part.from;
  const from = within ? part.from : pos;
  const text = within ? state.sliceDoc(from, Math.max(part.to, pos)) : '';
  const found = await complete(text, pos - from);
  // Another key was pressed meanwhile: what is found is no answer to it.
  if (context.aborted || found.items.length === 0) return null;
  // Nor is one wanted where the word stands already, or by somebody who has left the editor.
  const [only, other] = found.items;
  const isWritten = only?.label === text.slice(found.start, found.start + found.length) && other === undefined;
  if (!context.explicit && (isWritten || context.view?.hasFocus === false)) return null;
  return {
    from: from + found.start,
    to: Math.max(pos, from + found.start + found.length),
    options: found.items.map(optionOf),
    validFor: /^[\w-]*$/,
  };
}

/** Suggestions of the parser while one types; Tab takes one where they are shown, and leaves the editor otherwise. */
export const kqlCompletion = (complete: Complete): Extension => [
  autocompletion({
    override: [(context) => suggest(complete, context)],
    icons: false,
    maxRenderedOptions: 200,
    activateOnTypingDelay: 80,
  }),
  keymap.of([{ key: 'Tab', run: acceptCompletion }]),
];
