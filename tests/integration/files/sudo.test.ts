import { on } from 'node:events';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { ended, tidemark } from '../../support/cli.ts';
import { FuseMount } from '../../support/mounts.ts';
import { unusualFiles } from './sudo-corpus.ts';
import { machine, type Row, rows, toldRule } from './sudo-machine.ts';

/** What is told of a file, without the moment at which it was told. */
const plain = ({ TimeGenerated: _time, ...row }: Row) => row;

/** The stamps of an inventory, by key. */
function stamps(data: string): ReadonlyMap<unknown, unknown> {
  const store = new Database(join(data, 'tidemark.db'), { readOnly: true });
  try {
    const found = store.all<{ key: string; stamp: string }>("SELECT key, stamp FROM items WHERE type = 'Files'");
    return new Map(found.map(({ key, stamp }) => [key, stamp]));
  } finally {
    store.close();
  }
}

test('without the right a problem tells the rule, and with that very rule all is read', async () => {
  const { user, root, ok, inventory, problems, changes } = await machine();
  writeFileSync(join(root, 'one'), 'one\n');
  mkdirSync(join(root, 'deep'), { mode: 0o700 });
  writeFileSync(join(root, 'deep/two'), 'two\n');
  chmodSync(root, 0o700);

  await ok('collect');
  const [problem, ...others] = await problems();
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ kind: 'unreadable', subject: `sudo: ${root}` });
  expect(problem?.message).toContain('sudo asks for a password');
  expect(problem?.advice).toContain('sudo visudo -f /etc/sudoers.d/tidemark');
  expect((await inventory()).map((each) => each.FileSystemPath)).toEqual([root]);

  user.rule(toldRule(problem?.advice));
  expect(await user.check()).toBe('');
  await ok('collect');
  expect(await problems()).toEqual([]);
  expect((await inventory()).map((each) => each.FileSystemPath).sort()).toEqual([
    root,
    ...['deep', 'deep/two', 'one'].map((each) => join(root, each)),
  ]);
  // What was there all along was not added.
  expect(await changes()).toEqual([]);
  // The rule gives the right to these two commands alone.
  expect((await user.exec('sudo', '-n', 'cat', join(root, 'one'))).stderr).toMatch(/password is required|not allowed/);

  appendFileSync(join(root, 'deep/two'), 'more\n');
  await ok('collect');
  const found = await changes();
  expect(found).toMatchObject([{ ChangeCategory: 'Modified', FileSystemPath: join(root, 'deep/two') }]);
  expect(await ok('diff', String(found[0]?.ChangeId))).toContain('\n two\n+more\n');
  rmSync(join(root, 'one'));
  writeFileSync(join(root, 'three'), 'three\n');
  await ok('collect');
  expect((await changes()).map((each) => `${each.ChangeCategory} ${each.FileSystemPath}`)).toEqual(
    expect.arrayContaining([`Removed ${join(root, 'one')}`, `Added ${join(root, 'three')}`]),
  );

  // The right is taken away: nothing of it is gone.
  user.rule('');
  const count = (await changes()).length;
  const before = (await inventory()).map((each) => each.FileSystemPath);
  await ok('collect');
  expect(await problems()).toMatchObject([{ subject: `sudo: ${root}` }]);
  expect((await changes()).length).toBe(count);
  expect((await inventory()).map((each) => each.FileSystemPath)).toEqual(before);
});

for (const links of ['follow', 'manage', 'ignore'] as const) {
  test(`every field is what root reads directly, with links: ${links}`, async () => {
    const { user, root, ok, inventory, problems } = await machine('--links', links);
    unusualFiles(root);
    chmodSync(root, 0o700);
    const log = join(user.folder, 'sudo.log');
    await ok('collect');
    user.rule(toldRule((await problems())[0]?.advice), `Defaults logfile=${log}`);
    await ok('collect');

    const other = join(user.folder, 'of-root');
    const asRoot = (...argv: readonly string[]) => tidemark([...argv, '--data', other]);
    await asRoot('settings', 'init', '--empty');
    await asRoot('track', 'files', root, '--path-type', 'directory', '--recursion', '--links', links);
    await asRoot('collect');
    const direct = rows((await asRoot('inventory', 'Files', '--json')).stdout).map(plain);
    expect(direct.length).toBeGreaterThan(35);
    expect((await inventory()).map(plain)).toEqual(direct);
    expect(await problems()).toEqual(
      (JSON.parse((await asRoot('status', '--json')).stdout) as { problems: Row[] }).problems.map((each) =>
        expect.objectContaining({ kind: each.kind, subject: each.subject, message: each.message }),
      ),
    );
    expect(stamps(user.data)).toEqual(stamps(other));

    // Unchanged files are not read again: what is looked at is listed.
    rmSync(log);
    await ok('collect');
    const ran = readFileSync(log, 'utf8').replace(/\n {4}/g, ' ');
    expect(ran).toContain('/usr/bin/find');
    expect(ran).not.toContain('/usr/bin/tar');
  });
}

test('a file of root in a folder that anyone may read is a baseline, then a change; a new one is added', async () => {
  const { user, root, ok, problems, changes } = await machine();
  writeFileSync(join(root, 'open'), 'open\n');
  writeFileSync(join(root, 'closed'), 'closed\n', { mode: 0o600 });
  await ok('collect');
  user.rule(toldRule((await problems())[0]?.advice));
  await ok('collect');
  expect(await changes()).toEqual([]);
  appendFileSync(join(root, 'closed'), 'more\n');
  writeFileSync(join(root, 'new'), 'new\n', { mode: 0o600 });
  await ok('collect');
  const told = (await changes()).filter((each) => each.FileKind !== 'directory');
  expect(told.map((each) => `${each.ChangeCategory} ${each.FileSystemPath}`).sort()).toEqual([
    `Added ${join(root, 'new')}`,
    `Modified ${join(root, 'closed')}`,
  ]);
  // It is put back by who may write it alone.
  const id = told.find((each) => each.ChangeCategory === 'Modified')?.ChangeId;
  const refused = await user.run('restore', String(id), '--yes');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/copy/i);

  // What may be read directly by now is the same file still.
  chmodSync(join(root, 'closed'), 0o644);
  await ok('collect');
  expect((await changes())[0]).toMatchObject({ ChangeCategory: 'Modified', FileSystemPath: join(root, 'closed') });
  user.rule('');
  chmodSync(join(root, 'new'), 0o644);
  await ok('collect');
  expect(await problems()).toEqual([]);
});

test('a pattern is judged by what may be opened, and by what sudo is to show', async () => {
  const { user, root } = await machine();
  const named = (name: string) => join(user.folder, name);
  for (const name of ['one.key', 'two.key']) writeFileSync(named(name), 'x', { mode: 0o600 });
  writeFileSync(named('three.key'), 'x');
  mkdirSync(join(root, 'deep'));
  chmodSync(root, 0o700);
  const plain = await user.run('track', 'files', named('*.key'), '--disabled');
  expect(plain.stdout).toContain('matches 3 files now\n');
  expect(plain.stderr).toMatch(/^Warning: \S+key and 1 more can't be read: permission denied\./);
  const through = await user.run('track', 'files', named('?*.key'), '--use-sudo', '--disabled');
  expect(through).toMatchObject({ stdout: expect.stringContaining('matches 3 files now\n'), stderr: '' });
  const hidden = await user.run('track', 'files', join(root, '*'), '--use-sudo', '--disabled');
  expect(hidden).toMatchObject({
    stdout: expect.stringContaining('matches nothing now, beside what only sudo shows\n'),
    stderr: '',
  });
});

test('a file system that is mounted where only root may go is its own still: gone, it is unreadable', async () => {
  const { user, root, ok, inventory, problems, changes } = await machine();
  const served = join(user.folder, 'served');
  mkdirSync(join(served, 'deep'), { recursive: true });
  writeFileSync(join(served, 'deep/file'), 'one\n');
  const mount = new FuseMount(served, join(root, 'mnt'));
  chmodSync(root, 0o700);
  await ok('collect');
  user.rule(toldRule((await problems())[0]?.advice));
  await ok('collect');
  const paths = ['mnt', 'mnt/deep', 'mnt/deep/file'].map((each) => join(root, each));
  expect((await inventory()).map((each) => each.FileSystemPath)).toEqual([root, ...paths]);
  expect(await problems()).toEqual([]);
  appendFileSync(join(served, 'deep/file'), 'two\n');
  await ok('collect');
  expect(await changes()).toMatchObject([{ ChangeCategory: 'Modified', FileSystemPath: join(root, 'mnt/deep/file') }]);
  mount.unmount();
  await ok('collect');
  expect((await changes()).length).toBe(1);
  expect(await problems()).toMatchObject([{ kind: 'unreadable', subject: mount.point }]);
});

test('where the rules want a terminal, or allow other commands alone, the lines that are told mend it', async () => {
  const { user, root, ok, problems } = await machine();
  chmodSync(root, 0o700);
  user.rule('Defaults:nobody !authenticate', 'nobody ALL=(root) /usr/bin/true');
  await ok('collect');
  const [other] = await problems();
  expect(other?.message).toContain('do not allow this account the commands');
  const line = toldRule(other?.advice);

  user.rule('Defaults requiretty', line);
  await ok('collect');
  const [terminal] = await problems();
  expect(terminal?.message).toContain('requiretty');
  const [, first = '', second = ''] = /write this line: (.+) and, below it, (.+)$/.exec(String(terminal?.advice)) ?? [];
  user.rule('Defaults requiretty', first, second);
  expect(await user.check()).toBe('');
  await ok('collect');
  expect(await problems()).toEqual([]);
});

test('a change that can only be seen through sudo is found by schedule, while the watch is live', async () => {
  const { user, root, ok, problems, changes } = await machine();
  writeFileSync(join(root, 'file'), 'one\n');
  chmodSync(root, 0o700);
  await ok('collect');
  user.rule(toldRule((await problems())[0]?.advice));
  const file = (await ok('settings', 'path')).trim();
  const settings = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...settings, frequencies: { ...settings.frequencies, files: 10 } }));

  const child = await user.start('watch', '--json');
  try {
    const events = on(createInterface({ input: child.stdout ?? process.stdin }), 'line');
    for await (const [line] of events) {
      const event = JSON.parse(String(line));
      if (event.event === 'ready') appendFileSync(join(root, 'file'), 'two\n');
      if (event.event !== 'change') continue;
      expect(event.row).toMatchObject({ FileSystemPath: join(root, 'file'), ChangeCategory: 'Modified' });
      break;
    }
    const [change, ...others] = await changes();
    expect(others).toEqual([]);
    expect(await ok('show', String(change?.ChangeId))).toContain('schedule');
    expect(await ok('diff', String(change?.ChangeId))).toContain('\n one\n+two\n');
    // That a folder is left to the schedule is a note, and nothing that asks for attention.
    // Another one says that only root sees who changes files.
    expect((await problems()).map(({ type, kind }) => [type, kind])).toEqual([
      ['Files', 'note'],
      ['Explanations', 'note'],
    ]);
  } finally {
    const end = ended(child);
    child.kill('SIGINT');
    await end;
  }
});
