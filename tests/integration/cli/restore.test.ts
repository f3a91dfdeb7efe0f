import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyPatch } from 'diff';
import { expect, it } from 'vitest';
import { answered, tidemark } from '../../support/cli.ts';
import { startWatch } from '../../support/watching.ts';
import { rows, workplace } from './support.ts';

/** A tracked file that was changed once from `one two` to `one 2`. */
async function changed() {
  const place = workplace();
  const file = join(place.things, 'notes.txt');
  writeFileSync(file, 'one\ntwo\n');
  await place.ok('settings', 'init', '--empty');
  await place.ok('track', 'files', 'notes.txt');
  await place.ok('collect');
  writeFileSync(file, 'one\n2\n');
  await place.ok('collect');
  return { ...place, file };
}

it('restore shows the difference, writes only when told to, and records it', async () => {
  const { file, ok, refused } = await changed();
  expect(await refused(2, 'restore', '1')).toMatch(/Nothing was written.*--yes.*--dry-run/);
  expect(await refused(2, 'restore', '1', '--yes', '--dry-run')).toMatch(/conflict|cannot be used/);
  const patch = await ok('restore', '1', '--dry-run');
  expect(applyPatch('one\n2\n', patch)).toBe('one\ntwo\n');
  expect(readFileSync(file, 'utf8')).toBe('one\n2\n');

  expect(await ok('restore', '1', '--yes')).toMatch(/-2\n\+two\nPut back: .*notes\.txt holds again what it held/);
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  expect(rows(await ok('changes', '--json'))).toMatchObject([
    { ChangeId: 2, ChangeCategory: 'Modified', How: 'manual' },
    { ChangeId: 1 },
  ]);
  expect(await ok('restore', '1', '--yes')).toMatch(/holds this version already; nothing to do/);
  expect(await refused(1, 'restore', '9', '--yes')).toMatch(/no change 9/);
});

it('restore says what of a file that is gone is not put back, once', async () => {
  const { file, ok, run } = await changed();
  execFileSync('setcap', ['cap_net_raw=ep', file]);
  await ok('collect');
  rmSync(file);
  await ok('collect');
  const shown = await run('restore', '3', '--dry-run');
  const words =
    /^Of its access list and extended attributes this can't be put back: security\.capability=cap_net_raw=ep\.\n$/;
  expect(shown).toMatchObject({ status: 0, stderr: expect.stringMatching(words) });
  expect(await run('restore', '3', '--yes')).toMatchObject({ status: 0, stderr: expect.stringMatching(words) });
  expect(readFileSync(file, 'utf8')).toBe('one\n2\n');
});

it('restore beside a running Tidemark leaves recording to that one', async () => {
  const { file, data, ok } = await changed();
  const watching = await startWatch(['--data', data, '--json']);
  await watching.event('ready');
  await ok('restore', '1', '--yes');
  expect(await watching.change((row) => row.FileSystemPath === file)).toMatchObject({ How: 'live', Size: 8 });
  expect((await watching.end()).status).toBe(0);
  expect(rows(await ok('changes', '--json'))).toHaveLength(2);
});

it('restore asks on a terminal, and only a yes is one', async () => {
  const { file, data } = await changed();
  const no = await answered(['restore', '1', '--data', data], 'n');
  expect(no).toMatchObject({ status: 1, stdout: expect.stringMatching(/two[\s\S]*Put it back into .*\? \[y\/N\]/) });
  expect(no.stdout).toContain('Nothing was written.');
  expect(no.stdout).toMatch(
    /^~ {2}Size +6 B → 8 B\r?\n~ {2}Checksum +SHA-256 .* → SHA-256 .*\r?\n {3}Mode +0644\r?\n {3}Owner /m,
  );
  expect(readFileSync(file, 'utf8')).toBe('one\n2\n');
  expect(await answered(['restore', '1', '--data', data], 'yes')).toMatchObject({ status: 0 });
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
});

it('restore --to saves a copy and touches nothing else', async () => {
  const { file, things, ok, refused } = await changed();
  expect(await ok('restore', '1', '--to', 'copy.txt')).toMatch(/^Saved .* as .*copy\.txt\.\n$/);
  expect(readFileSync(join(things, 'copy.txt'), 'utf8')).toBe('one\ntwo\n');
  expect(readFileSync(file, 'utf8')).toBe('one\n2\n');
  expect(await refused(1, 'restore', '1', '--to', 'copy.txt')).toMatch(/is there already/);
  expect(await refused(1, 'restore', '1', '--to', 'absent/copy.txt')).toMatch(/folder it lies in is not there/);
});

it('restore without the rights says so, writes nothing and names the way to a copy', async () => {
  const { data, file, things, ok } = await changed();
  const nobody = 65534;
  for (const each of [dirname(things), data, join(data, 'tidemark.db'), join(data, 'settings.json'), things])
    chownSync(each, nobody, nobody);
  const asNobody = (...argv: readonly string[]) =>
    tidemark([...argv, '--data', data], { cwd: things, uid: nobody, env: { HOME: things } });

  // It may write the folder, but could not keep root as the owner.
  const foreign = await asNobody('restore', '1', '--yes');
  expect(foreign).toMatchObject({ status: 1, stderr: expect.stringMatching(/belongs to root.*restore 1 --to FILE/s) });
  // Its own file in a folder that it may not write.
  chownSync(file, nobody, nobody);
  chownSync(things, 0, 0);
  chmodSync(things, 0o755);
  const closed = await asNobody('restore', '1', '--yes');
  expect(closed).toMatchObject({ status: 1, stderr: expect.stringMatching(/account may not.*restore 1 --to FILE/s) });
  expect(readFileSync(file, 'utf8')).toBe('one\n2\n');
  expect(statSync(file).uid).toBe(nobody);

  const copy = join(dirname(things), 'copy');
  expect(await asNobody('restore', '1', '--to', copy)).toMatchObject({ status: 0 });
  expect(existsSync(copy) && readFileSync(copy, 'utf8')).toBe('one\ntwo\n');
  expect(rows(await ok('changes', '--json'))).toHaveLength(1);
});
