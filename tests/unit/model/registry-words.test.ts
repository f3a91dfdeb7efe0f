import { describe, expect, it } from 'vitest';
import type { Change } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { changeTitle, changeWords } from '../../../electron/shared/model/words.ts';

const value = (valueType: string, data: string | null, more: Fields = {}): Fields => ({
  kind: 'value',
  valueType,
  data,
  ...more,
});

const change = (before: Fields | null, after: Fields | null, ...fieldsChanged: string[]): Change => ({
  id: 1,
  type: 'Registry',
  key: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Example\\Value',
  name: 'Value',
  category: before === null ? 'Added' : after === null ? 'Removed' : 'Modified',
  noticedAt: '2026-11-22T14:21:07.000Z',
  since: '2026-11-22T14:21:06.000Z',
  how: 'live',
  fieldsChanged,
  before,
  after,
});

describe('the words for a registry value', () => {
  it('name what came and went, with data that is short', () => {
    expect(changeTitle(change(null, value('REG_SZ', 'x')))).toBe('Value');
    expect(changeWords(change(null, value('REG_SZ', 'C:\\x.exe')))).toBe('New value: “C:\\x.exe”');
    expect(changeWords(change(null, value('REG_SZ', '"C:\\x.exe" /a')))).toBe('New value: "C:\\x.exe" /a');
    expect(changeWords(change(null, value('REG_DWORD', '1')))).toBe('New value: 1');
    expect(changeWords(change(null, value('REG_SZ', 'x'.repeat(81))))).toBe('New value');
    expect(changeWords(change(null, value('REG_BINARY', '00 01')))).toBe('New value');
    expect(changeWords(change(value('REG_SZ', ''), null))).toBe('Value removed, was empty');
    expect(changeWords(change(null, { kind: 'key', valueType: null, data: null }))).toBe('New key');
    expect(changeWords(change({ kind: 'key', valueType: null, data: null }, null))).toBe('Key removed');
  });

  it('tell a text and a number from and to', () => {
    expect(changeWords(change(value('REG_SZ', 'a'), value('REG_SZ', 'b'), 'data'))).toBe('“a” → “b”');
    expect(changeWords(change(value('REG_QWORD', '1'), value('REG_QWORD', '22'), 'data'))).toBe('1 → 22');
    expect(changeWords(change(value('REG_SZ', '1'), value('REG_DWORD', '1'), 'valueType'))).toBe(
      'Type REG_SZ → REG_DWORD',
    );
    expect(changeWords(change(value('REG_SZ', '1'), value('REG_DWORD', '2'), 'valueType', 'data'))).toBe(
      '“1” → 2, type REG_SZ → REG_DWORD',
    );
  });

  it('say where only the bytes differ, as without the NUL at the end', () => {
    const odd = value('REG_SZ', 'a', { checksum: 'sha256:aa' });
    expect(changeWords(change(value('REG_SZ', 'a'), odd, 'checksum'))).toBe('Data changed in its bytes alone');
  });

  it('count the entries of a list', () => {
    const list = (data: string) => value('REG_MULTI_SZ', data);
    expect(changeWords(change(list('a\nb'), list('a\nb\nc'), 'data'))).toBe('1 entry added');
    expect(changeWords(change(list('a\nb\nb'), list('a\nc\nd'), 'data'))).toBe('2 entries added, 2 removed');
    expect(changeWords(change(list('a\nb\nc'), list('a'), 'data'))).toBe('2 entries removed');
    expect(changeWords(change(list('a\nb'), list('b\na'), 'data'))).toBe('Order of the entries changed');
  });

  it('tell bytes and large data by their size', () => {
    const bytes = (data: string | null, size: number) => value('REG_BINARY', data, { size });
    expect(changeWords(change(bytes('00', 1), bytes('01 02', 2), 'data'))).toBe('Data changed, 1 B → 2 B');
    expect(changeWords(change(bytes('00', 1), bytes('01', 1), 'data'))).toBe('Data changed');
    expect(changeWords(change(bytes(null, 20_480), bytes(null, 30_720), 'checksum'))).toBe(
      'Data changed, 20 KB → 30 KB',
    );
  });
});
