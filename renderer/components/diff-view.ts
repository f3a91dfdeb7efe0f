import { getChunks, getOriginalDoc, MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightSpecialChars,
  lineNumbers,
  ViewPlugin,
} from '@codemirror/view';
import { bothNumbers } from './diff-numbers.ts';
import { diffTheme } from './diff-theme.ts';
import { textDiff } from './text-diff.ts';

/** Something shown in an element until it is destroyed. */
interface Shown {
  destroy(): void;
}

const diffConfig = { override: textDiff } as const;
const collapseUnchanged = { margin: 3, minSize: 4 } as const;

const reading: Extension = [
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': 'Content' }),
  drawSelection(),
  // What can't be seen or turns the direction of text must show in a difference.
  highlightSpecialChars(),
  diffTheme,
];

/** Removed lines stand whole in the page: more of them at one place than this would make it slow. */
const mostRemoved = 2000;

/**
 * Both sides in one column, removed lines above the ones that took their place;
 * side by side where too much was removed for that.
 */
export function mountInline(parent: HTMLElement, before: string, after: string): Shown {
  const state = EditorState.create({
    doc: after,
    extensions: [
      bothNumbers,
      unifiedMergeView({ original: before, mergeControls: false, gutter: false, collapseUnchanged, diffConfig }),
      reading,
    ],
  });
  const old = getOriginalDoc(state);
  const tooMuch = getChunks(state)?.chunks.some(
    ({ fromA, endA }) => old.lineAt(endA).number - old.lineAt(fromA).number > mostRemoved,
  );
  return tooMuch ? mountSplit(parent, before, after) : new EditorView({ parent, state });
}

/** The old text on the left, the new one on the right. */
export function mountSplit(parent: HTMLElement, before: string, after: string): Shown {
  const side = (doc: string) => ({ doc, extensions: [lineNumbers(), EditorView.lineWrapping, reading] });
  return new MergeView({ parent, a: side(before), b: side(after), gutter: false, collapseUnchanged, diffConfig });
}

/** One text all of whose lines came or went. */
export function mountOne(parent: HTMLElement, text: string, sign: 'added' | 'removed'): Shown {
  return new EditorView({ parent, doc: text, extensions: [lineNumbers(), tint(sign), reading] });
}

/** Colours every line in sight. */
function tint(sign: 'added' | 'removed'): Extension {
  const mark = Decoration.line({ class: sign === 'added' ? 'cm-changedLine' : 'cm-deletedLine' });
  const build = (view: EditorView): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    for (const { from, to } of view.visibleRanges) {
      for (let at = from; at <= to; ) {
        const line = view.state.doc.lineAt(at);
        // The empty line after the last line's end is none.
        if (line.length > 0 || line.number < view.state.doc.lines) builder.add(line.from, line.from, mark);
        at = line.to + 1;
      }
    }
    return builder.finish();
  };
  return ViewPlugin.define(
    (view) => ({
      decorations: build(view),
      update(update) {
        if (update.viewportChanged || update.docChanged) this.decorations = build(update.view);
      },
    }),
    { decorations: (plugin) => plugin.decorations },
  );
}
