import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../../electron/engine/content/pack.ts';
import { decodeText } from '../../../electron/engine/content/text.ts';

describe('text and its encoding', () => {
  it.each([
    ['nothing', [], '', 'UTF-8'],
    ['plain ASCII', Buffer.from('PermitRootLogin no\n'), 'PermitRootLogin no\n', 'UTF-8'],
    ['UTF-8', Buffer.from('Größe €\n'), 'Größe €\n', 'UTF-8'],
    ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf, ...Buffer.from('a')], 'a', 'UTF-8'],
    ['UTF-16 LE', [0xff, 0xfe, 0x61, 0, 0xac, 0x20], 'a€', 'UTF-16 LE'],
    ['UTF-16 BE', [0xfe, 0xff, 0, 0x61, 0x20, 0xac], 'a€', 'UTF-16 BE'],
    ['Latin-1', [0x47, 0x72, 0xf6, 0xdf, 0x65], 'Größe', 'Latin-1'],
    ['colours of a terminal', Buffer.from('\u001b[1mbold\u001b[0m'), '\u001b[1mbold\u001b[0m', 'UTF-8'],
  ] as const)('reads %s', (_, bytes, text, encoding) => {
    expect(decodeText(Uint8Array.from(bytes))).toEqual({ text, encoding });
  });

  it.each([
    ['a NUL', [0x61, 0, 0x62]],
    ['half a UTF-16 character', [0xff, 0xfe, 0x61]],
    ['a byte order mark of UTF-8 before something else', [0xef, 0xbb, 0xbf, 0xff]],
    ['control characters among high bytes', [0x89, 0x50, 0x4e, 0x47, 0x1a, 0xff, 0x02]],
  ])('takes %s for no text', (_, bytes) => expect(decodeText(Uint8Array.from(bytes))).toBeNull());
});

describe('packed content', () => {
  it('comes back as it was', () => {
    for (const bytes of [new Uint8Array(), Uint8Array.from([0]), Buffer.from('line\n'.repeat(10_000))]) {
      expect(Buffer.from(unpack(pack(bytes), bytes.byteLength)).equals(Buffer.from(bytes))).toBe(true);
    }
  });

  it('is refused when it unpacks to more or less than was said', () => {
    const packed = pack(Buffer.alloc(1_000_000));
    expect(() => unpack(packed, 999_999)).toThrow();
    expect(() => unpack(packed, 1_000_001)).toThrow();
    expect(() => unpack(packed.subarray(0, 20), 1_000_000)).toThrow();
  });
});
