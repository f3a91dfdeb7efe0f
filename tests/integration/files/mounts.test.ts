import { appendFileSync, mkdirSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tidemark } from '../../support/cli.ts';
import { type TestEngine, testEngine } from '../../support/engine.ts';
import { comesToHold, inventoryOf } from '../../support/held-to.ts';
import { FuseMount } from '../../support/mounts.ts';
import { trackingFiles, writeSettings } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { startWatch } from '../../support/watching.ts';

/** A tracked tree with a file of its own, and a file system mounted within. */
function mounted() {
  const folder = temporaryFolder();
  const [root, served] = [join(folder, 'tree'), join(folder, 'served')];
  mkdirSync(join(served, 'deep'), { recursive: true });
  mkdirSync(root);
  for (const file of ['one', 'deep/two']) writeFileSync(join(served, file), 'before\n');
  writeFileSync(join(root, 'local'), 'before\n');
  const mount = new FuseMount(served, join(root, 'mnt'));
  const settings = trackingFiles([{ path: root, pathType: 'directory', recursion: true }]);
  return { folder, root, served, mount, settings, dataDir: join(folder, 'data') };
}

const problems = async ({ engine }: TestEngine) => (await engine.request('status.get', {})).problems;

test('a served file system is collected by schedule, and not watched', async () => {
  const { root, served, settings } = mounted();
  const engine = await testEngine({ settings });
  await engine.ready();
  await comesToHold(engine, root);
  const { types } = await engine.engine.request('status.get', {});
  const files = types.find((each) => each.type === 'Files');
  expect(files?.bySchedule).toEqual([{ path: `${root}/mnt`, fileSystem: 'fuse' }]);

  // Through the mount itself, so that a watch on it would tell; the local file's change is the sign that it did not.
  appendFileSync(join(root, 'mnt/one'), 'after\n');
  appendFileSync(join(root, 'local'), 'after\n');
  await engine.change(join(root, 'local'));
  expect(engine.changes.map((each) => each.key)).toEqual([join(root, 'local')]);
  await engine.collect('Files');
  expect(await engine.change(join(root, 'mnt/one'))).toMatchObject({ how: 'manual', category: 'Modified' });
  appendFileSync(join(served, 'deep/two'), 'on the server\n');
  await engine.collect('Files');
  await engine.change(join(root, 'mnt/deep/two'), 'Modified');
  await comesToHold(engine, root);
  const log = await engine.log();
  await engine.collect('Files');
  expect(await engine.log()).toEqual(log);
});

test('what lies on a mount that is gone is unreadable, over a restart and without its mount point too', async () => {
  const { root, served, mount, settings, dataDir } = mounted();
  const first = await testEngine({ settings, dataDir });
  await first.ready();
  const before = await inventoryOf(first);
  mount.unmount();
  await first.collect('Files');
  expect(first.changes).toEqual([]);
  expect(await problems(first)).toMatchObject([{ kind: 'unreadable', subject: mount.point }]);
  expect((await problems(first))[0]?.message).toContain('4 items');
  await first.engine.close();

  // udisks takes the folder away too.
  rmdirSync(mount.point);
  const second = await testEngine({ settings, dataDir });
  await second.ready();
  await second.collect('Files', true);
  expect(await second.log()).toEqual([]);
  expect(await inventoryOf(second)).toEqual(before);
  expect(await problems(second)).toMatchObject([{ kind: 'unreadable', subject: mount.point }]);

  // Back again, with what changed meanwhile.
  writeFileSync(join(served, 'one'), 'changed elsewhere\n');
  mkdirSync(mount.point);
  mount.mount();
  await second.collect('Files');
  expect((await second.log()).map(({ key, category }) => [category, key])).toEqual([['Modified', `${root}/mnt/one`]]);
  expect(await problems(second)).toEqual([]);
});

test('a mount that does not answer holds nothing else up, is named, and is read again when it answers', async () => {
  const { root, mount, settings } = mounted();
  // A link that leads into it must not be followed by anybody but its worker.
  symlinkSync('mnt/deep', join(root, 'link'));
  symlinkSync('../tree/mnt/one', join(root, 'other-link'));
  const engine = await testEngine({ settings });
  await engine.ready();
  const before = await inventoryOf(engine);
  mount.hang();
  await engine.collect('Files', true);
  expect(engine.changes).toEqual([]);
  expect(await problems(engine)).toMatchObject([{ kind: 'unreadable', subject: mount.point }]);
  expect((await problems(engine))[0]?.message).toContain('does not answer');
  expect(await inventoryOf(engine)).toEqual(before);

  // Everything else goes on, and no further thread waits for the mount.
  const threads = process.getActiveResourcesInfo().filter((each) => each === 'MessagePort').length;
  appendFileSync(join(root, 'local'), 'after\n');
  await engine.change(join(root, 'local'), 'Modified');
  const began = Date.now();
  for (let n = 0; n < 5; n++) await engine.collect('Files');
  expect(Date.now() - began).toBeLessThan(10_000);
  expect(process.getActiveResourcesInfo().filter((each) => each === 'MessagePort').length).toBeLessThanOrEqual(threads);

  mount.goOn();
  appendFileSync(join(root, 'mnt/one'), 'it answers\n');
  // The thread that waited comes back in its own time; until then the mount is not asked.
  const told = () => engine.changes.filter((each) => each.key !== join(root, 'local')).map((each) => each.key);
  while (told().length === 0) await engine.collect('Files');
  expect(told().sort()).toEqual([join(root, 'mnt/one'), join(root, 'other-link')]);
  expect((await problems(engine)).filter((each) => each.subject === mount.point)).toEqual([]);
});

test('watch begins and ends beside a mount that does not answer', async () => {
  const { folder, root, mount, settings } = mounted();
  symlinkSync('mnt/deep', join(root, 'link'));
  symlinkSync(join(root, 'link/two'), join(root, 'link-through-a-link'));
  writeSettings(folder, settings);
  mount.hang();
  const paths = ['--data', join(folder, 'data'), '--settings', join(folder, 'data/settings.json')];
  const watching = await startWatch(['--json', ...paths]);
  await watching.event('ready');
  appendFileSync(join(root, 'local'), 'after\n');
  await watching.change((row) => row.FileSystemPath === join(root, 'local'));
  const status = await tidemark(['status', ...paths]);
  expect(status.stdout).toContain(`by schedule: fuse on ${mount.point}`);
  expect(status.stdout).toContain('does not answer');
  expect((await watching.end()).status).toBe(0);
});
