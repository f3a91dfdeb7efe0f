import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { PatternTrials } from '../../../electron/engine/collectors/files/patterns/trials.ts';
import { type PatternTrial, trackedDraftSchema } from '../../../electron/shared/contract/pattern.ts';
import { type Settings, settingsSchema, type TrackedFile } from '../../../electron/shared/model/settings.ts';
import { filesWorker } from '../../support/files-worker.ts';
import { FuseMount } from '../../support/mounts.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { filesCollector, Inventory, type Tracked, tracking } from './inventory.ts';
import { asNobody } from './nobody.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

/** Looks at a path of its own making: `tree/a` to `tree/sub/deep/d`. */
function tree(): string {
  mkdirSync(join(folder, 'tree/sub/deep'), { recursive: true });
  for (const name of ['a', 'b.log', 'sub/c', 'sub/deep/d']) writeFileSync(join(folder, 'tree', name), 'x'.repeat(100));
  return join(folder, 'tree');
}

async function trials(): Promise<PatternTrials> {
  const made = new PatternTrials(await filesWorker());
  onTestFinished(() => made.close());
  return made;
}

type Draft = Pick<TrackedFile, 'path'> & Partial<TrackedFile>;
const settingsWith = (limits: Partial<Settings['limits']>) => settingsSchema.parse({ limits });

async function tried(draft: Draft, limits: Partial<Settings['limits']> = {}): Promise<PatternTrial> {
  return (await trials()).try(trackedDraftSchema.parse(draft), settingsWith(limits), true);
}
const kinds = (trial: PatternTrial) => trial.warnings.map((each) => each.kind);
const all = { pathType: 'directory', recursion: true } as const;

test('it counts what a collection finds, whatever the pattern', async () => {
  const root = tree();
  symlinkSync('sub', join(root, 'to-sub'));
  symlinkSync('.', join(root, 'sub/loop'));
  symlinkSync('a', join(root, 'to-a'));
  mkdirSync(join(folder, 'beside'));
  writeFileSync(join(folder, 'beside/e'), 'x');
  symlinkSync(join(folder, 'beside'), join(root, 'one'));
  symlinkSync(join(folder, 'beside'), join(root, 'two'));
  const drafts: readonly Tracked[] = [
    { path: join(root, 'a') },
    { path: join(root, '*') },
    { path: join(root, '**') },
    { path: join(root, '**/[cd]') },
    { path: root, pathType: 'directory' },
    { path: root, ...all },
    { path: root, ...all, maxDepth: 1 },
    { path: root, ...all, excludes: ['*.log', join(root, 'sub/deep')] },
    { path: root, ...all, links: 'manage' },
    { path: root, ...all, links: 'ignore' },
    { path: join(folder, '*'), pathType: 'directory' },
  ];
  const looks = await trials();
  for (const draft of drafts) {
    const found = new Inventory(await filesCollector(), tracking(draft));
    await found.collect();
    const { matches, faults } = await looks.try(trackedDraftSchema.parse(draft), settingsWith({}), true);
    const folders = found.keys.filter((key) => found.fields(key).kind === 'directory').length;
    expect({ faults, matches }, JSON.stringify(draft)).toMatchObject({
      faults: [],
      matches: { files: found.keys.length - folders, folders, cut: null, examples: found.keys },
    });
  }
});

test('a variable is replaced, and one without a value told of', async () => {
  const looks = new PatternTrials(await filesWorker(), { env: { HERE: tree() }, home: '/', platform: 'linux' });
  onTestFinished(() => looks.close());
  const look = (path: string) => looks.try(trackedDraftSchema.parse({ path }), settingsWith({}), true);
  expect(await look('$HERE/a')).toMatchObject({
    resolved: join(folder, 'tree/a'),
    matches: { files: 1 },
    warnings: [],
  });
  expect(await look('$THERE/a')).toMatchObject({ resolved: null, matches: null, warnings: [{ kind: 'unset' }] });
  expect(await look('here/a')).toMatchObject({ resolved: null, matches: null, faults: [{ field: 'path' }] });
});

test('nothing is looked for unless it is asked for', async () => {
  const trial = await (await trials()).try(trackedDraftSchema.parse({ path: tree() }), settingsWith({}), false);
  expect(trial).toMatchObject({ faults: [], warnings: [], matches: null });
});

test('what matches nothing is told with its reason', async () => {
  const root = tree();
  expect(kinds(await tried({ path: join(root, 'none') }))).toEqual(['nothing']);
  expect(kinds(await tried({ path: join(root, '*.none') }))).toEqual(['nothing']);
  expect(kinds(await tried({ path: root }))).toEqual(['wrongKind']);
  expect(kinds(await tried({ path: join(root, 'a'), pathType: 'directory' }))).toEqual(['wrongKind']);
  expect(kinds(await tried({ path: root, ...all, excludes: ['*'] }))).toEqual(['excluded']);
  expect(kinds(await tried({ path: join(root, '*.log'), excludes: ['b.*'] }))).toEqual(['excluded']);
  expect(kinds(await tried({ path: join(root, '*.none'), excludes: ['b.*'] }))).toEqual(['nothing']);
});

test('limits of the settings are held against what is there', async () => {
  const draft = { path: tree(), ...all };
  // Four files, three folders, 400 bytes.
  expect(kinds(await tried(draft, { files: 7, contentTotal: 400 }))).toEqual([]);
  expect(kinds(await tried(draft, { files: 6 }))).toEqual(['filesLimit']);
  expect(kinds(await tried(draft, { contentTotal: 399 }))).toEqual(['content']);
  expect(kinds(await tried(draft, { contentTotal: 399, contentPerFile: 99 }))).toEqual([]);
  expect(kinds(await tried({ ...draft, maxSize: 99 }, { contentTotal: 399 }))).toEqual([]);
});

test('folders that would be watched are those that the live watch watches', async () => {
  const path = tree();
  const { matches } = await tried({ path, ...all });
  const collector = await filesCollector();
  const missing: string[] = [];
  const watch = await collector.watch?.({
    settings: tracking({ path, ...all }),
    hint: () => undefined,
    gap: (_, subject) => missing.push(subject),
    problem: ({ message }) => missing.push(message),
  });
  onTestFinished(() => watch?.close());
  expect({ missing, watched: matches?.watched }).toEqual({ missing: [], watched: watch?.watched() });
});

test('a folder that can’t be read is told, and the rest counted', async () => {
  const root = tree();
  chmodSync(join(root, 'sub/deep'), 0o700);
  chmodSync(folder, 0o755);
  const trial = await asNobody(() => tried({ path: root, ...all }));
  expect(trial).toMatchObject({
    matches: { files: 3, folders: 3, cut: null },
    warnings: [{ kind: 'unreadable', message: expect.stringContaining(join(root, 'sub/deep')) }],
  });
});

test('what only sudo shows is no fault of a pattern that uses it', async () => {
  const root = tree();
  chmodSync(join(root, 'sub/deep'), 0o700);
  chmodSync(folder, 0o755);
  const trial = await asNobody(() => tried({ path: root, ...all, useSudo: true }));
  expect(trial).toMatchObject({ matches: { files: 3, folders: 3, throughSudo: 1 }, warnings: [] });
  expect((await tried({ path: root, ...all, useSudo: true })).matches).toMatchObject({ files: 4, throughSudo: 0 });
});

test('the whole file system is looked at for a moment only, and warned of', async () => {
  const trial = await tried({ path: '/', ...all });
  expect(trial.warnings[0]?.kind).toBe('wholeSystem');
  expect(trial.matches?.files).toBeGreaterThan(0);
  expect(trial.matches?.examples).toHaveLength(20);
});

test('a later look ends an earlier one', async () => {
  const looks = await trials();
  const first = looks.try(trackedDraftSchema.parse({ path: '/', ...all }), settingsWith({}), true);
  const second = looks.try(trackedDraftSchema.parse({ path: tree(), ...all }), settingsWith({}), true);
  expect(await second).toMatchObject({ matches: { files: 4, cut: null } });
  expect((await first).matches?.cut).toBe('time');
});

test('a mount that is collected by schedule is not touched, whether it answers or not', async () => {
  const point = join(folder, 'tree/nas');
  const mount = new FuseMount(tree(), point);
  mount.hang();
  const draft = { path: join(folder, 'tree'), ...all };
  const trial = await tried(draft);
  expect(trial.warnings).toMatchObject([{ kind: 'scheduled', message: expect.stringContaining(point) }]);
  expect(trial.matches).toMatchObject({ cut: null });
  expect(trial.matches?.files).toBeGreaterThan(3);
  expect(kinds(await tried({ path: join(point, '*') }))).toEqual(['scheduled']);
});
