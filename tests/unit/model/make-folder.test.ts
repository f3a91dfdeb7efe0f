import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../../electron/shared/model/make-folder.ts';

/** Folders that stand, and what the kernel says to one that can't be made. */
function files(standing: string[], refused?: string) {
  const made: string[] = [];
  return {
    made,
    existsSync: (path: string) => standing.includes(path) || made.includes(path),
    mkdirSync: (path: string) => {
      if (path === refused) throw new Error(`ENOENT: ${path}`);
      made.push(path);
    },
    dirname,
  };
}

it('makes the folders above first, and nothing that is there', () => {
  const disk = files(['/', '/home']);
  makeFolder(disk, '/home/a/b');
  expect(disk.made).toEqual(['/home/a', '/home/a/b']);
});

it('fails where the kernel says that it cannot be, as in /proc, instead of trying for ever', () => {
  expect(() => makeFolder(files(['/', '/proc'], '/proc/nope'), '/proc/nope')).toThrow('ENOENT');
});
