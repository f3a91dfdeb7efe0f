import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { workplace } from './support.ts';

/** A place with settings that track nothing, and two folders with three files. */
async function place() {
  const made = workplace();
  await made.ok('settings', 'init', '--empty');
  mkdirSync(join(made.things, 'sub'));
  for (const name of ['a.conf', 'b.conf', 'sub/c.conf']) writeFileSync(join(made.things, name), 'x\n');
  const tracked = () => settingsSchema.parse(JSON.parse(readFileSync(made.settingsFile, 'utf8'))).tracking.files;
  return { ...made, tracked };
}

it('what is tracked is told with what it matches now', async () => {
  const { ok, things } = await place();
  const second = async (...argv: readonly string[]) => (await ok('track', 'files', ...argv)).split('\n')[1];
  expect(await second('.', '--recursion')).toBe('matches 3 files in 2 directories now');
  expect(await second('*.conf')).toBe('matches 2 files now');
  expect(await second('sub')).toBe('matches 1 file in 1 directory now');
  expect(await second('none')).toMatch(
    new RegExp(`^matches nothing now: ${things}/none does not exist\\. It is tracked`),
  );
  expect(await second('*.none')).toMatch(new RegExp(`^matches nothing now: Nothing below ${things} fits it`));
});

it('what can be tracked but is not what it seems is warned of on standard error', async () => {
  const { run, tracked } = await place();
  const warned = async (...argv: readonly string[]) => {
    const ran = await run('track', 'files', ...argv);
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\S+ {2}/) });
    return ran;
  };
  expect(await warned('/**')).toMatchObject({
    stdout: expect.stringMatching(/^matches more than [\d,]+ files now(; the look ended after two seconds)?$/m),
    stderr: expect.stringMatching(
      /^Warning: This walks the whole file system below \/\. Track the directories that matter/,
    ),
  });
  expect((await warned('sub', '--path-type', 'file')).stderr).toMatch(
    /^Warning: \S+\/sub is a directory, not a file\. Track it as a directory\.\n$/,
  );
  expect((await warned('.', '--exclude', '*')).stderr).toMatch(/^Warning: What is left out leaves no file of it\./);
  // Without a value here, it may have one where Tidemark runs.
  expect(await warned('$NOT_SET_HERE/x')).toMatchObject({
    stdout: expect.not.stringMatching(/matches/),
    stderr: expect.stringMatching(/^Warning: The path uses \$NOT_SET_HERE, which has no value\./),
  });
  expect(tracked()).toHaveLength(4);
});

it('a pattern that can’t be used is refused as wrong use, and nothing is saved', async () => {
  const { refused, tracked } = await place();
  expect(await refused(2, 'track', 'files', '/etc/[a')).toMatch(
    /^tidemark: \/etc\/\[a: The path holds a \[ that is not closed\. Close it with \], or write \\\[ /,
  );
  expect(await refused(2, 'track', 'files', '~x/y')).toMatch(/~x\/y: The path is not absolute/);
  expect(await refused(2, 'track', 'files', 'n'.repeat(256))).toMatch(/a name that is too long/);
  expect(await refused(2, 'track', 'files', '/x'.repeat(2100))).toMatch(/path can't be used/);
  expect(await refused(2, 'track', 'files', '/etc', '--exclude', 'a/b')).toMatch(/The exclude a\/b is not absolute/);
  expect(tracked()).toEqual([]);
});

it('the check of a settings file says which patterns are wrong, though the file is used', async () => {
  const { run, ok, things } = await place();
  const files = [
    { id: 'a', name: 'A', path: '/etc/hosts' },
    { id: 'b', name: 'B', path: 'etc/hosts' },
    { id: 'c', name: 'C', path: '$NOT_SET_HERE/x', excludes: ['x/y'] },
  ];
  writeFileSync(join(things, 'own.json'), JSON.stringify({ tracking: { files } }));
  const checked = await run('settings', 'check', 'own.json');
  expect(checked.status).toBe(1);
  expect(checked.stdout.split('\n')).toEqual([
    expect.stringMatching(/^tracking\.files\[1\]\.path: The path is not absolute\. Write it from the root on/),
    expect.stringMatching(/^tracking\.files\[2\]\.excludes: The exclude x\/y is not absolute\./),
    '',
  ]);
  expect(checked.stderr).toMatch(/^Warning: tracking\.files\[2\]: The path uses \$NOT_SET_HERE.*\n.*has 2 faults/);
  expect(await ok('tracked', '--settings', join(things, 'own.json'))).toMatch(/etc\/hosts/);
});
