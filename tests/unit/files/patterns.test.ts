import { describe, expect, test } from 'vitest';
import { coverage, type Standing } from '../../../electron/engine/collectors/files/patterns/coverage.ts';
import { expand, type Place } from '../../../electron/engine/collectors/files/patterns/expand.ts';
import { parseTracked } from '../../../electron/engine/collectors/files/patterns/spec.ts';
import { type TrackedFile, trackedFileSchema } from '../../../electron/shared/model/settings.ts';

const place: Place = {
  env: { HOME: '/home/ann', EMPTY: '', STAR: '/a*b', APPDATA: 'C:\\Users\\Ann' },
  home: '/home/ann',
  platform: 'linux',
};

const tracked = (item: Partial<TrackedFile>) => trackedFileSchema.parse({ id: 'a', name: 'A', path: '/x', ...item });

/** Whether a path is an item of what is tracked, as a walk would find out step by step. */
function covers(item: Partial<TrackedFile>, path: string, folder = false, on: Place = place): boolean {
  const { spec } = parseTracked(tracked(item), on);
  if (spec === undefined) throw new Error('no usable path');
  const covered = coverage(spec);
  if (path === spec.root) return covered.isItem(covered.start, folder);
  if (!path.startsWith(spec.root === '/' ? '/' : `${spec.root}/`)) return false;
  let standing: Standing = covered.start;
  let at = spec.root === '/' ? '' : spec.root;
  for (const name of path.slice(at.length + 1).split('/')) {
    at = `${at}/${name}`;
    const listed = covered.listing(standing);
    const next = listed && covered.enter(listed, name, at);
    if (next === undefined) return false;
    standing = next;
  }
  return covered.isItem(standing, folder);
}

describe('variables', () => {
  test.each([
    ['$HOME/.bashrc', '/home/ann/.bashrc'],
    [`\${HOME}x`, '/home/annx'],
    ['%HOME%/x', '/home/ann/x'],
    ['~/x', '/home/ann/x'],
    ['~', '/home/ann'],
    ['/a/~/x', '/a/~/x'],
    ['/a/100%/b', '/a/100%/b'],
    ['/a/\\$HOME', '/a/\\$HOME'],
    ['$STAR/c', '/a\\*b/c'],
  ])('%s is %s', (written, path) => expect(expand(written, place)).toEqual({ kind: 'path', path }));

  test.each(['$NONE/x', `\${NONE}/x`, '%NONE%/x', '$EMPTY/x'])('%s names nothing', (written) => {
    expect(expand(written, place)).toEqual({ kind: 'unset', variable: written.slice(0, -2) });
  });

  test.each(['', '  ', 'etc/hosts', './x', '~other/x'])('“%s” is not absolute', (written) => {
    expect(expand(written, place)).toEqual({ kind: 'relative' });
  });

  test('Windows separates by backslash and does not mind the case of a variable', () => {
    const windows: Place = { ...place, platform: 'win32' };
    expect(expand('%AppData%\\x\\y', windows)).toEqual({ kind: 'path', path: 'C:/Users/Ann/x/y' });
  });
});

describe('wildcards', () => {
  test.each([
    ['/x/*.conf', '/x/a.conf', true],
    ['/x/*.conf', '/x/.conf', true],
    ['/x/*.conf', '/x/y/a.conf', false],
    ['/x/a?c', '/x/abc', true],
    ['/x/a?c', '/x/ac', false],
    ['/x/[a-c]1', '/x/b1', true],
    ['/x/[a-c]1', '/x/d1', false],
    ['/x/[!a-c]1', '/x/d1', true],
    ['/x/[!a-c]1', '/x/a1', false],
    ['/x/**/f', '/x/f', true],
    ['/x/**/f', '/x/a/b/f', true],
    ['/x/**/f', '/x/a/b/g', false],
    ['/x/**', '/x/a/b', true],
    ['/home/*/.ssh/authorized_keys', '/home/ann/.ssh/authorized_keys', true],
    ['/home/*/.ssh/authorized_keys', '/home/ann/x/authorized_keys', false],
    ['/x/{a,b}', '/x/a', false],
    ['/x/{a,b}', '/x/{a,b}', true],
    ['/x/(a)*', '/x/(a)1', true],
    ['/x/(a)*', '/x/a1', false],
    ['/x/!(a)*', '/x/!(a)1', true],
    ['/x/a+b*', '/x/a+b', true],
    ['/x/a+b*', '/x/aab', false],
    ['/x/!*', '/x/!a', true],
    ['/x/!*', '/x/a', false],
    ['/x/\\*', '/x/*', true],
    ['/x/\\*', '/x/a', false],
    ['/x/a.c*', '/x/abc', false],
    ['/x/ü*', '/x/üb', true],
    ['/x/caf\\xE9', '/x/caf\\xE9', true],
    ['/x/A', '/x/a', false],
  ])('%s and %s: %s', (path, key, expected) => expect(covers({ path }, key)).toBe(expected));

  describe.each([
    ['linux', '/x', false],
    ['darwin', '/x', true],
    ['win32', 'C:/x', true],
  ] as const)('case on %s', (platform, x, ignored) => {
    const on: Place = { ...place, platform };

    test.each([
      [{ path: `${x}/*.TXT` }, `${x}/a.txt`],
      [{ path: `${x}/[A-C]1` }, `${x}/b1`],
      [{ path: `${x}/*/Hosts` }, `${x}/a/hosts`],
      [{ path: `${x}/**/Ünder` }, `${x}/a/b/ünder`],
    ])('%j covers %s only where it is ignored', (item, key) => {
      expect(covers(item, key, false, on)).toBe(ignored);
    });

    test.each([
      ['*.LOG', 'b.log'],
      ['Cache', 'cache'],
      [`${x}/A/*`, 'a/b'],
    ])('the exclude %s leaves %s out only where it is ignored', (exclude, name) => {
      const item: Partial<TrackedFile> = { path: x, pathType: 'directory', recursion: true, excludes: [exclude] };
      expect(covers(item, `${x}/${name}`, false, on)).toBe(!ignored);
    });

    test('the same case always matches', () => {
      expect(covers({ path: `${x}/*.txt` }, `${x}/a.txt`, false, on)).toBe(true);
      const item: Partial<TrackedFile> = { path: x, pathType: 'directory', excludes: ['a.txt'] };
      expect(covers(item, `${x}/a.txt`, false, on)).toBe(false);
    });
  });

  test('dots and doubled slashes in a path are resolved', () => {
    expect(parseTracked(tracked({ path: '//x/./y/../z//*' }), place).spec?.root).toBe('/x/z');
    expect(parseTracked(tracked({ path: '/x/y/' }), place).spec?.root).toBe('/x/y');
  });
});

describe('folders', () => {
  const folder = { path: '/x', pathType: 'directory' } as const;

  test('a file item is no folder, and a folder item no file', () => {
    expect(covers({ path: '/x' }, '/x', true)).toBe(false);
    expect(covers(folder, '/x', false)).toBe(false);
    expect(covers(folder, '/x', true)).toBe(true);
  });

  test('without recursion: its entries', () => {
    expect(covers(folder, '/x/a')).toBe(true);
    expect(covers(folder, '/x/a', true)).toBe(true);
    expect(covers(folder, '/x/a/b')).toBe(false);
  });

  test('with recursion: everything below, as deep as asked for', () => {
    expect(covers({ ...folder, recursion: true }, '/x/a/b/c/d')).toBe(true);
    expect(covers({ ...folder, recursion: true, maxDepth: 1 }, '/x/a/b')).toBe(true);
    expect(covers({ ...folder, recursion: true, maxDepth: 1 }, '/x/a/b/c')).toBe(false);
  });

  test('a pattern names several folders', () => {
    const bin = { path: '/home/*/bin', pathType: 'directory' } as const;
    expect(covers(bin, '/home/ann/bin', true)).toBe(true);
    expect(covers(bin, '/home/ann/bin/tool')).toBe(true);
    expect(covers(bin, '/home/ann/other')).toBe(false);
  });
});

describe('excludes', () => {
  const tree = { path: '/x', pathType: 'directory', recursion: true } as const;
  test.each([
    [['*.log'], '/x/a/b.log', false],
    [['*.log'], '/x/a/b.txt', true],
    [['cache'], '/x/cache/deep/file', false],
    [['/x/a'], '/x/a/b', false],
    [['/x/a/'], '/x/a/b', false],
    [['/x/a'], '/x/ab', true],
    [['/x/*/tmp'], '/x/q/tmp/f', false],
    [['**/tmp'], '/x/q/r/tmp/f', false],
    [['/x/**/*.o'], '/x/q/r/f.o', false],
    [['$HOME/x'], '/x/a', true],
  ])('%j leaves %s: %s', (excludes, key, expected) => expect(covers({ ...tree, excludes }, key)).toBe(expected));

  test('one that can match nothing is told', () => {
    const { invalid } = parseTracked(tracked({ excludes: ['a/b', '$NONE/x', 'fine', '/fine/too'] }), place);
    expect(invalid.map((each) => [each.written, each.why.kind])).toEqual([
      ['a/b', 'relative'],
      ['$NONE/x', 'unset'],
    ]);
  });
});

describe('sources', () => {
  const source = (item: Partial<TrackedFile>) => parseTracked(tracked(item), place).source;

  test('what decides the coverage makes a new source, a new name does not', () => {
    const base = source({});
    expect(source({ name: 'B', group: 'G', keepContent: false, mustExist: false })).toBe(base);
    const edits: Partial<TrackedFile>[] = [
      { path: '/y' },
      { pathType: 'directory' },
      { recursion: true },
      { links: 'manage' },
      { excludes: ['a'] },
      { maxDepth: 2 },
      { maxSize: 5 },
      { id: 'b' },
    ];
    const all = edits.map(source);
    expect(new Set([base, ...all]).size).toBe(edits.length + 1);
  });
});
