import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { ChangeContent, ContentSide } from '../../shared/contract/queries.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Fields } from '../../shared/model/item.ts';
import { hexLines } from './first-difference.ts';
import { splitLines } from './split-lines.ts';

/**
 * A change's content as one can show it. `unified`: a patch, empty where the
 * content is the same. `told`: there is none to compare, and why, in sentences; with the bytes around the
 * first difference, where there are any, in the form of a patch.
 * `none`: the thing has no content at all.
 */
export type ContentDiff =
  | { readonly kind: 'unified'; readonly patch: string }
  | { readonly kind: 'told'; readonly lines: readonly string[]; readonly hex: readonly string[] }
  | { readonly kind: 'none' };

const withheld = {
  secret: 'it may hold secrets, so only its hash was kept',
  tooLarge: 'it is larger than the limit for kept content, so only its hash was kept',
  off: 'keeping content is switched off for it, so only its hash was kept',
} as const;

function told(when: string, side: ContentSide, fields: Fields | null, type: Change['type']): string {
  const size = fields?.size;
  const checksum = fields?.checksum;
  const known = [
    ...(typeof size === 'number' ? [`${size} bytes`] : []),
    ...(typeof checksum === 'string' ? [checksum] : []),
  ];
  const suffix = known.length === 0 ? '' : ` (${known.join(', ')})`;
  switch (side.state) {
    case 'text':
      return `${when}: text${suffix}.`;
    case 'binary':
      return `${when}: binary (${side.size} bytes, ${side.hash}).`;
    case 'withheld':
      return `${when}: not shown: ${withheld[side.reason]}${suffix}.`;
    case 'gone':
      return `${when}: no longer kept: it made room for newer content${suffix}.`;
    case 'none':
      if (fields !== null) return `${when}: no content.`;
      return type === 'Files' ? `${when}: no such file.` : `${when}: no such value.`;
  }
}

/** A patch that takes the whole text away and puts the other in its place. */
function replacement(before: string, after: string, header: readonly string[]): string {
  const removed = splitLines(before);
  const added = splitLines(after);
  const range = (lines: readonly string[]): string => `${lines.length === 0 ? 0 : 1},${lines.length}`;
  const marked = (mark: string, lines: readonly string[]): string =>
    lines.map((line) => `${mark}${line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`}`).join('');
  return `${header.join('')}@@ -${range(removed)} +${range(added)} @@\n${marked('-', removed)}${marked('+', added)}`;
}

const textOf = (side: ContentSide): string | undefined =>
  side.state === 'text' ? side.text : side.state === 'none' ? '' : undefined;

const timeOf = (fields: Fields | null): string => {
  const modified = fields?.modified;
  return typeof modified === 'string' ? modified : '';
};

/**
 * A change's content as a unified diff, with the file's path and times as labels.
 * The search for a shortest edit is given up after `patience` (ms): then the patch
 * replaces the whole text.
 */
export function contentDiff(change: Change, content: ChangeContent, patience = 3000): ContentDiff {
  const { before, after } = content;
  if (before.state === 'none' && after.state === 'none') return { kind: 'none' };
  const from = textOf(before);
  const to = textOf(after);
  // A side without content counts as empty only where there was no file: a FIFO that became a file is told of.
  const comparable = (side: ContentSide, fields: Fields | null): boolean => side.state === 'text' || fields === null;
  if (
    from === undefined ||
    to === undefined ||
    !comparable(before, change.before) ||
    !comparable(after, change.after)
  ) {
    return {
      kind: 'told',
      lines: [told('Before', before, change.before, change.type), told('After', after, change.after, change.type)],
      hex: content.bytes === undefined ? [] : hexLines(content.bytes),
    };
  }
  const names = [
    change.before === null ? '/dev/null' : change.key,
    change.after === null ? '/dev/null' : change.key,
  ] as const;
  const times = [timeOf(change.before), timeOf(change.after)] as const;
  const options = { headerOptions: FILE_HEADERS_ONLY, context: 3 };
  const patch = createTwoFilesPatch(...names, from, to, ...times, { ...options, timeout: patience });
  if (patch !== undefined) return { kind: 'unified', patch: from === to ? '' : patch };
  const header = splitLines(createTwoFilesPatch(...names, '', '', ...times, options)).slice(0, 2);
  return { kind: 'unified', patch: replacement(from, to, header) };
}
