import { describe, expect, it } from 'vitest';
import { Folders } from '../../../electron/engine/collectors/files/watch/folders.ts';

function watched(...keys: string[]): Folders {
  const folders = new Folders();
  for (const [n, key] of keys.entries()) folders.set(key, n + 1);
  return folders;
}

describe('the watched folders', () => {
  it('forget one with all that lies below it, and no other', () => {
    const folders = watched('/srv', '/srv/a', '/srv/a/b', '/srv/ab', '/opt');
    expect(folders.drop('/srv/a')).toEqual([2, 3]);
    expect(folders.drop('/srv/a')).toEqual([]);
    expect(['/srv', '/srv/a', '/srv/a/b', '/srv/ab', '/opt'].filter((key) => folders.at(key))).toEqual([
      '/srv',
      '/srv/ab',
      '/opt',
    ]);
    expect(folders.watches).toBe(3);
  });

  it('forget what lies below a folder that is itself not watched, and all below the root', () => {
    const folders = watched('/', '/srv/closed/a', '/srv/closed/b');
    expect(folders.drop('/srv/closed')).toEqual([2, 3]);
    folders.set('/srv/closed/a', 4);
    expect(folders.drop('/')).toEqual([1, 4]);
    expect(folders.watches).toBe(0);
  });

  it('keep a number that another path still needs, and know what the kernel let go', () => {
    const folders = new Folders();
    folders.set('/srv/a', 1);
    folders.set('/link/a', 1);
    expect(folders.drop('/link/a')).toEqual([]);
    expect(folders.drop('/srv')).toEqual([1]);
    folders.set('/srv/a', 2);
    folders.set('/srv/a', 3);
    expect(folders.lost(3).map((each) => each.key)).toEqual(['/srv/a']);
    expect(folders.drop('/srv')).toEqual([]);
  });

  it('tell at once that nothing lies below a name, however many are watched', () => {
    const folders = new Folders();
    const count = 20_000;
    for (let n = 0; n < count; n += 1) folders.set(`/srv/${n}`, n);
    // Looking through all of them for each would be 400 million comparisons: far beyond a test's time.
    for (let n = 0; n < count; n += 1) folders.drop(`/srv/file-${n}`);
    for (let n = 0; n < count; n += 1) folders.lost(n);
    expect(folders.watches).toBe(0);
  });
});
