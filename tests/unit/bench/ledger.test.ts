import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { entry, Ledger } from '../../bench/support/ledger.ts';
import { Told } from '../../bench/support/told.ts';
import { content, filePath, folderPaths } from '../../bench/support/tree.ts';

test('counts each record once, however often it is told of, and what says the same again as twice', async () => {
  const ledger = new Ledger();
  ledger.take(1, entry('Added', '/a'));
  ledger.take(1, entry('Added', '/a'));
  ledger.take(2, entry('Added', '/b'));
  ledger.take(3, entry('Added', '/b'));
  ledger.take(4, entry('Removed', '/x'));
  const expected = ['/a', '/b', '/c'].map((path) => entry('Added', path));
  expect(ledger.count(expected)).toEqual({ expected: 3, received: 2, missing: 1, twice: 1 });
  expect(ledger.beyond(expected)).toEqual(['Removed /x']);
});

test('is complete with the last record that was expected', async () => {
  const ledger = new Ledger();
  ledger.take(1, 'Added /a');
  const complete = ledger.complete(['Added /a', 'Added /b'], 60_000);
  ledger.take(2, 'Added /b');
  await complete;
  await ledger.complete(['Added /a'], 60_000);
});

test('the tree has other content in every file and every edition, in folders of 64', () => {
  const count = 5000;
  const paths = Array.from({ length: count }, (_, n) => filePath(n));
  expect(new Set(paths).size).toBe(count);
  const contents = paths.flatMap((_, n) => [content(n, 0), content(n, 1)].map((each) => each.toString()));
  expect(new Set(contents).size).toBe(2 * count);
  const perFolder = new Map<string, number>();
  for (const path of paths) perFolder.set(dirname(path), (perFolder.get(dirname(path)) ?? 0) + 1);
  expect(Math.max(...perFolder.values())).toBe(64);
  const folders = folderPaths(count);
  for (const folder of perFolder.keys()) expect(folders).toContain(folder);
  for (const [at, folder] of folders.entries()) {
    const parent = folder.includes('/') ? folders.indexOf(dirname(folder)) : -1;
    expect(parent).toBeLessThan(at);
  }
});

test('knows when what was told is what is wanted, whatever was told before', async () => {
  const told = new Told();
  told.take('/gone', 'x');
  told.take('/a', 'old');
  const becomes = told.becomes(new Map([['/a', 'new']]), 60_000);
  told.take('/a', 'new');
  told.take('/b', 'in between');
  told.take('/gone', undefined);
  told.take('/b', undefined);
  expect(await becomes).toBe(true);
  expect(await told.becomes(new Map(), 1)).toBe(false);
});
