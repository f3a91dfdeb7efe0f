import {
  type ByteDifference,
  type ByteLine,
  byteOffset,
  bytePairs,
  bytesInLine,
  byteText,
} from '../../shared/model/bytes.ts';

/** Lines shown before and after the one with the first difference. */
const around = 3;
const block = 64 * 1024;

/** The place of the first byte that differs, where one side may just have ended; `undefined` for the same bytes. */
function firstDifferent(before: Uint8Array, after: Uint8Array): number | undefined {
  const shorter = Math.min(before.length, after.length);
  for (let at = 0; at < shorter; at += block) {
    const end = Math.min(at + block, shorter);
    const a = before.subarray(at, end);
    const b = after.subarray(at, end);
    if (Buffer.compare(a, b) !== 0) return at + a.findIndex((byte, index) => byte !== b[index]);
  }
  return before.length === after.length ? undefined : shorter;
}

const hexAt = (bytes: Uint8Array, offset: number) =>
  Buffer.from(bytes.subarray(offset, offset + bytesInLine)).toString('hex');

/** Where two contents differ first, and what stands there on both sides; `undefined` for the same bytes. */
export function firstDifference(before: Uint8Array, after: Uint8Array): ByteDifference | undefined {
  const offset = firstDifferent(before, after);
  if (offset === undefined) return undefined;
  const line = Math.floor(offset / bytesInLine);
  const last = Math.ceil(Math.max(before.length, after.length) / bytesInLine) - 1;
  const lines: ByteLine[] = [];
  for (let at = Math.max(0, line - around); at <= Math.min(last, line + around); at++) {
    const from = at * bytesInLine;
    lines.push({ offset: from, before: hexAt(before, from), after: hexAt(after, from) });
  }
  return { offset, lines };
}

/** The same as lines of text, as `hexdump -C` writes them, marked as in a patch. */
export function hexLines({ offset, lines }: ByteDifference): readonly string[] {
  return [
    `@@ first difference at byte ${offset} (0x${offset.toString(16)}) @@`,
    ...lines.flatMap((line) =>
      line.before === line.after
        ? [hexLine(' ', line, 'before')]
        : [hexLine('-', line, 'before'), hexLine('+', line, 'after')],
    ),
  ].filter((line) => line !== '');
}

function hexLine(mark: string, line: ByteLine, side: 'before' | 'after'): string {
  const pairs = bytePairs(line[side]);
  if (pairs.length === 0) return '';
  const width = 3 * bytesInLine - 1;
  return `${mark}${byteOffset(line.offset)}  ${pairs.join(' ').padEnd(width)}  |${byteText(pairs)}|`;
}
