import { type EditorState, type Extension, RangeSetBuilder, StateField } from '@codemirror/state';
import { GutterMarker, gutterLineClass } from '@codemirror/view';
import { partAt, queryParts } from './parts.ts';

const mark = new (class extends GutterMarker {
  override elementClass = 'cm-runsNumber';
})();

function marks(state: EditorState) {
  const builder = new RangeSetBuilder<GutterMarker>();
  const parts = queryParts(state.doc.toString());
  const part = partAt(parts, state.selection.main.head);
  // A single query needs no telling apart.
  if (part === null || parts.length < 2) return builder.finish();
  for (let at = part.from; at <= part.to; ) {
    const line = state.doc.lineAt(at);
    builder.add(line.from, line.from, mark);
    at = line.to + 1;
  }
  return builder.finish();
}

const field = StateField.define({
  create: marks,
  update: (before, transaction) =>
    transaction.docChanged || transaction.selection ? marks(transaction.state) : before,
  provide: (own) => gutterLineClass.from(own),
});

/** Where there are several queries, colours the line numbers of the one that would run. */
export const runningPart: Extension = field;
