import { copyFileSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compare } from '../../../electron/engine/query/compare.ts';
import { changeRow } from '../../../electron/engine/query/rows.ts';
import { openReader } from '../../../electron/engine/store/open.ts';
import { testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('a rename is one move: live, in the log, in its rows, and in the net of several', async () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  mkdirSync(at('here'));
  writeFileSync(at('a'), 'content\n');
  writeFileSync(at('here/empty'), '');
  linkSync(at('here/empty'), at('here/link'));
  const watching = await testEngine({
    settings: trackingFiles([{ path: folder, pathType: 'directory', recursion: true }]),
  });
  await watching.ready();
  const start = new Date().toISOString();

  renameSync(at('a'), at('b'));
  expect(await watching.change(at('b'), 'Added')).toMatchObject({ movedFrom: at('a') });
  expect(await watching.change(at('a'), 'Removed')).toMatchObject({ movedTo: at('b') });

  renameSync(at('here'), at('there'));
  expect(await watching.change(at('there/link'))).toMatchObject({ movedFrom: at('here/link') });
  expect(await watching.change(at('there/empty'))).toMatchObject({ movedFrom: at('here/empty') });
  expect(await watching.change(at('there'))).toMatchObject({ movedFrom: at('here') });

  renameSync(at('b'), at('c'));
  await watching.change(at('c'), 'Added');
  const log = await watching.log();
  expect(
    log.filter(({ category }) => category !== 'Modified').map(({ movedFrom, movedTo }) => movedFrom ?? movedTo),
  ).not.toContain(undefined);

  const store = openReader(watching.dataDir);
  try {
    const nets = compare(store, start, new Date().toISOString()).map(({ change }) => change);
    const moved = nets.find(({ key }) => key === at('c'));
    expect(nets.map(({ key }) => key)).not.toContain(at('b'));
    expect(moved).toMatchObject({ category: 'Added', movedFrom: at('a') });
    expect(nets.find(({ key }) => key === at('a'))).toMatchObject({ category: 'Removed', movedTo: at('c') });
    const machine = { computer: 'harbour', id: 'm' };
    const rows = nets.map((change) => changeRow(change, machine));
    expect(rows.find((row) => row.Key === at('c'))).toMatchObject({ MovedFrom: at('a'), MovedTo: '' });
    expect(rows.find((row) => row.Key === at('a'))).toMatchObject({ MovedFrom: '', MovedTo: at('c') });
    expect(store.verify().faults).toEqual([]);
  } finally {
    store.close();
  }
});

/** A folder that nobody watches, and a look at one of its names. */
async function unwatched(...names: readonly string[]) {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  for (const name of names) writeFileSync(at(name), `${name} holds this\n`);
  const place = await testEngine({ settings: trackingFiles([{ path: folder, pathType: 'directory' }]), mode: 'once' });
  await place.collect('Files');
  const look = (name: string) => place.engine.request('tracking.look', { type: 'Files', key: at(name) });
  const told = async () =>
    (await place.log()).map(({ key, category, movedFrom, movedTo }) => {
      const other = movedFrom ?? movedTo;
      return `${category} ${key.slice(folder.length + 1)} ${other?.slice(folder.length + 1) ?? 'alone'}`;
    });
  return { place, at, look, told };
}

test.each([
  ['a', 'b', ['Removed a b', 'Added b a']],
  ['b', 'a', ['Added b a', 'Removed a b']],
])('a move that is noticed in two collections is one, %s first', async (first, second, told) => {
  const files = await unwatched('a');
  renameSync(files.at('a'), files.at('b'));
  await files.look(first);
  await files.look(second);
  expect(await files.told()).toEqual(told);
  const [one, two] = await files.place.log();
  const other = await files.place.engine.request('changes.get', { id: one?.id ?? 0 });
  expect(other.otherEnd?.id).toBe(two?.id);
  expect((await files.place.engine.request('changes.get', { id: two?.id ?? 0 })).otherEnd?.id).toBe(one?.id);
  const store = openReader(files.place.dataDir);
  try {
    expect(store.verify().faults).toEqual([]);
  } finally {
    store.close();
  }
});

test('a move over a tracked file is one, at once and in two collections', async () => {
  const files = await unwatched('a', 'b', 'c', 'd');
  renameSync(files.at('a'), files.at('b'));
  await files.place.collect('Files');
  renameSync(files.at('c'), files.at('d'));
  await files.look('d');
  await files.look('c');
  expect((await files.told()).sort()).toEqual(['Modified b a', 'Modified d c', 'Removed a b', 'Removed c d']);
});

test('a copy is no move, whatever becomes of what it was copied from', async () => {
  const files = await unwatched('a', 'b', 'c');
  copyFileSync(files.at('a'), files.at('copy'));
  copyFileSync(files.at('b'), files.at('c'));
  rmSync(files.at('a'));
  rmSync(files.at('b'));
  await files.look('copy');
  await files.place.collect('Files');
  expect((await files.told()).sort()).toEqual([
    'Added copy alone',
    'Modified c alone',
    'Removed a alone',
    'Removed b alone',
  ]);
});
