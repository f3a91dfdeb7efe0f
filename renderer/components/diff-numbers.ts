import { type Chunk, getChunks, getOriginalDoc } from '@codemirror/merge';
import type { EditorState, Extension } from '@codemirror/state';
import { type BlockInfo, type EditorView, GutterMarker, gutter, type WidgetType } from '@codemirror/view';

type Tint = 'cm-addedNumbers' | 'cm-removedNumbers' | 'cm-foldNumbers' | '';

/** Line numbers, one below the other, on the ground of the lines beside them. */
class Numbers extends GutterMarker {
  override elementClass: string;

  constructor(
    readonly text: string,
    tint: Tint = '',
  ) {
    super();
    this.elementClass = tint;
  }

  override eq(other: GutterMarker): boolean {
    return other instanceof Numbers && other.text === this.text && other.elementClass === this.elementClass;
  }

  override toDOM(): Node {
    return document.createTextNode(this.text);
  }
}

const chunksOf = (state: EditorState): readonly Chunk[] => getChunks(state)?.chunks ?? [];

/** Whether a line of the new text is a changed one, and how far behind the old text's places the new one's are. */
function placeOf(view: EditorView, line: BlockInfo): { readonly changed: boolean; readonly offset: number } {
  let offset = 0;
  for (const chunk of chunksOf(view.state)) {
    if (line.from < chunk.fromB) break;
    if (line.from < chunk.toB) return { changed: true, offset };
    offset = chunk.toA - chunk.toB;
  }
  return { changed: false, offset };
}

/** The number that an unchanged line of the new text had in the old one. */
function oldNumber(view: EditorView, line: BlockInfo): GutterMarker | null {
  const { changed, offset } = placeOf(view, line);
  if (changed) return new Numbers('', 'cm-addedNumbers');
  const old = getOriginalDoc(view.state);
  const at = line.from + offset;
  return at < 0 || at > old.length ? null : new Numbers(String(old.lineAt(at).number));
}

function newNumber(view: EditorView, line: BlockInfo): GutterMarker {
  const { changed } = placeOf(view, line);
  return new Numbers(String(view.state.doc.lineAt(line.from).number), changed ? 'cm-addedNumbers' : '');
}

/** A fold of unchanged lines stands at a place of the new text, as a block of removed lines does. */
const isFold = (widget: WidgetType) => 'lines' in widget;

/** The numbers of the removed lines that are shown as one block above the line that took their place. */
function removedNumbers(view: EditorView, widget: WidgetType, block: BlockInfo): GutterMarker | null {
  if (isFold(widget)) return new Numbers('', 'cm-foldNumbers');
  const old = getOriginalDoc(view.state);
  const chunk = chunksOf(view.state).find((each) => each.fromB === block.from && each.fromA < each.toA);
  if (!chunk) return null;
  const first = old.lineAt(chunk.fromA).number;
  const last = old.lineAt(chunk.endA).number;
  const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return new Numbers(numbers.join('\n'), 'cm-removedNumbers');
}

function noNumbers(view: EditorView, widget: WidgetType, block: BlockInfo): GutterMarker | null {
  if (isFold(widget)) return new Numbers('', 'cm-foldNumbers');
  const removes = chunksOf(view.state).some((each) => each.fromB === block.from && each.fromA < each.toA);
  return removes ? new Numbers('', 'cm-removedNumbers') : null;
}

const spacer = (view: EditorView) =>
  new Numbers('0'.repeat(String(Math.max(view.state.doc.lines, getOriginalDoc(view.state).lines)).length));

/** The line numbers of both texts beside a unified difference: the old one's, then the new one's. */
export const bothNumbers: Extension = [
  gutter({ lineMarker: oldNumber, widgetMarker: removedNumbers, initialSpacer: spacer }),
  gutter({ lineMarker: newNumber, widgetMarker: noNumbers, initialSpacer: spacer }),
];
