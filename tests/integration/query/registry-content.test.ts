import { describe, expect, it } from 'vitest';
import { contentSides } from '../../../electron/engine/query/content-sides.ts';
import { contentDiff } from '../../../electron/engine/query/diff.ts';
import { largeRegistrySide, shortRegistrySide } from '../../../electron/engine/query/registry-side.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { testStore } from '../../support/store.ts';

const value = (valueType: string, data: string | null, more: Fields = {}): Fields => ({
  kind: 'value',
  valueType,
  data,
  ...more,
});
const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Example\\Value';
const change = (before: Fields | null, after: Fields | null): Change => ({
  id: 1,
  type: 'Registry',
  key,
  name: 'Value',
  category: before === null ? 'Added' : after === null ? 'Removed' : 'Modified',
  noticedAt: '2026-11-22T14:21:07.000Z',
  since: '2026-11-22T14:21:06.000Z',
  how: 'live',
  fieldsChanged: ['data'],
  before,
  after,
});
const diffOf = (before: Fields | null, after: Fields | null) => {
  const made = change(before, after);
  return contentDiff(made, contentSides(testStore().store, made));
};
const patchOf = (before: Fields | null, after: Fields | null) => {
  const diff = diffOf(before, after);
  return diff.kind === 'unified' ? diff.patch.split('\n').slice(3).join('\n') : diff;
};

describe('the difference of a registry value', () => {
  it('is a text for texts', () => {
    expect(patchOf(value('REG_SZ', 'one'), value('REG_EXPAND_SZ', '%two%'))).toBe('-one\n+%two%\n');
    expect(patchOf(null, value('REG_SZ', 'one'))).toBe('+one\n');
    expect(patchOf(value('REG_SZ', ''), value('REG_SZ', 'x'))).toBe('-\n+x\n');
  });

  it('tells a number in both ways', () => {
    expect(patchOf(value('REG_DWORD', '1'), value('REG_DWORD', '255'))).toBe('-1 (0x00000001)\n+255 (0x000000ff)\n');
    expect(patchOf(null, value('REG_QWORD', '18446744073709551615'))).toBe(
      '+18446744073709551615 (0xffffffffffffffff)\n',
    );
  });

  it('is a list of entries for lists', () => {
    expect(patchOf(value('REG_MULTI_SZ', 'a\nb\nc'), value('REG_MULTI_SZ', 'a\nc\nd'))).toBe(' a\n-b\n c\n+d\n');
    expect(patchOf(value('REG_MULTI_SZ', ''), value('REG_MULTI_SZ', 'a'))).toBe('+a\n');
  });

  it('is the bytes for all else, also where they would be a text', () => {
    const diff = diffOf(value('REG_BINARY', '61 62 63'), value('REG_BINARY', '61 62 64 0a'));
    expect(diff).toMatchObject({
      kind: 'told',
      hex: [
        '@@ first difference at byte 2 (0x2) @@',
        expect.stringMatching(/^-00000000 {2}61 62 63 .*\|abc\|$/),
        expect.stringMatching(/^\+00000000 {2}61 62 64 0a .*\|abd\.\|$/),
      ],
    });
    // A DWORD of three bytes, as broken programs write it.
    expect(shortRegistrySide(value('REG_DWORD', '01 02 03'))?.shown).toMatchObject({ state: 'binary', size: 3 });
  });

  it('says that a key holds no data, and that no value was there', () => {
    const none = { state: 'none' };
    const made = change(null, { kind: 'key', valueType: null, data: null });
    expect(contentSides(testStore().store, made)).toEqual({ before: none, after: none });
    expect(diffOf(null, value('REG_BINARY', '00'))).toMatchObject({
      lines: ['Before: no such value.', expect.stringMatching(/^After: binary \(1 bytes/)],
    });
  });

  it('decodes large data that was kept as the registry holds it', () => {
    const utf16 = (text: string) => Buffer.from(text, 'utf16le');
    expect(largeRegistrySide(value('REG_SZ', null), utf16('äöü\0')).shown).toMatchObject({ text: 'äöü\n' });
    expect(largeRegistrySide(value('REG_MULTI_SZ', null), utf16('one\0two\0\0')).shown).toMatchObject({
      text: 'one\ntwo\n',
    });
    expect(largeRegistrySide(value('REG_BINARY', null), utf16('x')).shown).toMatchObject({ state: 'binary', size: 2 });
  });

  it('says why large data is not there to compare', () => {
    const large = (content: string) => value('REG_BINARY', null, { checksum: 'sha256:aa', size: 20_480, content });
    const made = change(large('tooLarge'), large('kept'));
    expect(contentSides(testStore().store, made)).toEqual({
      before: { state: 'withheld', reason: 'tooLarge' },
      after: { state: 'gone' },
    });
  });
});
