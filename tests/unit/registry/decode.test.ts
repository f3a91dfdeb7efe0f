import { describe, expect, it } from 'vitest';
import { decodeValue, largeData, sha256, typeName } from '../../../electron/engine/collectors/registry/decode.ts';

const wide = (text: string) => Buffer.from(text, 'utf16le');
const [none, sz, expand, binary, dword, bigEndian, link, multi, qword] = [0, 1, 2, 3, 4, 5, 6, 7, 11];

describe('the data of a registry value', () => {
  it.each([
    ['a text', sz, wide('one\0'), 'one'],
    ['a text that is empty', sz, wide('\0'), ''],
    ['a text with a NUL in it', sz, wide('a\0b\0'), 'a\0b'],
    ['a text with one NUL too many', sz, wide('one\0\0'), 'one\0'],
    ['half a surrogate pair', sz, wide('a\ud800\0'), 'a\ud800'],
    ['a text with variables', expand, wide('%PATH%\0'), '%PATH%'],
    ['a link, which no NUL ends', link, wide('\\Registry\\Machine'), '\\Registry\\Machine'],
    ['a list', multi, wide('a\0b c\0\0'), 'a\nb c'],
    ['a list without an entry', multi, wide('\0'), ''],
    ['a number', dword, Buffer.from([1, 0, 0, 128]), '2147483649'],
    ['a number the other way round', bigEndian, Buffer.from([0, 0, 1, 2]), '258'],
    ['a long number', qword, Buffer.alloc(8, 255), '18446744073709551615'],
    ['a number of three bytes', dword, Buffer.from([1, 2, 3]), '01 02 03'],
    ['a long number of none', qword, Buffer.alloc(0), ''],
    ['bytes', binary, Buffer.from([0, 16, 255]), '00 10 ff'],
    ['no type', none, Buffer.from([1]), '01'],
    ['a type of a program’s own', 0x12345, Buffer.from([1]), '01'],
  ])('tells %s', (_what, type, bytes, data) => {
    expect(decodeValue(type, bytes)).toEqual({ data, checksum: null });
  });

  it.each([
    ['a text without its NUL', sz, wide('one'), 'one'],
    ['a text of no bytes', sz, Buffer.alloc(0), ''],
    ['a text of an odd length', sz, Buffer.concat([wide('one\0'), Buffer.from([7])]), 'one'],
    ['a list that does not end', multi, wide('a\0b'), 'a\nb'],
    ['a list with an empty entry', multi, wide('a\0\0b\0\0'), 'a\n\nb'],
    ['a list with a line end', multi, wide('a\nb\0\0'), 'a\nb'],
  ])('tells %s as far as it can, and all of it by its checksum', (_what, type, bytes, data) => {
    expect(decodeValue(type, bytes)).toEqual({ data, checksum: sha256(bytes) });
  });

  it('tells large data by its checksum alone', () => {
    const bytes = Buffer.alloc(largeData + 1, 1);
    expect(decodeValue(binary, bytes)).toEqual({ data: null, checksum: sha256(bytes) });
    expect(decodeValue(binary, bytes.subarray(1)).data).toHaveLength(largeData * 3 - 1);
  });

  it('never tells two different values alike', () => {
    const samples = [
      '',
      '\0',
      '\0\0',
      'a',
      'a\0',
      'a\0\0',
      'a\0b',
      'a\0b\0',
      'a\0b\0\0',
      'a\nb\0',
      'a\nb\0\0',
      '\0a\0\0',
    ];
    for (const type of [sz, expand, link, multi]) {
      const told = samples.flatMap((text) => [wide(text), Buffer.concat([wide(text), Buffer.from([0])])]);
      const seen = new Set(told.map((bytes) => JSON.stringify(decodeValue(type, bytes))));
      expect(seen.size).toBe(told.length);
    }
  });

  it('names types by their constants, and others by their number', () => {
    expect([none, sz, multi, qword].map(typeName)).toEqual(['REG_NONE', 'REG_SZ', 'REG_MULTI_SZ', 'REG_QWORD']);
    expect(typeName(12)).toBe('0xc');
    expect(typeName(0xffff0001)).toBe('0xffff0001');
  });
});
