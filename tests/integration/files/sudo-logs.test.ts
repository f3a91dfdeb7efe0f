import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { machine, toldRule } from './sudo-machine.ts';

const lines = (word: string) => Array.from({ length: 50 }, (_, n) => `${n} ${word}\n`).join('');

/** A folder of logs that root alone may enter, or only read the files of; it is collected once, with the right to. */
async function logs(folderMode: number) {
  const place = await machine('--growing');
  const { user, root, ok, problems } = place;
  const file = join(root, 'app.log');
  writeFileSync(file, lines('first'), { mode: 0o600 });
  chmodSync(root, folderMode);
  await ok('collect');
  const rule = toldRule((await problems())[0]?.advice);
  user.rule(rule);
  await ok('collect');
  return { ...place, file, rule };
}

test.each([
  ['only root may enter', 0o700],
  ['anyone may list', 0o755],
])('a log that root alone may read is rotated without a change, in a folder that %s', async (_, mode) => {
  const { root, file, ok, problems, changes } = await logs(mode);
  const rotated = join(root, 'app.log.1');
  renameSync(file, rotated);
  await ok('collect');
  writeFileSync(file, lines('second'), { mode: 0o600 });
  await ok('collect');
  // Another rotation, by which the older one is compressed by a program of its own, and moved aside.
  mkdirSync(join(root, 'old'), { mode: 0o700 });
  renameSync(rotated, join(root, 'old/app.log.2'));
  execFileSync('xz', [join(root, 'old/app.log.2')]);
  renameSync(file, rotated);
  writeFileSync(file, lines('third'), { mode: 0o600 });
  await ok('collect');
  execFileSync('gzip', [rotated]);
  appendFileSync(file, lines('more'));
  await ok('collect');
  expect(await problems()).toEqual([]);
  const told = async () => (await changes()).filter((each) => each.FileKind !== 'directory');
  expect(await told()).toEqual([]);

  writeFileSync(file, readFileSync(file, 'utf8').replace('7 third', '7 THIRD'));
  await ok('collect');
  expect(await told()).toMatchObject([{ ChangeCategory: 'Modified', FileSystemPath: file }]);
  rmSync(join(root, 'app.log.1.gz'));
  rmSync(file);
  await ok('collect');
  expect((await told()).map((each) => `${each.ChangeCategory} ${each.FileSystemPath}`).sort()).toContain(
    `Removed ${file}`,
  );
});

test('while what may hold its old bytes can’t be read, nothing is said of a log that was rotated', async () => {
  const { user, root, file, rule, ok, problems, changes } = await logs(0o755);
  chmodSync(file, 0o644);
  await ok('collect');
  expect(await changes()).toMatchObject([{ ChangeCategory: 'Modified', FieldsChanged: 'Attributes' }]);
  user.rule('');
  renameSync(file, join(root, 'app.log.1'));
  chmodSync(join(root, 'app.log.1'), 0o600);
  writeFileSync(file, lines('second'), { mode: 0o644 });
  await ok('collect');
  expect(await problems()).toMatchObject([{ kind: 'unreadable', subject: `sudo: ${root}` }]);
  expect(await changes()).toHaveLength(1);
  user.rule(rule);
  await ok('collect');
  expect(await problems()).toEqual([]);
  expect((await changes()).filter((each) => each.FileSystemPath === file)).toHaveLength(1);
});
