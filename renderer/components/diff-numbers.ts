import { type Chunk, getChunks, getOriginalDoc } from '@codemirror/merge';
import type { EditorState } from '@codemirror/state';
import { type BlockInfo, type EditorView, GutterMarker, gutter, lineNumbers } from '@codemirror/view';

/** Line numbers, one below the other. */
class Numbers extends GutterMarker {
  constructor(readonly text: string) {
    super();
  }

  override eq(other: GutterMarker): boolean {
    return other instanceof Numbers && other.text === this.text;
  }

  override toDOM(): Node {
    return document.createTextNode(this.text);
  }
}

const chunksOf = (state: EditorState): readonly Chunk[] => getChunks(state)?.chunks ?? [];

/** The number that an unchanged line of the new text had in the old one; nothing for a line that is new. */
function oldNumber(view: EditorView, line: BlockInfo): GutterMarker | null {
  const { state } = view;
  const old = getOriginalDoc(state);
  let offset = 0;
  for (const chunk of chunksOf(state)) {
    if (line.from < chunk.fromB) break;
    if (line.from < chunk.toB) return null;
    offset = chunk.toA - chunk.toB;
  }
  const at = line.from + offset;
  return at < 0 || at > old.length ? null : new Numbers(String(old.lineAt(at).number));
}

/** The numbers of the removed lines that are shown as one block above the line that took their place. */
function removedNumbers(view: EditorView, block: BlockInfo): GutterMarker | null {
  const old = getOriginalDoc(view.state);
  const chunk = chunksOf(view.state).find((each) => each.fromB === block.from && each.fromA < each.toA);
  if (!chunk) return null;
  const first = old.lineAt(chunk.fromA).number;
  const last = old.lineAt(chunk.endA).number;
  return new Numbers(Array.from({ length: last - first + 1 }, (_, at) => first + at).join('\n'));
}

/** The old text's line numbers beside a unified difference. */
export const oldNumbers = gutter({
  class: 'cm-oldNumbers',
  lineMarker: oldNumber,
  widgetMarker: (view, widget, block) => (isCollapsed(widget) ? null : removedNumbers(view, block)),
  initialSpacer: (view) => new Numbers(String(getOriginalDoc(view.state).lines)),
});

/** A fold of unchanged lines stands at a place of the new text too, but removes nothing. */
const isCollapsed = (widget: object) => 'lines' in widget;

/** The new text's own line numbers. */
export const newNumbers = lineNumbers();
