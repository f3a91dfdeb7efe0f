import { mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { filesCollector, Inventory, type Tracked, tracking } from './inventory.ts';

async function inventory(...items: Tracked[]): Promise<Inventory> {
  return new Inventory(await filesCollector(), tracking(...items));
}

/** A folder to track with links of all sorts, and one elsewhere that they lead to. */
function linked(): { readonly tree: string; readonly other: string } {
  const folder = temporaryFolder();
  const [tree, other] = [join(folder, 'tree'), join(folder, 'other')];
  mkdirSync(join(tree, 'real'), { recursive: true });
  mkdirSync(join(other, 'deep'), { recursive: true });
  writeFileSync(join(tree, 'real/f'), 'real');
  writeFileSync(join(other, 'target'), 'target');
  writeFileSync(join(other, 'deep/g'), 'deep');
  symlinkSync('../other/target', join(tree, 'file'));
  symlinkSync(other, join(tree, 'folder'));
  symlinkSync('nowhere', join(tree, 'broken'));
  return { tree, other };
}

test('follow: what a link points to, walked into, with the link’s own name', async () => {
  const { tree, other } = linked();
  const found = await inventory({ path: tree, pathType: 'directory', recursion: true });
  await found.collect();
  expect(found.keys.map((each) => each.slice(tree.length))).toEqual([
    '',
    '/broken',
    '/file',
    '/folder',
    '/folder/deep',
    '/folder/deep/g',
    '/folder/target',
    '/real',
    '/real/f',
  ]);
  expect(found.fields(`${tree}/file`)).toMatchObject({ kind: 'file', linkTarget: '../other/target', size: 6 });
  expect(found.content(`${tree}/file`)).toBe('target');
  expect(found.fields(`${tree}/folder`)).toMatchObject({ kind: 'directory', linkTarget: other });
  expect(found.fields(`${tree}/broken`)).toMatchObject({ kind: 'link', linkTarget: 'nowhere' });
  expect(found.problems).toEqual([]);
  writeFileSync(join(other, 'target'), 'other!');
  writeFileSync(join(other, 'deep/h'), '');
  const changes = await found.collect();
  expect(changes).toEqual([
    `Added ${tree}/folder/deep/h`,
    expect.stringContaining(`Modified ${tree}/file checksum`),
    expect.stringContaining(`Modified ${tree}/folder/target checksum`),
  ]);
  expect(await found.collect({ hints: [`${tree}/folder/deep/g`] })).toEqual([]);
  expect(found.keys).toContain(`${tree}/folder/deep/g`);
});

test('ignore: no link at all', async () => {
  const { tree } = linked();
  const found = await inventory({ path: tree, pathType: 'directory', recursion: true, links: 'ignore' });
  await found.collect();
  expect(found.keys.map((each) => each.slice(tree.length))).toEqual(['', '/real', '/real/f']);
});

test('manage: the link itself', async () => {
  const { tree, other } = linked();
  const found = await inventory({ path: tree, pathType: 'directory', recursion: true, links: 'manage' });
  await found.collect();
  expect(found.fields(`${tree}/folder`)).toMatchObject({
    kind: 'link',
    linkTarget: other,
    checksum: null,
    content: 'none',
  });
  expect(found.keys).not.toContain(`${tree}/folder/target`);
  writeFileSync(join(other, 'target'), 'changed');
  expect(await found.collect()).toEqual([]);
  unlinkSync(join(tree, 'file'));
  symlinkSync('../other/deep/g', join(tree, 'file'));
  expect(await found.collect()).toEqual([`Modified ${tree}/file modified linkTarget`]);
});

test('a loop is noted, not a hang, and what lies beside it is tracked', async () => {
  const { tree } = linked();
  symlinkSync('..', join(tree, 'real/up'));
  symlinkSync('.', join(tree, 'real/self'));
  const found = await inventory({ path: tree, pathType: 'directory', recursion: true });
  await found.collect();
  expect(found.problems.map(({ kind, subject }) => `${kind} ${subject}`).sort()).toEqual([
    `note ${tree}/real/self`,
    `note ${tree}/real/up`,
  ]);
  expect(found.fields(`${tree}/real/up`)).toMatchObject({ kind: 'link', linkTarget: '..' });
  expect(found.keys).toContain(`${tree}/real/f`);
  expect(await found.collect()).toEqual([]);
});

test('two folders that link to one another end', async () => {
  const folder = temporaryFolder();
  for (const name of ['tree', 'a', 'b']) mkdirSync(join(folder, name));
  symlinkSync('../a', join(folder, 'tree/a'));
  symlinkSync('../b', join(folder, 'a/b'));
  symlinkSync('../a', join(folder, 'b/a'));
  const found = await inventory({ path: `${folder}/tree`, pathType: 'directory', recursion: true });
  await found.collect();
  expect(found.keys.map((each) => each.slice(folder.length))).toEqual(['/tree', '/tree/a', '/tree/a/b', '/tree/a/b/a']);
});

test('a folder that several links lead to is walked once, under the same name each time', async () => {
  const { tree, other } = linked();
  symlinkSync(other, join(tree, 'another'));
  symlinkSync('real', join(tree, 'within'));
  const found = await inventory({ path: tree, pathType: 'directory', recursion: true });
  await found.collect();
  expect(found.keys).toContain(`${tree}/another/target`);
  expect(found.keys).not.toContain(`${tree}/folder/target`);
  expect(found.keys).not.toContain(`${tree}/within/f`);
  expect(found.fields(`${tree}/folder`).kind).toBe('link');
  expect(found.fields(`${tree}/within`).kind).toBe('link');

  // One that would come first by its name does not take over from the one that is known.
  symlinkSync(other, join(tree, 'aaa'));
  expect(await found.collect()).toEqual([`Added ${tree}/aaa`]);
  const again = new Inventory(await filesCollector(), found.settings);
  for (const [key, item] of found.items) again.items.set(key, item);
  for (const each of found.baselines) again.baselines.add(each);
  expect(await again.collect()).toEqual([]);
});

test('a link’s target that goes, and comes back', async () => {
  const { tree, other } = linked();
  const found = await inventory({ path: `${tree}/file` });
  await found.collect();
  rmSync(join(other, 'target'));
  expect((await found.collect())[0]).toMatch(`Modified ${tree}/file kind size checksum`);
  writeFileSync(join(other, 'target'), 'back');
  await found.collect();
  expect(found.content(`${tree}/file`)).toBe('back');
});
