import { describe, expect, it } from 'vitest';
import { keyName, keyOfValue, ofKey, parseTracked } from '../../../electron/engine/collectors/registry/spec.ts';
import { startsOf } from '../../../electron/engine/collectors/registry/starts.ts';
import { type TrackedRegistry, trackedRegistrySchema } from '../../../electron/shared/model/settings.ts';

function spec(item: Partial<TrackedRegistry>) {
  const parsed = parseTracked(
    trackedRegistrySchema.parse({ id: 'a', name: 'a', key: 'HKLM\\SOFTWARE\\Vendor', ...item }),
  );
  if (parsed === undefined) throw new Error('The key can be parsed.');
  return parsed;
}
const some = (...hints: readonly string[]) => ({ kind: 'some' as const, hints });

describe('a tracked registry key', () => {
  it('is the same source until what it covers is edited', () => {
    const { source } = spec({ name: 'one' });
    expect(spec({ name: 'other', keepContent: false }).source).toBe(source);
    expect(spec({ recursion: true }).source).not.toBe(source);
    expect(spec({ excludes: ['x'] }).source).not.toBe(source);
  });

  it.each([
    ['HKLM\\SOFTWARE\\Vendor\\Cache', 'HKEY_LOCAL_MACHINE\\SOFTWARE\\vendor\\CACHE', true],
    ['HKLM\\SOFTWARE\\Vendor\\*', 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Vendor\\text/plain', true],
    ['HKLM\\SOFTWARE\\Vendor\\*', 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Vendor\\a\\b', false],
    ['**\\Cache', 'HKEY_LOCAL_MACHINE\\SOFTWARE\\a\\b\\Cache', true],
    ['**\\{4D36?968}', 'HKEY_LOCAL_MACHINE\\SOFTWARE\\{4D36E968}', true],
    ['HKLM\\a+b\\(x)', 'HKEY_LOCAL_MACHINE\\a+b\\(X)', true],
    ['HKLM\\a.b\\c', 'HKEY_LOCAL_MACHINE\\axb\\c', false],
  ])('leaves out whole keys: %s and %s', (exclude, key, expected) => {
    const { leavesOutKey } = spec({ excludes: [exclude] });
    expect(leavesOutKey(key)).toBe(expected);
    expect(leavesOutKey(key.replace('_MACHINE', '_MACHINE (32-bit)'))).toBe(expected);
  });

  it('leaves out names of keys and values, and takes values by their names', () => {
    const { leavesOutName, wanted } = spec({ excludes: ['MRU*', '(default)'], valueName: 'Image?ath' });
    expect(['MRUList', 'mru', 'xMRU', ''].map(leavesOutName)).toEqual([true, true, false, true]);
    expect(['ImagePath', 'IMAGEPATH', 'ImagePath2'].map((name) => wanted?.(name))).toEqual([true, true, false]);
    expect(spec({ valueName: '(Default)' }).wanted?.('')).toBe(true);
    expect(spec({}).wanted).toBeUndefined();
  });
});

describe('the key of an item', () => {
  it('ends the registry’s key with two backslashes, whatever is in a value’s name', () => {
    const key = keyName('HKEY_LOCAL_MACHINE', 'SOFTWARE\\Vendor', '64');
    expect(keyOfValue(key, 'C:\\\\Program Files')).toBe('HKEY_LOCAL_MACHINE\\software\\vendor\\\\c:\\\\program files');
    expect(ofKey(keyOfValue(key, 'C:\\\\x'))).toBe('HKEY_LOCAL_MACHINE\\software\\vendor');
    expect(ofKey(keyOfValue(key, ''))).toBe('HKEY_LOCAL_MACHINE\\software\\vendor');
    expect(keyName('HKEY_LOCAL_MACHINE', '', '32')).toBe('HKEY_LOCAL_MACHINE (32-bit)');
  });
});

describe('where a collection of a part begins', () => {
  const tracked = spec({ recursion: true, maxDepth: 2, excludes: ['Cache'] });
  const paths = (...hints: readonly string[]) =>
    startsOf(tracked, some(...hints)).map(({ path, depth }) => [path, depth]);

  it('is at the key for itself, for what it lies in, and for everything', () => {
    const whole = [['SOFTWARE\\Vendor', 0]];
    expect(startsOf(tracked, { kind: 'all' })).toEqual([{ view: '64', path: 'SOFTWARE\\Vendor', depth: 0 }]);
    expect(paths('HKEY_LOCAL_MACHINE\\Software\\VENDOR')).toEqual(whole);
    expect(paths('HKEY_LOCAL_MACHINE')).toEqual(whole);
    expect(paths('HKEY_LOCAL_MACHINE\\software\\vendor\\\\value')).toEqual(whole);
  });

  it('is below it for what lies there, as far as that is tracked', () => {
    expect(paths('HKEY_LOCAL_MACHINE\\software\\vendor\\a\\b\\\\value')).toEqual([['SOFTWARE\\Vendor\\a\\b', 2]]);
    expect(paths('HKEY_LOCAL_MACHINE\\software\\vendor\\a\\b\\c')).toEqual([]);
    expect(paths('HKEY_LOCAL_MACHINE\\software\\vendor\\cache\\x')).toEqual([]);
    expect(paths('HKEY_LOCAL_MACHINE\\software\\vendors', 'HKEY_CURRENT_USER\\software\\vendor')).toEqual([]);
  });

  it('keeps the views apart', () => {
    const both = spec({ view: 'both' });
    expect(startsOf(both, { kind: 'all' }).map(({ view }) => view)).toEqual(['64', '32']);
    const hint = 'HKEY_LOCAL_MACHINE (32-bit)\\software\\vendor';
    expect(startsOf(both, some(hint))).toEqual([{ view: '32', path: 'SOFTWARE\\Vendor', depth: 0 }]);
  });
});
