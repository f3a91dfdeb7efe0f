import { describe, expect, test } from 'vitest';
import { type Bounds, judgeSeen, judgeWritten } from '../../../electron/engine/collectors/files/patterns/judge.ts';
import { kernelFoldersOf, walksWholeSystem } from '../../../electron/engine/collectors/files/patterns/reach.ts';
import { parseTracked, type Spec } from '../../../electron/engine/collectors/files/patterns/spec.ts';
import type { TrialResult } from '../../../electron/engine/collectors/files/worker/protocol.ts';
import { trackedDraftSchema } from '../../../electron/shared/contract/pattern.ts';
import { type TrackedFile, trackedFileSchema } from '../../../electron/shared/model/settings.ts';

const place = { env: { HOME: '/home/ann' }, home: '/home/ann', platform: 'linux' } as const;

/** A tracked item, also one that the settings would not take. */
const item = (part: Partial<TrackedFile>): TrackedFile => ({
  ...trackedFileSchema.parse({ id: 'a', name: 'A', path: '/x' }),
  ...part,
});

function written(part: Partial<TrackedFile>, platform: NodeJS.Platform = 'linux') {
  const draft = item(part);
  return judgeWritten(draft, parseTracked(draft, { ...place, platform }), platform);
}

function specOf(part: Partial<TrackedFile>, platform: NodeJS.Platform = 'linux'): Spec {
  const { spec } = parseTracked(item(part), { ...place, platform });
  if (spec === undefined) throw new Error('no usable path');
  return spec;
}

const tree = { pathType: 'directory', recursion: true } as const;

describe('what is written', () => {
  test.each([
    ['etc/hosts', /not absolute/],
    ['', /not absolute/],
    ['./x', /not absolute/],
    ['/x/a[1', /\[ that is not closed/],
    ['/x/[]', /\[ that is not closed/],
    ['/x/a\0b', /NUL/],
    [`/x/${'n'.repeat(256)}`, /a name that is too long/],
    [`/x/${'ü'.repeat(128)}`, /a name that is too long/],
    [`/${'n/'.repeat(2100)}`, /is too long/],
  ])('%j is refused', (path, words) => {
    const { faults } = written({ path });
    expect(faults).toMatchObject([{ field: 'path', written: path, message: expect.stringMatching(words) }]);
    expect(faults[0]?.advice).not.toBe('');
  });

  test.each(['/etc/hosts', '~/.ssh', '$HOME/x', '/x/a\\[1', '/x/[[]1', '/x/a]', '/x/[!a-c]*', `/x/${'n'.repeat(255)}`])(
    '%s is not',
    (path) => expect(written({ path })).toEqual({ faults: [], unset: [] }),
  );

  test('a name that is not UTF-8 is as long as its bytes, not as its key', () => {
    expect(written({ path: `/x/${'\\xE9'.repeat(255)}` }).faults).toEqual([]);
  });

  test('an exclude is judged as the path is, and told by its text', () => {
    const { faults } = written({ excludes: ['fine', 'a/b', '*.[ch', '/x/\0'] });
    expect(faults.map((each) => [each.field, each.written])).toEqual([
      ['excludes', 'a/b'],
      ['excludes', '/x/\0'],
      ['excludes', '*.[ch'],
    ]);
    expect(faults[0]?.message).toBe('The exclude a/b is not absolute.');
  });

  test('a variable without a value can be saved: it may have one where Tidemark runs', () => {
    expect(written({ path: '$NONE/x' })).toEqual({
      faults: [],
      unset: [
        {
          kind: 'unset',
          message: 'The path uses $NONE, which has no value.',
          advice: expect.stringMatching(/Set the variable/),
        },
      ],
    });
  });

  test('Windows has its own way to write a bracket', () => {
    expect(written({ path: 'C:\\x\\[a' }, 'win32').faults[0]?.advice).toContain('[[]');
    expect(written({ path: 'C:\\x\\[[]a' }, 'win32').faults).toEqual([]);
    expect(written({ path: '/x' }, 'win32').faults[0]?.message).toMatch(/not absolute/);
  });
});

describe('what is walked', () => {
  test.each<[Partial<TrackedFile>, NodeJS.Platform, boolean]>([
    [{ path: '/', ...tree }, 'linux', true],
    [{ path: '//', ...tree }, 'linux', true],
    [{ path: 'C:\\', ...tree }, 'win32', true],
    [{ path: '\\\\server\\share', ...tree }, 'win32', true],
    [{ path: '/**' }, 'linux', true],
    [{ path: '/**/*.conf' }, 'linux', true],
    [{ path: '/*/**' }, 'linux', true],
    [{ path: '/*', ...tree }, 'linux', true],
    [{ path: 'C:\\**' }, 'win32', true],
    [{ path: '/', pathType: 'directory' }, 'linux', false],
    [{ path: '/', ...tree, maxDepth: 2 }, 'linux', false],
    [{ path: '/*/log/**' }, 'linux', false],
    [{ path: '/h*', ...tree }, 'linux', false],
    [{ path: '/*/log', ...tree }, 'linux', false],
    [{ path: '/etc', ...tree }, 'linux', false],
    [{ path: '/etc/**' }, 'linux', false],
  ])('%j on %s: a whole file system: %s', (part, platform, expected) => {
    expect(walksWholeSystem(specOf(part, platform))).toBe(expected);
  });

  test.each<[Partial<TrackedFile>, readonly string[]]>([
    [{ path: '/', ...tree }, ['/proc', '/sys', '/dev']],
    [{ path: '/', ...tree, excludes: ['/proc', '/sys'] }, ['/dev']],
    [{ path: '/proc/*/status' }, ['/proc']],
    [{ path: '/s*', pathType: 'directory' }, ['/sys']],
    [{ path: '/sys/class', pathType: 'directory' }, ['/sys']],
    [{ path: '/proc/cmdline' }, []],
    [{ path: '/process', ...tree }, []],
    [{ path: '/etc', ...tree }, []],
  ])('%j walks the kernel’s %j', (part, expected) => expect(kernelFoldersOf(specOf(part))).toEqual(expected));
});

describe('what is found', () => {
  const seen: TrialResult = {
    cut: null,
    files: 3,
    folders: 1,
    listed: 1,
    bytes: 100,
    examples: [],
    excluded: false,
    unreadable: 0,
    throughSudo: 0,
    failure: undefined,
    away: [],
    root: undefined,
  };
  const bounds: Bounds = {
    files: 100,
    contentTotal: 1000,
    watches: { setting: 'fs.inotify.max_user_watches', value: 50 },
  };
  const told = (part: Partial<TrackedFile>, found: Partial<TrialResult> | 'silent', within: Partial<Bounds> = {}) =>
    judgeSeen(
      trackedDraftSchema.strip().parse(item(part)),
      specOf(part),
      found === 'silent' ? found : { ...seen, ...found },
      { ...bounds, ...within },
    );
  const kinds = (...args: Parameters<typeof told>) => told(...args).map((each) => each.kind);

  test('an ordinary pattern is told nothing of', () => expect(told({ path: '/x', ...tree }, {})).toEqual([]));

  test.each<[string, Partial<TrackedFile>, Partial<TrialResult>, readonly string[]]>([
    ['nothing there', {}, { files: 0, folders: 0, root: 'absent' }, ['nothing']],
    ['nothing matches', { path: '/x/*' }, { files: 0, folders: 0 }, ['nothing']],
    ['a folder for a file', {}, { files: 0, folders: 0, root: 'folder' }, ['wrongKind']],
    ['a file for a folder', { pathType: 'directory' }, { files: 0, folders: 0, root: 'noFolder' }, ['wrongKind']],
    ['all left out', { path: '/x/*', excludes: ['*'] }, { files: 0, folders: 0, excluded: true }, ['excluded']],
    ['not looked to the end', { path: '/x/*' }, { files: 0, folders: 0, cut: 'time' }, []],
    ['what only sudo shows', { path: '/x/*', useSudo: true }, { files: 0, folders: 0, throughSudo: 1 }, []],
    ['on a network mount', { path: '/x/*' }, { files: 0, folders: 0, away: ['/x'] }, ['scheduled']],
    ['too many', {}, { files: 98, folders: 3 }, ['filesLimit']],
    ['just not too many', {}, { files: 97, folders: 3 }, []],
    ['too many folders', {}, { listed: 50 }, ['watchLimit']],
    ['just not too many folders', {}, { listed: 49 }, []],
    ['much content', {}, { bytes: 1001 }, ['content']],
    ['much content of which none is kept', { keepContent: false }, { bytes: 1001 }, []],
    ['much content of a log', { growing: true }, { bytes: 1001 }, []],
    ['everything', { path: '/', ...tree }, { files: 500, bytes: 5000 }, ['wholeSystem', 'filesLimit']],
    ['processes', { path: '/proc/*/status' }, {}, ['kernel']],
  ])('%s', (_, part, found, expected) => expect(kinds(part, found)).toEqual(expected));

  test('a limit that can’t be told, or concerns nothing, is not reached', () => {
    const unknown = { setting: 'fs.inotify.max_user_watches', value: null };
    expect(kinds({}, { listed: 1_000_000 }, { watches: null })).toEqual([]);
    expect(kinds({}, { listed: 1_000_000 }, { watches: unknown })).toEqual([]);
  });

  test('how to raise inotify’s limit is told', () => {
    expect(told({}, { listed: 600_000 })[0]?.advice).toMatch(
      /fs\.inotify\.max_user_watches=2097152 .*sysctl --system$/,
    );
  });

  test('parts that can’t be read are named, with how many more', () => {
    const failure = { key: '/x/secret', code: 'EACCES', of: 'folder' } as const;
    expect(told({}, { unreadable: 1, failure })[0]?.message).toBe("/x/secret can't be read: permission denied.");
    expect(told({}, { unreadable: 3, failure })[0]?.message).toMatch(/^\/x\/secret and 2 more /);
  });

  test('a file system that does not answer is all there is to say', () => {
    expect(kinds({ path: '/', ...tree }, 'silent')).toEqual(['silent']);
  });

  test('figures of a look that was cut off are said to be the least', () => {
    const [whole, many] = told({ path: '/', ...tree }, { files: 150, cut: 'time' });
    expect(whole?.kind).toBe('wholeSystem');
    expect(many?.message).toMatch(/more than 151 files and directories, and 100 are tracked/);
  });
});
