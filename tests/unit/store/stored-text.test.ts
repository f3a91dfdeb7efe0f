import { describe, expect, it } from 'vitest';
import { fromStored, searchText, searchWords, toStored } from '../../../electron/engine/store/stored-text.ts';

describe('text as it is stored', () => {
  it.each([
    '/etc/passwd',
    '',
    'a\0b',
    '\\x2d',
    'C:\\Windows',
    '"quoted"',
    'half \ud800 pair',
    '\udc00',
    'Größe 🌊',
    'two\nlines',
  ])('comes back as it was: %j', (text) => {
    expect(fromStored(toStored(text))).toBe(text);
    expect(toStored(text)).not.toContain('\0');
    expect(Buffer.from(toStored(text), 'utf8').toString('utf8')).toBe(toStored(text));
  });

  it('keeps the beginning of a text the beginning of what is stored', () => {
    expect(toStored('/srv/a\0b\\c/d').startsWith(toStored('/srv/a\0b\\c/'))).toBe(true);
  });
});

describe('what a search looks in', () => {
  const found = (name: string, key: string, words: string) =>
    searchWords(words).every((word) => (searchText(name, key) ?? toStored(key)).includes(word));

  it('needs no copy of a path in small letters that ends in its name', () => {
    expect(searchText('passwd', '/etc/passwd')).toBeNull();
    expect(searchText('README', '/srv/README')).not.toBeNull();
  });

  it('finds every word in the name or the key, in any case', () => {
    expect(found('Secure Shell', 'systemd:ssh.service', 'SSH shell')).toBe(true);
    expect(found('ÉLÈVE.txt', '/home/ÉLÈVE.txt', 'élève')).toBe(true);
    expect(found('e\u0301te\u0301', '/e\u0301te\u0301', 'été')).toBe(true);
    expect(found('a\\b', '/srv/a\\b', 'a\\b')).toBe(true);
    expect(found('passwd', '/etc/passwd', 'etc shadow')).toBe(false);
  });
});
