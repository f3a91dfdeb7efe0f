import { describe, expect, it } from 'vitest';
import { keyed, parseNames, parsePackages, toItem } from '../../../electron/engine/collectors/software/rpm/package.ts';
import { readWords, WordsError } from '../../../electron/engine/collectors/software/rpm/shell-words.ts';

describe('readWords', () => {
  it('reads texts with whatever is in them, numbers, and what is not there', () => {
    expect(readWords(`'a' 12 (none)\n'it'\\''s' '' '(none)'\n'two\nlines	and more' '\\' ''\\'''\n`)).toEqual([
      ['a', '12', null],
      ["it's", '', '(none)'],
      ['two\nlines\tand more', '\\', "'"],
    ]);
    expect(readWords('')).toEqual([]);
  });

  it.each([`'a`, `'a'`, `'a'b\n`, `'a' 'b`, `'it'\\''s\n`, 'no line'])('refuses %j', (text) => {
    expect(() => readWords(text)).toThrow(WordsError);
  });
});

const line = (name: string, evr: string, instance: number, more = '') =>
  `'${name}' '${evr}' 'x86_64' ${more || "(none) 'A Packager' 'short' 'src-of-it-1.0-2.fc39.src.rpm' 'Unspecified' 5000000000 1700000000"} ${instance}\n`;

describe('packages of rpm', () => {
  it('become items with the source package and what else is known', () => {
    const [only] = parsePackages(line('bash', '5.2-1', 3));
    if (only === undefined) throw new Error('no package');
    expect(toItem('rpm:bash:x86_64', only)).toMatchObject({
      name: 'bash',
      fields: {
        version: '5.2-1',
        publisher: 'A Packager',
        source: 'src-of-it',
        section: null,
        installedSize: 5_000_000_000,
        installed: '2023-11-14T22:13:20.000Z',
        state: null,
        held: null,
      },
    });
  });

  it.each([
    `'' '1' (none) (none) (none) (none) (none) (none) 0 0 0\n`,
    `'a' '1'\n`,
    `'a' '1' (none) (none) (none) (none) (none) (none) x 0 0\n`,
  ])('are refused as %j', (text) => {
    expect(() => parsePackages(text)).toThrow();
  });

  it('have keys by which an upgrade is the same item, and kernels and signing keys are items of their own', () => {
    const found = parsePackages(
      line('bash', '5.1-1', 1) +
        line('kernel-core', '6.1-1', 2) +
        line('kernel-core', '6.2-1', 3) +
        line('bash', '5.2-1', 9) +
        line('same', '1-1', 4) +
        line('same', '1-1', 5) +
        `'gpg-pubkey' 'abc-1' (none) (none) (none) (none) (none) (none) 0 0 6\n`,
    );
    const { packages, doubled } = keyed(found, new Set(['kernel-core', 'gpg-pubkey']));
    expect([...packages].map(([key, { evr, instance }]) => [key, evr, instance]).sort()).toEqual([
      ['rpm:bash:x86_64', '5.2-1', 9],
      ['rpm:bash:x86_64:5.1-1', '5.1-1', 1],
      ['rpm:gpg-pubkey:none:abc-1', 'abc-1', 6],
      ['rpm:kernel-core:x86_64:6.1-1', '6.1-1', 2],
      ['rpm:kernel-core:x86_64:6.2-1', '6.2-1', 3],
      ['rpm:same:x86_64', '1-1', 5],
    ]);
    expect([...doubled].sort()).toEqual(['rpm:bash:x86_64', 'rpm:bash:x86_64:5.1-1']);
  });

  it('are told from what rpm says in words', () => {
    expect(parseNames(`'kernel-core'\nno package provides kernel-PAE\n'kernel-core'\n`)).toEqual(
      new Set(['kernel-core']),
    );
  });
});
