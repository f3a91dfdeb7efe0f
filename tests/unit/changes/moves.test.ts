import { describe, expect, it } from 'vitest';
import { tieMoves } from '../../../electron/engine/changes/moves.ts';
import type { NewChange } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';

const made = '2026-01-01T00:00:00.000Z';
const nameOf = (key: string) => key.slice(key.lastIndexOf('/') + 1);
const file = (fileId: string, hash: string, over: Fields = {}): Fields => ({
  kind: 'file',
  fileId,
  created: made,
  checksum: `sha256:${hash}`,
  size: 5,
  ...over,
});

function change(key: string, before: Fields | null, after: Fields | null): NewChange {
  const category = before === null ? 'Added' : after === null ? 'Removed' : 'Modified';
  const at = { noticedAt: made, since: made, how: 'live' } as const;
  return { type: 'Files', key, name: nameOf(key), category, fieldsChanged: [], before, after, ...at };
}
const went = (key: string, fields: Fields) => change(key, fields, null);
const came = (key: string, fields: Fields) => change(key, null, fields);

/** What is tied, as `/a > /b`, after a check that each tie stands on both sides. */
function ties(...changes: readonly NewChange[]): string[] {
  const tied = tieMoves(changes);
  expect(tied.map(({ key, category }) => [key, category])).toEqual(changes.map(({ key, category }) => [key, category]));
  const forth = tied.flatMap(({ key, movedTo }) => (movedTo === undefined ? [] : [`${key} > ${movedTo}`]));
  const back = tied.flatMap(({ key, movedFrom }) => (movedFrom === undefined ? [] : [`${movedFrom} > ${key}`]));
  expect(back.sort()).toEqual(forth.sort());
  return forth;
}

describe('a move', () => {
  it('is known by the thing itself, though its content was changed with it', () => {
    expect(ties(went('/a', file('1:7', 'x')), came('/b', file('1:7', 'y')))).toEqual(['/a > /b']);
    const folder = { kind: 'directory', fileId: '1:8', created: made, checksum: null, size: null };
    expect(ties(came('/new', folder), went('/old', folder))).toEqual(['/old > /new']);
  });

  it('is none where an inode was given to a new file', () => {
    const later = file('1:7', 'y', { created: '2026-01-02T00:00:00.000Z' });
    expect(ties(went('/a', file('1:7', 'x')), came('/b', later))).toEqual([]);
    expect(ties(went('/a', file('1:7', 'x')), came('/b', { ...file('1:7', 'y'), kind: 'link' }))).toEqual([]);
    const unknown = { created: null };
    expect(ties(went('/a', file('1:7', 'x', unknown)), came('/b', file('1:7', 'y', unknown)))).toEqual([]);
  });

  it('to another file system is known by content, whatever the checksums are made by', () => {
    const there = { ...file('2:9', 'x', { created: null }), checksum: 'md5:1', contentHash: 'sha256:x' };
    expect(ties(went('/a', file('1:7', 'x')), came('/mnt/a', there))).toEqual(['/a > /mnt/a']);
    expect(ties(went('/a', file('1:7', 'x')), came('/mnt/a', file('2:9', 'x', { size: 6 })))).toEqual([]);
  });

  it('is never told of empty files, or of what has no content, by their content', () => {
    const empty = { size: 0 };
    expect(ties(went('/a', file('1:7', 'e', empty)), came('/b', file('1:8', 'e', empty)))).toEqual([]);
    const folder = (fileId: string) => ({ kind: 'directory', fileId, created: made, checksum: null, size: null });
    expect(ties(went('/a', folder('1:1')), came('/b', folder('1:2')))).toEqual([]);
  });

  it('is told only where one tie is possible, by the name where that tells copies apart', () => {
    const [one, two] = [file('1:1', 'x'), file('1:2', 'x')];
    const [there, too] = [file('2:1', 'x'), file('2:2', 'x')];
    expect(ties(went('/a', one), went('/b', two), came('/c', there))).toEqual([]);
    expect(ties(went('/a', one), came('/c', there), came('/d', too))).toEqual([]);
    expect(ties(went('/d/a', one), went('/d/b', two), came('/e/a', there), came('/e/b', too))).toEqual([
      '/d/a > /e/a',
      '/d/b > /e/b',
    ]);
    // Hard links, in a folder that was renamed
    expect(ties(went('/d/a', one), went('/d/b', one), came('/e/b', one), came('/e/a', one))).toEqual([
      '/d/a > /e/a',
      '/d/b > /e/b',
    ]);
  });

  it('ties the thing itself before a copy of it', () => {
    const original = file('1:1', 'x');
    expect(ties(went('/a', original), came('/copy', file('1:2', 'x')), came('/b', original))).toEqual(['/a > /b']);
  });

  it('is of a file that went and one that came, of files only, and is decided anew each time', () => {
    expect(ties(change('/a', file('1:1', 'x'), file('1:2', 'y')), came('/b', file('1:1', 'x')))).toEqual([]);
    const software = [went('/a', file('1:1', 'x')), came('/b', file('1:1', 'x'))];
    expect(ties(...software.map((each) => ({ ...each, type: 'Software' as const })))).toEqual([]);
    expect(ties({ ...went('/a', file('1:1', 'x')), movedTo: '/gone' })).toEqual([]);
  });
});
