import { expect, test } from 'vitest';
import { nameKey, nativePath, parentKey, pathKey, within } from '../../../electron/engine/collectors/files/keys.ts';

const bytes = (...values: (string | number)[]) =>
  Buffer.concat(values.map((each) => (typeof each === 'number' ? Buffer.from([each]) : Buffer.from(each))));

test('a name in UTF-8 is its own key, backslashes and all', () => {
  for (const name of ['hosts', 'Größe', '日本.txt', '🦀', 'a\\b', 'x\\xe9', '\uFFFD']) {
    expect(nameKey(Buffer.from(name))).toBe(name);
    expect(nativePath(`/d/${name}`)).toBe(`/d/${name}`);
  }
});

test('foreign bytes are escaped, and the escape leads back to them', () => {
  const name = bytes('caf', 0xe9, '-ü\\', 0xff);
  expect(nameKey(name)).toBe('caf\\xE9-ü\\x5C\\xFF');
  expect(nativePath(`/d/${nameKey(name)}/x`)).toEqual(bytes('/d/', ...name, '/x'));
});

test('a name that looks like an escape has a key of its own', () => {
  const foreign = nameKey(bytes(0xe9));
  const lookalike = nameKey(Buffer.from('\\xE9'));
  expect(foreign).toBe('\\xE9');
  expect(lookalike).toBe('\\x5CxE9');
  expect(nativePath(`/${lookalike}`)).toEqual(Buffer.from('/\\xE9'));
});

test('keys and names are one to one over many odd names', () => {
  const parts = [bytes(0xe9), bytes('\\'), bytes('x'), bytes('E9'), bytes('ü'), bytes(0xc3), bytes('5C')];
  const seen = new Map<string, string>();
  for (let n = 0; n < parts.length ** 4; n++) {
    const name = Buffer.concat(
      [0, 1, 2, 3].map((d) => parts[Math.floor(n / parts.length ** d) % parts.length] ?? bytes()),
    );
    const key = nameKey(name);
    const native = nativePath(`/${key}`);
    expect(Buffer.from(native).subarray(1).equals(name)).toBe(true);
    expect(seen.get(key) ?? name.toString('latin1')).toBe(name.toString('latin1'));
    seen.set(key, name.toString('latin1'));
  }
});

test('a whole path of bytes has one key', () => {
  expect(pathKey(bytes('/a/', 0xff, '/b'))).toBe('/a/\\xFF/b');
  expect(pathKey('/a/b')).toBe('/a/b');
});

test('parents and what lies below go by whole names', () => {
  expect(parentKey('/a/b')).toBe('/a');
  expect(parentKey('/a')).toBe('/');
  expect(parentKey('/')).toBe('/');
  expect(parentKey('C:/x')).toBe('C:/');
  expect(within('/ab', '/a')).toBe(false);
  expect(within('/a/b', '/a')).toBe(true);
  expect(within('/a', '/')).toBe(true);
});
