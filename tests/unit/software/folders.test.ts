import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maskOf } from '../../../electron/engine/collectors/software/flatpak/masks.ts';
import { homesIn } from '../../../electron/engine/collectors/software/homes.ts';
import { parseKeyFile } from '../../../electron/engine/collectors/software/key-file.ts';
import { pythonFolders } from '../../../electron/engine/collectors/software/optional/python-folders.ts';
import { userFolders } from '../../../electron/engine/collectors/software/optional/user-dirs.ts';
import { usualFolders } from '../../../electron/engine/collectors/software/usual-folders.ts';
import { temporaryFolder } from '../../support/temporary.ts';

it('homes are those of people', () => {
  const passwd = [
    'root:x:0:0:root:/root:/bin/bash',
    'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
    'alice:x:1000:1000:Alice,,,:/home/alice:/bin/bash',
    'bob:x:1001:1001::/home/bob:/bin/sh',
    'again:x:1002:1002::/home/alice:/bin/sh',
    'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
    'nowhere:x:1003:1003::/:/bin/sh',
    'relative:x:1004:1004::home:/bin/sh',
    '+nis:x:1005:1005::/home/nis:/bin/sh',
    'half:x:10',
    '',
  ];
  expect(homesIn(passwd.join('\n'))).toEqual([
    { user: 'alice', folder: '/home/alice' },
    { user: 'bob', folder: '/home/bob' },
  ]);
});

describe('usual folders', () => {
  it('are found through wildcards, and where more can come to be is told', async () => {
    const base = temporaryFolder();
    for (const each of ['lib/python3.11/site', 'lib/python3.12', 'lib/.python3', 'lib/perl']) {
      mkdirSync(join(base, each), { recursive: true });
    }
    const { folders, leads } = await usualFolders(base, ['lib/python3*/site', 'none/here', 'gone/x*/y']);
    expect(folders).toEqual(
      ['lib/python3.11/site', 'lib/python3.12/site', 'none/here'].map((each) => join(base, each)),
    );
    expect(leads.map((each) => each.folder)).toEqual([join(base, 'lib'), join(base, 'gone')]);
    const wanted = leads[0]?.wanted ?? (() => false);
    expect(['python3.13', 'python3', 'perl', '.python3', 'xpython3'].map(wanted)).toEqual([
      ...[true, true, false, false, false],
    ]);
  });

  it('of Python are where each platform has them', () => {
    expect(pythonFolders('linux', false)).toEqual(['.local/lib/python3*/site-packages']);
    expect(pythonFolders('darwin', false)).toEqual(['Library/Python/3*/lib/python/site-packages']);
    expect(pythonFolders('win32', true)).toEqual(['Program Files/Python3*/Lib/site-packages']);
  });
});

describe('the folders for downloads and of the desktop', () => {
  it('are called by their language’s words', async () => {
    const home = temporaryFolder();
    expect(await userFolders(home)).toEqual([join(home, 'Downloads'), join(home, 'Desktop')]);
    mkdirSync(join(home, '.config'));
    const lines = [
      '# XDG_DESKTOP_DIR="$HOME/no"',
      'XDG_DOWNLOAD_DIR="$HOME/Téléchargements"',
      'XDG_DESKTOP_DIR="/data/a\\"b"',
    ];
    writeFileSync(join(home, '.config/user-dirs.dirs'), lines.join('\n'));
    expect(await userFolders(home)).toEqual([join(home, 'Téléchargements'), '/data/a"b']);
  });
});

describe('a key file', () => {
  it('is read by its groups', () => {
    const read = parseKeyFile(
      'before=1\n[a b]\n# note\nKey = value = more \nName[de]=Wert\n\n[c]\nx=\nbroken\n[a b]\ny=2',
    );
    expect([...read].map(([group, keys]) => [group, Object.fromEntries(keys)])).toEqual([
      ['a b', { Key: 'value = more', 'Name[de]': 'Wert', y: '2' }],
      ['c', { x: '' }],
    ]);
  });
});

describe('what Flatpak masks', () => {
  const ref = 'app/org.test.App/x86_64/stable';
  it.each([
    ['', false],
    ['org.test.App', true],
    ['org.test.*', true],
    ['org.test', false],
    ['app/org.test.App', true],
    ['runtime/org.test.App', false],
    ['org.test.App//stable', true],
    ['org.test.App/aarch64', false],
    ['org.test.App/*/beta', false],
    ['orgXtestXApp', false],
    ['org.other;org.test.App;', true],
  ])('%s', (masks, expected) => {
    expect(maskOf(`[core]\nxa.masked=${masks}\n`)(ref)).toBe(expected);
  });
});
