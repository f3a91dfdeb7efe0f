import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { workplace } from './support.ts';

const read = (file: string) => settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

it('settings are made, shown, and not made over', async () => {
  const { run, ok, refused, settingsFile, data } = workplace();
  expect(await ok('settings', 'path')).toBe(`${settingsFile}\n`);
  expect((await run('settings', 'check')).stderr).toMatch(/no settings file .*settings\.json.*settings init/);

  await ok('settings', 'init', '--empty');
  expect(read(settingsFile).tracking).toMatchObject({ files: [], software: { enabled: false } });
  expect(statSync(settingsFile).mode & 0o777).toBe(0o600);
  expect(statSync(data).mode & 0o777).toBe(0o700);
  // Nothing but the settings' own keys: no marks of the library that wrote them.
  expect(Object.keys(JSON.parse(readFileSync(settingsFile, 'utf8')))).toEqual(Object.keys(settingsSchema.shape));
  expect(JSON.parse(await ok('settings', 'get'))).toEqual(read(settingsFile));
  expect(await ok('settings', 'check')).toMatch(/no fault/);

  const before = readFileSync(settingsFile, 'utf8');
  expect(await refused(1, 'settings', 'init')).toMatch(/already: .*settings\.json.*--force/);
  expect(readFileSync(settingsFile, 'utf8')).toBe(before);

  await ok('settings', 'init', '--force');
  expect(read(settingsFile).tracking.files.length).toBeGreaterThan(20);
  const aside = readdirSync(data).filter((name) => /^settings\.json\.2\d{3}-.*Z$/.test(name));
  expect(aside).toHaveLength(1);
  expect(readFileSync(join(data, aside[0] ?? ''), 'utf8')).toBe(before);
});

it('without a file the recommended set holds, and reading writes nothing', async () => {
  const { ok, data } = workplace();
  expect(JSON.parse(await ok('settings', 'get')).tracking.files.length).toBeGreaterThan(20);
  expect(() => readdirSync(data)).toThrow(/ENOENT/);
});

it('a file that is no JSON is refused by its line, and left as it is', async () => {
  const { refused, run, ok, settingsFile, things } = workplace();
  await ok('settings', 'init', '--empty');
  const broken = '{\n  "version": 1,\n  "tracking": {,\n}\n';
  writeFileSync(settingsFile, broken);
  for (const command of [
    ['watch'],
    ['collect'],
    ['settings', 'get'],
    ['tracked'],
    ['track', 'files', '/x'],
    ['untrack', 'x'],
  ]) {
    expect(await refused(1, ...command), command.join(' ')).toMatch(/settings\.json can't be used: line 3, column 16/);
  }
  expect(readFileSync(settingsFile, 'utf8')).toBe(broken);
  const checked = await run('settings', 'check', '../data/settings.json');
  expect(checked).toMatchObject({ status: 1, stdout: 'line 3, column 16: expected a name in double quotes\n' });
  expect(things).toBeTruthy();
});

it('a file with wrong types is told every fault with its place', async () => {
  const { run, refused, things } = workplace();
  const file = join(things, 'wrong.json');
  writeFileSync(file, JSON.stringify({ frequencies: { files: 'often' }, tracking: { live: 1 }, colour: 'teal' }));
  const checked = await run('settings', 'check', 'wrong.json');
  expect(checked.status).toBe(1);
  expect(checked.stdout).toMatch(/^frequencies\.files: /m);
  expect(checked.stdout).toMatch(/^tracking\.live: /m);
  expect(checked.stdout).toMatch(/colour/);
  expect(checked.stderr).toMatch(/wrong\.json has 3 faults/);
  expect(await refused(1, 'watch', '--settings', file)).toMatch(/wrong\.json can't be used: .*and 2 more/);
});

it('items are tracked, listed and untracked', async () => {
  const { ok, run, refused, settingsFile, things } = workplace();
  await ok('settings', 'init', '--empty');
  expect(await ok('track', 'files', 'notes.txt', '--optional')).toMatch(
    new RegExp(`^notes-txt  ${things}/notes.txt  file`),
  );
  await ok(
    'track',
    'files',
    '.',
    '--recursion',
    '--exclude',
    '*.log',
    '--exclude',
    'tmp',
    '--max-depth',
    '4',
    '--max-size',
    '5M',
  );
  await ok(
    'track',
    'files',
    '~/.ssh',
    '--path-type',
    'directory',
    '--links',
    'manage',
    '--no-content',
    '--name',
    'Keys',
  );
  expect(read(settingsFile).tracking.files).toMatchObject([
    { id: 'notes-txt', path: join(things, 'notes.txt'), pathType: 'file', mustExist: false },
    {
      path: things,
      pathType: 'directory',
      recursion: true,
      excludes: ['*.log', 'tmp'],
      maxDepth: 4,
      maxSize: 5 * 1024 ** 2,
    },
    { id: 'keys', path: '~/.ssh', pathType: 'directory', links: 'manage', keepContent: false },
  ]);
  expect(await refused(1, 'track', 'files', 'notes.txt')).toMatch(/already, as 'notes-txt'/);

  expect((await ok('tracked')).split('\n')).toHaveLength(5);
  expect(JSON.parse(await ok('tracked', '--json'))).toMatchObject({ files: [{ id: 'notes-txt' }, {}, { id: 'keys' }] });

  await ok('untrack', 'notes.txt');
  await ok('untrack', 'Keys');
  expect(read(settingsFile).tracking.files).toHaveLength(1);
  expect(await refused(1, 'untrack', 'Keys')).toMatch(/Nothing is tracked as 'Keys'/);
  // The whole machine is allowed, and warned of.
  expect(await run('track', 'files', '/', '--recursion')).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/Warning/),
  });
});

it('registry keys are tracked, listed and untracked by any of their names', async () => {
  const { ok, run, refused, settingsFile } = workplace();
  await ok('settings', 'init', '--empty');
  const key = 'HKLM:\\SOFTWARE\\Example';
  const options = ['--recursion', '--value-name', 'Path*', '--view', 'both', '--exclude', 'Cache', '--max-depth', '3'];
  const added = await run('track', 'registry', key, ...options, '--no-content', '--optional', '--group', 'Mine');
  expect(added).toMatchObject({
    status: 0,
    stdout: `example  ${key}  key, recursive, values Path*, 64 and 32 bit, no content, without Cache, depth 3, optional  Mine\n`,
    stderr: 'Warning: a registry key does not apply to this platform (Linux): kept, not collected.\n',
  });
  expect(read(settingsFile).tracking.registry).toEqual([
    {
      id: 'example',
      enabled: true,
      name: 'Example',
      group: 'Mine',
      key,
      recursion: true,
      valueName: 'Path*',
      excludes: ['Cache'],
      maxDepth: 3,
      view: 'both',
      keepContent: false,
      mustExist: false,
    },
  ]);
  expect(await refused(1, 'track', 'registry', 'HKEY_LOCAL_MACHINE\\software\\example', ...options)).toMatch(
    /HKEY_LOCAL_MACHINE.software.example is tracked already, as 'example'/,
  );
  expect((await run('track', 'registry', 'HKLM\\SOFTWARE\\Example')).status).toBe(0);
  expect(JSON.parse(await ok('tracked', '--json'))).toMatchObject({
    files: [],
    registry: [{ id: 'example' }, { id: 'example-2', view: '64', recursion: false }],
  });
  expect(await ok('tracked')).toMatch(/^example .*\nexample-2 .*\nNo files\. /);

  const checked = await ok('settings', 'check');
  expect(checked.split('\n')[0]).toBe(
    `tracking.registry[0].key: ${key} does not apply to this platform (Linux): kept, not collected`,
  );
  expect(checked).toMatch(/holds no fault\.\n$/);

  await ok('untrack', 'example-2');
  await ok('untrack', 'Computer\\HKEY_LOCAL_MACHINE\\SOFTWARE\\EXAMPLE');
  expect(read(settingsFile).tracking.registry).toEqual([]);
});

it('the preset registry keys are listed with their purposes, and each can be enabled by its id or its key', async () => {
  const { ok, run, settingsFile } = workplace();
  await ok('settings', 'init', '--empty');
  const listed = async () =>
    JSON.parse(await ok('tracked', '--presets', '--json')) as readonly {
      readonly id: string;
      readonly key: string;
      readonly enabled: boolean;
      readonly purpose: string;
    }[];
  const presets = await listed();
  expect(presets).toHaveLength(17);
  expect(presets.filter(({ enabled }) => enabled)).toEqual([]);
  const shown = await ok('tracked', '--presets');
  for (const { id, key, purpose } of presets) {
    expect(shown).toContain(`${id}  off\n  ${key}\n  ${purpose}\n`);
  }
  const [first, second] = presets;
  expect((await run('track', 'registry', first?.id ?? '')).status).toBe(0);
  expect((await run('track', 'registry', (second?.key ?? '').replace('HKEY_LOCAL_MACHINE', 'hklm'))).status).toBe(0);
  expect((await listed()).map(({ enabled }) => enabled)).toEqual([true, true, ...Array(15).fill(false)]);
  expect(read(settingsFile).tracking.registry).toMatchObject([
    { id: first?.id, key: first?.key, recursion: true, mustExist: false },
    { id: second?.id, recursion: true, mustExist: false },
  ]);
});

it('settings may lie in a file of their own', async () => {
  const { ok, things } = workplace();
  const own = join(things, 'deep', 'own settings');
  await ok('settings', 'init', '--empty', '--settings', own);
  await ok('track', 'files', '/etc/hosts', '--settings', own);
  expect(read(own).tracking.files).toHaveLength(1);
});

it('rules and actions that can’t do what they should are named at their places', async () => {
  const { ok, run, settingsFile } = workplace();
  await ok('settings', 'init', '--empty');
  const settings = read(settingsFile);
  const rule = { id: 'a', name: 'a', when: { kind: 'simple' } };
  const write = (alerts: object) => writeFileSync(settingsFile, JSON.stringify({ ...settings, alerts }));
  write({
    rules: [
      { ...rule, when: { kind: 'simple', types: ['Files'], field: 'nope' } },
      { ...rule, id: 'b', actions: ['desktop', 'nowhere'] },
      { ...rule, id: 'c', when: { kind: 'kql', query: 'ConfigurationChange | whre x' } },
    ],
    actions: [{ kind: 'file', id: 'log', name: 'log', path: 'alerts.log' }],
  });
  const checked = await run('settings', 'check');
  expect(checked.status).toBe(1);
  expect(checked.stderr).toMatch(/has 4 faults\. It is used all the same/);
  for (const fault of [
    'alerts.actions[0].path: alerts.log is no absolute path. Enter the whole path.',
    "alerts.rules[1].actions[1]: There is no action 'nowhere'.",
    "alerts.rules[0].when: Files has no field 'nope'.",
    'alerts.rules[2].when.query: line 1, column 23: ',
  ]) {
    expect(checked.stdout).toContain(fault);
  }

  const action = { kind: 'file', name: 'log', path: '/tmp/alerts.log' };
  write({ rules: [rule, { ...rule, name: 'b' }], actions: [{ ...action, id: 'desktop' }] });
  const twice = await run('settings', 'check');
  expect(twice.stdout).toContain("alerts.rules[1].id: The id 'a' is used twice: give each its own.");
  expect(twice.stdout).toContain("alerts.actions[0].id: 'desktop' is the id of Tidemark’s own: give another one.");
});
