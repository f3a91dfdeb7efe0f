import type { ChangeContent, ContentSide } from '../../electron/shared/contract/queries.ts';
import { formatBytes } from '../../electron/shared/model/format.ts';

/** How a change's content can be shown. */
export type ContentView =
  | { readonly kind: 'difference'; readonly before: string; readonly after: string }
  /** Only one side has a text; the note says what became of the other one, unless there was none. */
  | { readonly kind: 'one'; readonly side: 'before' | 'after'; readonly text: string; readonly note: string | null }
  | { readonly kind: 'words'; readonly notes: readonly string[] };

/** Decides how to show both sides of a change's content. */
export function contentView({ before, after }: ChangeContent): ContentView {
  if (before.state === 'text' && after.state === 'text') {
    return { kind: 'difference', before: before.text, after: after.text };
  }
  if (after.state === 'text') {
    return { kind: 'one', side: 'after', text: after.text, note: before.state === 'none' ? null : beforeWords(before) };
  }
  if (before.state === 'text') {
    return { kind: 'one', side: 'before', text: before.text, note: after.state === 'none' ? null : afterWords(after) };
  }
  const same = sideWords(before) === sideWords(after);
  if (same) return { kind: 'words', notes: [sideWords(after)] };
  const notes = [
    ...(before.state === 'none' ? [] : [beforeWords(before)]),
    ...(after.state === 'none' ? [] : [afterWords(after)]),
  ];
  return { kind: 'words', notes };
}

const beforeWords = (side: ContentSide) => `Before: ${sideWords(side)}`;
const afterWords = (side: ContentSide) => `After: ${sideWords(side)}`;

/** Why a side shows no text, in sentences. */
export function sideWords(side: ContentSide): string {
  switch (side.state) {
    case 'text':
      return '';
    case 'none':
      return 'There is no content to show.';
    case 'gone':
      return 'The content was kept and has made room for newer content since.';
    case 'binary':
      return `Not a text: ${formatBytes(side.size)}, ${side.hash}.`;
    case 'withheld':
      return withheldWords[side.reason];
  }
}

const withheldWords = {
  secret: 'Content is not kept: it holds secrets. Its hash is compared.',
  tooLarge: 'Content is not kept: it is larger than the settings allow. Its hash is compared.',
  off: 'Content is not kept for this item. Its hash is compared.',
} as const;
