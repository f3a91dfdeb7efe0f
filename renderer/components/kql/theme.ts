import { EditorView } from '@codemirror/view';

/** The look of the editor and of what it opens: the palette's colours, so that it follows light and dark by itself. */
export const kqlTheme = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--tm-text)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    // Two characters are to look like two: `!=` is typed so.
    fontVariantLigatures: 'none',
    lineHeight: '21px',
  },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--tm-text)' },
  '.cm-line': { padding: '0 14px 0 10px' },
  '.cm-cursor': { borderLeftColor: 'var(--tm-text)', borderLeftWidth: '1.5px' },
  '.cm-placeholder': { color: 'var(--tm-dim)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--tm-dim)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '34px', padding: '0 6px 0 4px', userSelect: 'none' },
  '.cm-lineNumbers .cm-runsNumber': { color: 'var(--tm-accent)', fontWeight: '600' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--tm-accent) 26%, transparent)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--tm-accent-soft)',
    outline: '1px solid color-mix(in srgb, var(--tm-accent) 40%, transparent)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--tm-removed) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-info': {
    backgroundImage: 'none',
    textDecoration: 'underline dotted var(--tm-modified) 1.5px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--tm-removed)' },
  '.cm-tooltip': {
    border: '1px solid var(--tm-line)',
    borderRadius: '8px',
    background: 'var(--tm-surface)',
    color: 'var(--tm-text)',
    boxShadow: '0 6px 20px rgb(0 0 0 / 14%)',
    overflow: 'hidden',
  },
  '.cm-tooltip-lint': { padding: '4px 0' },
  '.cm-diagnostic': {
    maxWidth: '460px',
    padding: '4px 12px',
    border: 'none',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: '12.5px',
  },
  '.cm-diagnostic-error': { color: 'var(--tm-removed)' },
  '.cm-diagnostic-info': { color: 'var(--tm-modified)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    minWidth: '260px',
    maxWidth: '560px',
    maxHeight: '232px',
    padding: '4px',
    fontFamily: 'var(--mantine-font-family-monospace)',
    fontSize: '12.5px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    gap: '10px',
    padding: '3px 8px',
    borderRadius: '5px',
    lineHeight: '20px',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--tm-accent-soft)',
    color: 'var(--tm-text)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--tm-accent)', fontWeight: '600' },
  '.cm-completionDetail': {
    marginLeft: 'auto',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: 'var(--tm-dim)',
    fontStyle: 'normal',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: '12px',
  },
});
