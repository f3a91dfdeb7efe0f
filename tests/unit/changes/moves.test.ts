import { describe, expect, it } from 'vitest';
import { looseEnds, tieEarlier, tieMoves } from '../../../electron/engine/changes/moves.ts';
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

  it('over another file ties the one that went to the one that became it', () => {
    const over = change('/b', file('1:2', 'old'), file('1:1', 'x'));
    expect(ties(went('/a', file('1:1', 'x')), over)).toEqual(['/a > /b']);
    // Written over in place, or by a copy: the file is the same one, or a new one with that content.
    expect(ties(went('/a', file('1:1', 'x')), change('/b', file('1:2', 'old'), file('1:2', 'x')))).toEqual([]);
    expect(ties(went('/a', file('1:1', 'x')), change('/b', file('1:2', 'old'), file('1:3', 'x')))).toEqual([]);
    expect(ties(went('/a', file('1:1', 'x')), change('/b', file('1:2', 'old'), file('2:3', 'x')))).toEqual([]);
  });

  it('is none of a copy within one file system, or of one that was written at another time', () => {
    expect(ties(went('/a', file('1:1', 'x')), came('/b', file('1:2', 'x')))).toEqual([]);
    const [then, later] = [{ modified: '2026-01-01T00:00:00.900Z' }, { modified: '2026-02-01T00:00:00.000Z' }];
    expect(ties(went('/a', file('1:1', 'x', then)), came('/mnt/a', file('2:2', 'x', later)))).toEqual([]);
    // FAT keeps pairs of seconds.
    const coarse = { modified: '2026-01-01T00:00:00.000Z' };
    expect(ties(went('/a', file('1:1', 'x', then)), came('/mnt/a', file('2:2', 'x', coarse)))).toEqual(['/a > /mnt/a']);
  });

  it('is of a file that went and one that came, of files only, and is decided anew each time', () => {
    expect(ties(change('/a', file('1:1', 'x'), file('1:2', 'y')), came('/b', file('1:1', 'x')))).toEqual([]);
    const software = [went('/a', file('1:1', 'x')), came('/b', file('1:1', 'x'))];
    expect(ties(...software.map((each) => ({ ...each, type: 'Software' as const })))).toEqual([]);
    expect(ties({ ...went('/a', file('1:1', 'x')), movedTo: '/gone' })).toEqual([]);
  });
});

describe('a move whose ends were noticed one after the other', () => {
  const minute = (n: number) => `2026-03-01T10:0${n}:00.000Z`;
  const noticed = (each: NewChange, from: number, to: number) => ({
    ...each,
    since: minute(from),
    noticedAt: minute(to),
  });
  const one = file('1:1', 'x');
  const tied = (now: NewChange, ...earlier: readonly NewChange[]) => {
    const [told] = tieEarlier([now], earlier);
    return told?.movedFrom ?? told?.movedTo;
  };

  it('is tied in either order, and over another file too', () => {
    expect(tied(noticed(came('/b', one), 1, 3), noticed(went('/a', one), 0, 2))).toBe('/a');
    expect(tied(noticed(went('/a', one), 1, 3), noticed(came('/b', one), 0, 2))).toBe('/b');
    const over = change('/b', file('1:2', 'y'), one);
    expect(tied(noticed(went('/a', one), 1, 3), noticed(over, 0, 2))).toBe('/b');
    expect(tied(noticed(over, 1, 3), noticed(went('/a', one), 0, 2))).toBe('/a');
  });

  it('is none where the two can not have been one moment: a further name, and later the first one’s end', () => {
    expect(tied(noticed(went('/a', one), 3, 4), noticed(came('/link', one), 0, 2))).toBeUndefined();
    expect(tied(noticed(came('/b', one), 3, 4), noticed(went('/a', one), 0, 2))).toBeUndefined();
  });

  it('is none by content alone, of one side only, or where several are possible', () => {
    expect(tied(noticed(came('/b', file('2:9', 'x')), 1, 3), noticed(went('/a', one), 0, 2))).toBeUndefined();
    expect(tied(noticed(came('/b', one), 1, 3), noticed(came('/a', one), 0, 2))).toBeUndefined();
    const two = [went('/a', one), went('/c', one)].map((each) => noticed(each, 0, 2));
    expect(tied(noticed(came('/b', one), 1, 3), ...two)).toBeUndefined();
    expect(tied(noticed(came('/b', one), 1, 3), { ...noticed(went('/a', one), 0, 2), movedTo: '/c' })).toBeUndefined();
  });

  it('is none of a file that came and went again, or went and came back, under its own name', () => {
    expect(tied(noticed(went('/a', one), 1, 3), noticed(came('/a', one), 0, 2))).toBeUndefined();
    expect(tied(noticed(came('/a', one), 1, 3), noticed(went('/a', one), 0, 2))).toBeUndefined();
  });

  it('is looked for among what its other end can be', () => {
    expect(looseEnds([came('/b', one)])).toEqual({ files: ['1:1'], others: ['Removed'] });
    expect(looseEnds([went('/b', one)])).toEqual({ files: ['1:1'], others: ['Added', 'Modified'] });
    expect(looseEnds([{ ...went('/b', one), movedTo: '/c' }, change('/d', one, one)])).toEqual({
      files: [],
      others: [],
    });
  });
});
