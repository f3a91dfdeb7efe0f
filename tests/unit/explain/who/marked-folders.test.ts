import { describe, expect, it } from 'vitest';
import { MarkedFolders } from '../../../../electron/engine/explain/who/marked-folders.ts';

const never = Number.POSITIVE_INFINITY;

describe('the folders that are listened to', () => {
  it('are known by their identity, by every path that leads to them', () => {
    const folders = new MarkedFolders();
    folders.add('/a', 'one', 10);
    folders.add('/link', 'one', 20);
    folders.add('/a', 'one', 30);
    expect(folders.pathsOf('one')).toEqual(['/a', '/link']);
    expect(folders.heardSince('/a/file')).toBe(10);
    expect(folders.heardSince('/link/file')).toBe(20);
    expect(folders.remove('/a')).toEqual([]);
    expect(folders.remove('/link')).toEqual(['/link']);
    expect(folders.pathsOf('one')).toEqual([]);
  });

  it('are others where another folder took their place', () => {
    const folders = new MarkedFolders();
    folders.add('/a', 'one', 10);
    folders.add('/a', 'two', 20);
    expect(folders.pathsOf('one')).toEqual([]);
    expect(folders.pathsOf('two')).toEqual(['/a']);
    expect(folders.heardSince('/a/file')).toBe(20);
  });

  it('go with all below them, and what was heard in them stays heard', () => {
    const folders = new MarkedFolders();
    for (const [index, path] of ['/', '/a', '/a/b', '/a/b/c', '/ab'].entries()) folders.add(path, path, index);
    expect([...folders.remove('/a')].sort()).toEqual(['/a', '/a/b', '/a/b/c']);
    expect(folders.paths).toEqual(['/', '/ab']);
    expect(folders.heardSince('/a/b/file')).toBe(2);
    folders.add('/a', 'another', 50);
    expect(folders.heardSince('/a/file')).toBe(50);
    expect([...folders.remove('/')].sort()).toEqual(['/', '/a', '/ab']);
    expect(folders.paths).toEqual([]);
  });

  it('are not heard where that is off, and heard since it is on', () => {
    const folders = new MarkedFolders();
    folders.add('/a', undefined, 10);
    expect(folders.heardSince('/a/file')).toBe(never);
    folders.add('/a', 'one', 20);
    expect(folders.heardSince('/a/file')).toBe(20);
    folders.silence();
    expect(folders.heardSince('/a/file')).toBe(never);
    expect(folders.pathsOf('one')).toEqual([]);
    expect(folders.paths).toEqual(['/a']);
    expect(folders.heardSince('/elsewhere/file')).toBe(never);
  });
});
