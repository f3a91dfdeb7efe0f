import { EditorView } from '@codemirror/view';

/** The look of content: the palette's colours, so that it follows light and dark by itself. */
export const diffTheme = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--tm-text)', fontSize: '12px', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '19px' },
  '.cm-content': { padding: '8px 0' },
  '.cm-line': { padding: '0 14px 0 8px' },
  '.cm-gutterElement': {
    minWidth: '30px',
    padding: '0 4px',
    textAlign: 'right',
    whiteSpace: 'pre',
    userSelect: 'none',
  },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--tm-dim)', border: 'none' },
  '.cm-gutterElement.cm-addedNumbers': { backgroundColor: 'var(--tm-added-soft)' },
  '.cm-gutterElement.cm-removedNumbers': { backgroundColor: 'var(--tm-removed-soft)' },
  '.cm-gutterElement.cm-foldNumbers': { backgroundColor: 'var(--tm-raised)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--tm-accent) 28%, transparent) !important',
  },
  '.cm-changedLine, .cm-inlineChangedLine, &.cm-merge-b .cm-changedLine': {
    backgroundColor: 'var(--tm-added-soft) !important',
  },
  '&.cm-merge-a .cm-changedLine, .cm-deletedLine, .cm-deletedChunk': {
    backgroundColor: 'var(--tm-removed-soft) !important',
  },
  '.cm-deletedChunk': { padding: '0' },
  '.cm-deletedChunk .cm-deletedLine': { padding: '0 14px 0 8px' },
  '.cm-changedText, &.cm-merge-b .cm-changedText': {
    background: 'var(--tm-added-mark) !important',
    borderRadius: '3px',
  },
  '.cm-deletedText, &.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: 'var(--tm-removed-mark) !important',
    borderRadius: '3px',
  },
  '.cm-insertedLine, .cm-deletedLine, .cm-deletedLine del': { textDecoration: 'none' },
  '.cm-collapsedLines': {
    // As high as the merge view expects it to be: 27 px with the line.
    padding: '4px 8px',
    background: 'var(--tm-raised)',
    color: 'var(--tm-dim)',
    fontFamily: 'var(--mantine-font-family-monospace)',
    cursor: 'pointer',
  },
  '.cm-collapsedLines:hover': { color: 'var(--tm-text)' },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: 'none' },
});
