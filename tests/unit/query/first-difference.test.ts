import { describe, expect, it } from 'vitest';
import { bothSides, sideOf } from '../../../electron/engine/query/content-sides.ts';
import { contentDiff } from '../../../electron/engine/query/diff.ts';
import { firstDifference, hexLines } from '../../../electron/engine/query/first-difference.ts';
import { fileModified } from './samples.ts';

/** Bytes that count up, so that each line is another. */
const counting = (length: number) => Uint8Array.from({ length }, (_, n) => n % 251);
const withByte = (bytes: Uint8Array, at: number, value: number) => Uint8Array.from(bytes).fill(value, at, at + 1);

describe('the first difference of bytes', () => {
  it('is shown with the lines around it, both sides of it', () => {
    const before = counting(400);
    const found = firstDifference(before, withByte(before, 165, 0xff));
    expect(found?.offset).toBe(165);
    expect(found?.lines.map(({ offset }) => offset)).toEqual([112, 128, 144, 160, 176, 192, 208]);
    const [line] = found?.lines.filter((each) => each.before !== each.after) ?? [];
    expect(line).toEqual({
      offset: 160,
      before: 'a0a1a2a3a4a5a6a7a8a9aaabacadaeaf',
      after: 'a0a1a2a3a4ffa6a7a8a9aaabacadaeaf',
    });
  });

  it('is found far into large contents, and at the end of one that goes on', () => {
    const large = counting(3_000_000);
    expect(firstDifference(large, withByte(large, 2_999_999, 255))).toMatchObject({
      offset: 2_999_999,
      lines: [{}, {}, {}, { offset: 2_999_984 }],
    });
    const longer = firstDifference(large.subarray(0, 64), large.subarray(0, 70));
    expect(longer).toMatchObject({ offset: 64, lines: [{}, {}, {}, { offset: 64, before: '' }] });
  });

  it('is none in the same bytes, and the beginning where one side has none', () => {
    expect(firstDifference(counting(100), counting(100))).toBeUndefined();
    expect(firstDifference(new Uint8Array(), new Uint8Array())).toBeUndefined();
    expect(firstDifference(new Uint8Array(), counting(3))).toEqual({
      offset: 0,
      lines: [{ offset: 0, before: '', after: '000102' }],
    });
  });

  it('reads as a patch of lines, without a character that a terminal obeys', () => {
    const before = Buffer.from('\u007fELF\u0002\u0001\u001b[31m tail of it', 'latin1');
    const after = Buffer.from(before);
    after[4] = 3;
    const found = firstDifference(before, after);
    expect(found && hexLines(found)).toEqual([
      '@@ first difference at byte 4 (0x4) @@',
      '-00000000  7f 45 4c 46 02 01 1b 5b 33 31 6d 20 74 61 69 6c  |.ELF...[31m tail|',
      '+00000000  7f 45 4c 46 03 01 1b 5b 33 31 6d 20 74 61 69 6c  |.ELF...[31m tail|',
      ' 00000010  20 6f 66 20 69 74                                | of it|',
    ]);
  });
});

describe('content that is no text', () => {
  it('has its first difference beside it, a text has none', () => {
    const binary = (last: number) => sideOf(Uint8Array.from([0, 1, last]));
    const content = bothSides(binary(2), binary(3));
    expect(content).toMatchObject({ before: { state: 'binary', size: 3 }, bytes: { offset: 2 } });
    const diff = contentDiff(fileModified, content);
    expect(diff.kind === 'told' && diff.hex[0]).toBe('@@ first difference at byte 2 (0x2) @@');
    expect(bothSides(binary(2), binary(2))).not.toHaveProperty('bytes');
    expect(bothSides(binary(2), sideOf(Buffer.from('text')))).not.toHaveProperty('bytes');
    expect(bothSides(binary(2), { shown: { state: 'gone' } })).not.toHaveProperty('bytes');
    expect(bothSides({ shown: { state: 'none' } }, binary(2))).toHaveProperty('bytes.offset', 0);
  });
});
