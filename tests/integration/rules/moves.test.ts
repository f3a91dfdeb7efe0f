import { linkSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
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
