import { appendFileSync, closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { ended, start } from '../../support/cli.ts';
import { rows, workplace } from './support.ts';

it('commands that read say so when nothing is recorded yet', async () => {
  const { refused } = workplace();
  for (const command of [
    ['changes'],
    ['inventory', 'Files'],
    ['show', '1'],
    ['diff', '1'],
    ['compare', '2h', '1h'],
    ['status'],
    ['verify'],
  ]) {
    expect(await refused(1, ...command), command.join(' ')).toMatch(/Nothing is .* yet.*tidemark watch/);
  }
});

it('collect sets a baseline, then finds what changed, and ends', async () => {
  const { ok, refused, run, things } = workplace();
  await ok('settings', 'init', '--empty');
  mkdirSync(join(things, 'etc'));
  const path = (name: string) => join(things, 'etc', name);
  for (const name of ['changed', 'gone', 'back']) writeFileSync(path(name), `${name}\n`);
  writeFileSync(path('id_rsa'), '-----BEGIN OPENSSH PRIVATE KEY-----\n');
  await ok('track', 'files', 'etc');
  await ok('track', 'files', 'absent');

  const first = await run('collect');
  expect(first.status).toBe(0);
  expect(first.stdout).toMatch(/^Files {2}\d+ items {2}baseline {2}1 problem\n.*! Files .*absent/);
  expect(rows(await ok('changes', '--json'))).toEqual([]);
  const start = new Date().toISOString();

  appendFileSync(path('changed'), 'more\n');
  appendFileSync(path('id_rsa'), 'secret\n');
  appendFileSync(path('back'), 'more\n');
  rmSync(path('gone'));
  writeFileSync(path('new'), Buffer.from([0, 1, 2, 255, 254, 0]));
  expect((await run('collect', 'files', '--full')).stdout).toMatch(/^Files {2}\d+ items {2}\d+ changes {2}1 problem\n/);
  const found = rows(await ok('changes', '--json'));
  const idOf = (name: string) => String(found.find((row) => row.FileSystemPath === path(name))?.ChangeId);
  const named = (row: (typeof found)[number]) =>
    `${row.ChangeCategory} ${String(row.FileSystemPath).split('/').at(-1)}`;
  const ofFiles = found.filter((row) => row.FileKind !== 'directory' && row.PreviousFileKind !== 'directory');
  expect(ofFiles.map(named).sort()).toEqual([
    'Added new',
    'Modified back',
    'Modified changed',
    'Modified id_rsa',
    'Removed gone',
  ]);
  expect(new Set(found.map((row) => row.How))).toEqual(new Set(['manual']));

  expect(await ok('diff', idOf('gone'))).toMatch(/\n\+\+\+ \/dev\/null.*\n@@ -1,1 \+0,0 @@\n-gone\n$/);
  expect(await ok('diff', idOf('new'))).toMatch(
    /After: binary \(6 bytes, sha256:[0-9a-f]{64}\)\.\n@@ first difference at byte 0 .*\n\+00000000 {2}00 01 02 ff fe 00 .*\n$/,
  );
  expect(await ok('diff', idOf('id_rsa'))).toMatch(/not shown: it may hold secrets/);
  expect(await refused(1, 'show', '9999')).toMatch(/no change 9999/);

  // Changed and changed back is no difference between the two moments.
  writeFileSync(path('back'), 'back\n');
  await run('collect');
  const between = rows(await ok('compare', start, 'now', '--json')).map(named);
  expect(between).toEqual(expect.arrayContaining(['Added new', 'Modified changed', 'Removed gone']));
  expect(await ok('compare', start, 'now')).toMatch(/- Files +\/.*gone/);
  expect(await ok('verify')).toMatch(/all as they were recorded/);
});

it('collect says which type it did not collect, and an empty answer is no error', async () => {
  const { ok, run } = workplace();
  await ok('settings', 'init', '--empty');
  expect(await run('collect', 'Software')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/Software was not collected: the settings do not track it/),
  });
  expect(await run('changes')).toMatchObject({ status: 0, stdout: '', stderr: 'No change is recorded that fits.\n' });
  expect(await run('inventory', 'Software')).toMatchObject({
    status: 0,
    stdout: '',
    stderr: 'Nothing of the type Software is recorded.\n',
  });
});

it('output that cannot be written is a failure that is told', async () => {
  const { ok, run, things, data } = workplace();
  await ok('settings', 'init', '--empty');
  await ok('track', 'files', '.');
  await run('collect');
  writeFileSync(join(things, 'new'), 'new\n');
  await run('collect');
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  for (const command of ['changes', 'verify']) {
    const ran = await ended(await start([command, '--data', data], { stdout: full }));
    expect(ran, command).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^tidemark: The output can't .*\n$/),
    });
  }
});

it('verify tells of every record that is not as it was, one a line', async () => {
  const { ok, run, data, things } = workplace();
  await ok('settings', 'init', '--empty');
  await ok('track', 'files', '.');
  await run('collect');
  for (const name of ['a', 'b', 'c']) writeFileSync(join(things, name), name);
  await run('collect');
  const store = new Database(join(data, 'tidemark.db'), { readOnly: false });
  store.exec("UPDATE changes SET key = '/etc/other' WHERE id = 1");
  store.exec('UPDATE changes SET noticed_at = noticed_at + 1 WHERE id = 3');
  store.close();
  const { status, stdout, stderr } = await run('verify');
  expect(status).toBe(1);
  expect(stdout.match(/change (1|3)\b/gi)).toEqual(expect.arrayContaining(['Change 1', 'Change 3']));
  expect(stderr).toMatch(/^tidemark: 3 changes and .* were checked in .*: \d+ faults?\. .*\n$/);
});
