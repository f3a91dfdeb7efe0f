import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tidemark } from '../../support/cli.ts';
import { Nobody } from '../../support/sudo.ts';
import { aclBytes, setAttribute } from '../../support/xattr.ts';

type Row = Readonly<Record<string, unknown>>;
const rows = (text: string) => JSON.parse(text) as readonly Row[];

/** What is told of a file, without the moment at which it was told. */
const plain = ({ TimeGenerated: _time, ...row }: Row) => row;

/** A machine with a folder that only root may enter, tracked with all that is in it. */
async function machine(...options: readonly string[]) {
  const user = new Nobody();
  const root = join(user.folder, 'root-only');
  mkdirSync(root);
  const ok = async (...argv: readonly string[]) => {
    const ran = await user.run(...argv);
    expect(ran, argv.join(' ')).toMatchObject({ status: 0, stderr: '' });
    return ran.stdout;
  };
  await ok('settings', 'init', '--empty');
  await ok('track', 'files', root, '--path-type', 'directory', '--recursion', '--use-sudo', ...options);
  const inventory = async () => rows(await ok('inventory', 'Files', '--json'));
  const problems = async () => (JSON.parse(await ok('status', '--json')) as { problems: Row[] }).problems;
  const changes = async () => rows(await ok('changes', '--json'));
  return { user, root, ok, inventory, problems, changes };
}

/** The rule that a problem tells. */
const toldRule = (advice: unknown) => /write this line: (.+)$/.exec(String(advice))?.[1] ?? '';

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
