import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { filesCollector, Inventory, type Tracked, tracking } from './inventory.ts';

/** A tree with a baseline, and a way to write into it. */
async function tracked(item: (folder: string) => Tracked, files: readonly string[]) {
  const folder = temporaryFolder();
  const write = (name: string, text = '') => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const each of files) write(each);
  const found = new Inventory(await filesCollector(), tracking(item(folder)));
  await found.collect();
  const look = async (...names: string[]) => {
    const hints = names.map((each) => (each === '' ? folder : `${folder}/${each}`));
    return (await found.collect({ hints })).map((each) => each.replaceAll(`${folder}/`, ''));
  };
  return { folder, write, found, look };
}

const tree = (path: string): Tracked => ({ path, pathType: 'directory', recursion: true });

test('only what is hinted is looked at', async () => {
  const { write, look } = await tracked(tree, ['a', 'b', 'sub/c']);
  write('a', 'x');
  write('b', 'x');
  write('sub/new', 'x');
  expect(await look('a')).toEqual(['Modified a size checksum modified']);
  expect(await look('sub')).toEqual(['Added sub/new']);
  expect(await look('b', 'sub/new')).toEqual(['Modified b size checksum modified']);
});

test('a hint for a folder finds and loses all that is below it', async () => {
  const { folder, write, look } = await tracked(tree, ['a']);
  write('new/deep/er/f');
  write('new/g');
  expect(await look('new')).toEqual([
    'Added new',
    'Added new/deep',
    'Added new/deep/er',
    'Added new/deep/er/f',
    'Added new/g',
  ]);
  rmSync(join(folder, 'new'), { recursive: true });
  expect(await look('new/g', 'new')).toHaveLength(5);
});

test('a hint for a folder above the root covers the root', async () => {
  const { folder, write, look } = await tracked((path) => tree(`${path}/x/y`), ['x/y/f']);
  rmSync(join(folder, 'x'), { recursive: true });
  expect(await look('x')).toEqual(['Removed x/y', 'Removed x/y/f']);
  write('x/y/f');
  expect(await look('')).toEqual(['Added x/y', 'Added x/y/f']);
});

test('a hint reaches as far as its tracked item: depth, excludes, recursion, pattern', async () => {
  const { write, look } = await tracked(
    (path) => ({ ...tree(path), maxDepth: 1, excludes: ['*.log', `${path}/out`] }),
    ['a/b'],
  );
  write('a/deep/c');
  write('a/x.log');
  write('out/f');
  write('a/ok');
  expect(await look('a/deep/c', 'a/x.log', 'out/f', 'out', 'a/ok')).toEqual(['Added a/ok']);
  expect(await look('a')).toEqual(['Added a/deep']);

  const flat = await tracked((path) => ({ path, pathType: 'directory' }), ['f']);
  flat.write('sub/g');
  expect(await flat.look('sub/g')).toEqual([]);
  expect(await flat.look('sub')).toEqual(['Added sub']);

  const pattern = await tracked((path) => ({ path: `${path}/*/etc/*.conf` }), ['u/etc/a.conf']);
  pattern.write('v/etc/b.conf');
  pattern.write('v/other/b.conf');
  expect(await pattern.look('v')).toEqual(['Added v/etc/b.conf']);
  pattern.write('v/etc/c.conf');
  expect(await pattern.look('v/etc/c.conf', 'v/etc/c.txt')).toEqual(['Added v/etc/c.conf']);
});

test('a folder that became a file loses what was in it', async () => {
  const { folder, write, look } = await tracked(tree, ['d/f']);
  rmSync(join(folder, 'd'), { recursive: true });
  write('d', 'now a file');
  expect(await look('d/f')).toEqual(['Removed d/f']);
  expect((await look('d'))[0]).toMatch('Modified d kind size checksum');
});

test('a hint that nothing covers finds nothing', async () => {
  const { found } = await tracked(tree, ['a']);
  expect(await found.collect({ hints: [temporaryFolder()] })).toEqual([]);
});
