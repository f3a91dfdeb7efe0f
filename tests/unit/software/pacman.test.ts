import { describe, expect, it } from 'vitest';
import {
  DescError,
  nameOfFolder,
  parseDesc,
  toItem,
} from '../../../electron/engine/collectors/software/pacman/desc.ts';

const desc = `%NAME%
glibc

%VERSION%
2.39-1

%BASE%
glibc

%DESC%
GNU C Library: größe

%URL%
https://www.gnu.org/software/libc

%ARCH%
x86_64

%BUILDDATE%
1706958000

%INSTALLDATE%
1700000000

%PACKAGER%
A Packager <packager@example.org>

%SIZE%
49152000

%GROUPS%
base
core

%REASON%
1

%VALIDATION%
sha256
pgp

%DEPENDS%
linux-api-headers>=4.10

`;

describe('a package of pacman', () => {
  it('becomes an item with all that pacman knows of it', () => {
    const item = toItem(parseDesc(desc));
    expect([item.key, item.name]).toEqual(['pacman:glibc', 'glibc']);
    expect(Object.fromEntries(Object.entries(item.fields).filter(([, value]) => value !== null))).toEqual({
      version: '2.39-1',
      architecture: 'x86_64',
      publisher: 'A Packager <packager@example.org>',
      description: 'GNU C Library: größe',
      softwareType: 'Package',
      source: 'glibc',
      section: 'base, core',
      installedSize: 49_152_000,
      manager: 'pacman',
      installed: '2023-11-14T22:13:20.000Z',
      reason: 'dependency',
      validation: 'sha256, pgp',
    });
  });

  it('needs no more than a name and a version', () => {
    expect(toItem(parseDesc('%NAME%\na\n\n%VERSION%\n1-1\n\n%SIZE%\nmuch\n')).fields).toMatchObject({
      source: 'a',
      installedSize: null,
      installed: null,
      reason: 'explicit',
      validation: null,
    });
  });

  it.each([
    ['empty', ''],
    ['cut off before its version', desc.slice(0, 25)],
    ['cut off in a line', desc.slice(0, 100)],
    ['zeroes', `${desc.slice(0, 60)}\0\0\0\n`],
    ['something else', 'hello\n'],
  ])('is refused where it is %s', (_, text) => {
    expect(() => parseDesc(text)).toThrow(DescError);
  });

  it('is told by its folder too', () => {
    expect(nameOfFolder('lib32-gcc-libs-13.2.1-5')).toBe('lib32-gcc-libs');
    expect(nameOfFolder('java-runtime-common-1:3-5')).toBe('java-runtime-common');
    expect(nameOfFolder('ALPM_DB_VERSION')).toBeUndefined();
  });
});
