import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { Inotify } from '../../../electron/engine/collectors/files/watch/inotify.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { filesCollector, Inventory, type Tracked, tracking } from './inventory.ts';
import { asNobody } from './nobody.ts';
import { settled } from './settled.ts';

async function inventory(...items: Tracked[]): Promise<Inventory> {
  return new Inventory(await filesCollector(), tracking(...items));
}

/** What each problem is, and of what. */
const told = (found: Inventory) => found.problems.map(({ kind, subject }) => `${kind} ${subject}`).sort();

/** Resolves as soon as this process (its workers are part of it) has a file open. */
async function opened(file: string): Promise<void> {
  for (;;) {
    for (const fd of readdirSync('/proc/self/fd')) {
      try {
        if (readlinkSync(`/proc/self/fd/${fd}`) === file) return;
      } catch {
        // Closed meanwhile.
      }
    }
    await setImmediate();
  }
}

test('FIFO, socket and devices are items of their kind and are never opened', async () => {
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  const server = createServer().listen(join(folder, 'socket'));
  onTestFinished(() => void server.close());
  const kinds: Record<string, string> = { fifo: 'fifo', socket: 'socket' };
  if (process.geteuid?.() === 0) {
    execFileSync('mknod', [join(folder, 'char'), 'c', '1', '7']);
    execFileSync('mknod', [join(folder, 'block'), 'b', '240', '0']);
    Object.assign(kinds, { char: 'characterDevice', block: 'blockDevice' });
  }
  writeFileSync(join(folder, 'plain'), 'x');

  const IN_OPEN = 0x20;
  const names: string[] = [];
  let sawPlain = () => {};
  const plain = new Promise<void>((resolve) => {
    sawPlain = resolve;
  });
  const spy = new Inotify(
    (events) => {
      names.push(...events.map((each) => each.name));
      if (names.includes('marker')) sawPlain();
    },
    () => {},
  );
  onTestFinished(() => spy.close());
  spy.add(folder, IN_OPEN);

  const found = await inventory({ path: folder, pathType: 'directory', recursion: true });
  await found.collect();
  await found.collect({ full: true });
  writeFileSync(join(folder, 'marker'), '');
  await plain;
  for (const [name, kind] of Object.entries(kinds)) {
    expect(found.fields(`${folder}/${name}`)).toMatchObject({
      kind,
      size: null,
      checksum: null,
      modified: null,
      content: 'none',
    });
  }
  expect(names).toContain('plain');
  expect(names.filter((each) => each in kinds)).toEqual([]);
  expect(found.problems).toEqual([]);

  const patterns = await inventory({ path: `${folder}/*` }, { path: '/dev/null' });
  await patterns.collect();
  expect(patterns.fields('/dev/null').kind).toBe('characterDevice');
});

test('a path that does not exist is a problem only if it must exist', async () => {
  const folder = temporaryFolder();
  const found = await inventory(
    { path: `${folder}/must` },
    { path: `${folder}/may`, mustExist: false },
    { path: `${folder}/*.none` },
    { path: `${folder}/must/deeper`, pathType: 'directory' },
  );
  expect(await found.collect()).toEqual([]);
  expect(told(found)).toEqual([`absent ${folder}/must`, `absent ${folder}/must/deeper`]);
  expect(found.last?.sources.map((each) => each.state)).toEqual(Array(4).fill('collected'));
});

test('a root that goes is removed with all that was in it', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'd'));
  writeFileSync(join(folder, 'd/f'), '');
  const found = await inventory({ path: `${folder}/d`, pathType: 'directory' });
  await found.collect();
  rmSync(join(folder, 'd'), { recursive: true });
  expect(await found.collect()).toEqual([`Removed ${folder}/d`, `Removed ${folder}/d/f`]);
});

test('a variable without a value, an empty and a relative path: told, and nothing known is taken for removed', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'f'), '');
  const place = { env: { WHERE: folder } as Record<string, string>, home: folder, platform: process.platform };
  const settings = tracking({ path: '$WHERE/f' }, { path: ' ' }, { path: 'etc/hosts' }, { path: '~/f' });
  const found = new Inventory(await filesCollector(place), settings);
  await found.collect();
  expect(found.keys).toEqual([`${folder}/f`]);
  expect(told(found)).toEqual(['invalid  ', 'invalid etc/hosts']);
  delete place.env.WHERE;
  found.settings = tracking({ path: '$WHERE/f' });
  expect(await found.collect()).toEqual([]);
  expect(told(found)).toEqual(['invalid $WHERE/f']);
  expect(found.keys).toEqual([`${folder}/f`]);
  expect(found.last?.sources.map((each) => each.state)).toEqual(['unreadable']);
});

test('a path of the other type is told', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'f'), '');
  const found = await inventory({ path: folder }, { path: `${folder}/f`, pathType: 'directory' });
  await found.collect();
  expect(told(found)).toEqual([`invalid ${folder}`, `invalid ${folder}/f`]);
  expect(found.keys).toEqual([]);
});

test('what may not be read is a problem with its cause, and neither it nor what is below it is removed', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  for (const name of ['closed', 'open']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'f'), name);
  }
  const found = await inventory({ path: folder, pathType: 'directory', recursion: true });
  await found.collect();
  chmodSync(join(folder, 'closed'), 0o000);
  chmodSync(join(folder, 'open/f'), 0o000);
  rmSync(join(folder, 'closed/f'));
  expect(await asNobody(() => found.collect({ full: true }))).toEqual([`Modified ${folder}/closed mode`]);
  expect(told(found)).toEqual([`unreadable ${folder}/closed`, `unreadable ${folder}/open/f`]);
  expect(found.problems.map((each) => each.message).join()).toContain('permission denied');
  for (const { advice } of found.problems)
    expect(advice).toMatch(/exclude it\. Or switch on “Use sudo” for “item 0”\.$/);
  expect(found.keys).toContain(`${folder}/closed/f`);
  expect(found.last?.undecided(`${folder}/closed/f/below`)).toBe(true);
  expect(found.last?.undecided(`${folder}/closed`)).toBe(false);
  expect(found.last?.undecided(`${folder}/closedish`)).toBe(false);

  chmodSync(join(folder, 'closed'), 0o755);
  chmodSync(join(folder, 'open/f'), 0o644);
  expect(await asNobody(() => found.collect())).toContain(`Removed ${folder}/closed/f`);
  expect(told(found)).toEqual([]);
});

test('a root that may not be read makes its source unreadable', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'd'));
  writeFileSync(join(folder, 'd/f'), '');
  const found = await inventory({ path: `${folder}/d`, pathType: 'directory' }, { path: `${folder}/d/f` });
  await found.collect();
  chmodSync(join(folder, 'd'), 0o000);
  expect(await asNobody(() => found.collect())).toEqual([`Modified ${folder}/d mode`]);
  expect(found.last?.sources.map((each) => each.state)).toEqual(['unreadable', 'unreadable']);
  expect(found.keys).toContain(`${folder}/d/f`);
});

test('a path that is too long and a link to itself are unreadable', async () => {
  const folder = temporaryFolder();
  symlinkSync('self', join(folder, 'self'));
  const long = `${folder}/${'n'.repeat(300)}`;
  const found = await inventory({ path: `${folder}/self` }, { path: long });
  await found.collect();
  expect(told(found)).toEqual([`unreadable ${long}`, `unreadable ${folder}/self`]);
  expect(found.problems.find((each) => each.subject.endsWith('self'))?.message).toContain('circle');
});

test('a file removed while it is read is removed, and no problem', async () => {
  const file = join(temporaryFolder(), 'big');
  writeFileSync(file, '');
  const found = await inventory({ path: file });
  await found.collect();
  truncateSync(file, 1024 ** 3);
  const collected = found.collect();
  await opened(file);
  unlinkSync(file);
  expect(await collected).toEqual([`Removed ${file}`]);
  expect(told(found)).toEqual([]);
});

test('a file that another one replaces while it is read is that other one', async () => {
  const file = join(temporaryFolder(), 'big');
  writeFileSync(file, '');
  truncateSync(file, 1024 ** 3);
  writeFileSync(`${file}.new`, 'new');
  const found = await inventory({ path: file });
  const collected = found.collect();
  await opened(file);
  renameSync(`${file}.new`, file);
  await collected;
  expect(found.content(file)).toBe('new');
});

test('a large file that changes while it is read is read again the next time', async () => {
  const file = join(temporaryFolder(), 'big');
  writeFileSync(file, '');
  truncateSync(file, 1024 ** 3);
  await settled(file);
  const found = await inventory({ path: file });
  const collected = found.collect();
  await opened(file);
  appendFileSync(file, 'more');
  await collected;
  expect(found.items.get(file)?.stamp).toBe('');
  await settled(file);
  await found.collect();
  expect(found.fields(file).size).toBe(1024 ** 3 + 4);
  await found.collect();
  expect([...(found.last?.unchanged ?? [])]).toEqual([file]);
});

test('names that are not UTF-8 are tracked, each under a key of its own', async () => {
  const folder = temporaryFolder();
  const at = (...name: (string | number)[]) =>
    Buffer.concat(
      [folder, '/', ...name].map((each) => (typeof each === 'number' ? Buffer.from([each]) : Buffer.from(each))),
    );
  mkdirSync(at('d', 0xff));
  writeFileSync(at('d', 0xff, '/caf', 0xe9), 'latin');
  writeFileSync(at('caf', 0xe9), 'one');
  writeFileSync(at('caf\\xE9'), 'two');
  writeFileSync(at('café'), 'three');
  const found = await inventory({ path: folder, pathType: 'directory', recursion: true });
  await found.collect();
  const content = (name: string) => found.content(`${folder}/${name}`);
  expect(['caf\\xE9', 'caf\\x5CxE9', 'café', 'd\\xFF/caf\\xE9'].map(content)).toEqual(['one', 'two', 'three', 'latin']);
  writeFileSync(at('caf', 0xe9), 'uno');
  expect(await found.collect({ hints: [`${folder}/caf\\xE9`] })).toEqual([
    expect.stringContaining(`Modified ${folder}/caf\\xE9 checksum`),
  ]);
  rmSync(at('d', 0xff), { recursive: true });
  expect(await found.collect({ hints: [`${folder}/d\\xFF`] })).toEqual([
    `Removed ${folder}/d\\xFF`,
    `Removed ${folder}/d\\xFF/caf\\xE9`,
  ]);
});

test('the limit is said aloud, and never makes anything removed', async () => {
  const folder = temporaryFolder();
  for (const n of [1, 2, 3, 4]) writeFileSync(join(folder, `f${n}`), '');
  const found = await inventory({ path: folder, pathType: 'directory' });
  const limited = (files: number) => ({ ...found.settings, limits: { ...found.settings.limits, files } });
  found.settings = limited(3);
  expect(await found.collect()).toEqual([]);
  expect(found.keys).toHaveLength(3);
  expect(told(found)).toEqual(['limit limits.files']);
  expect(found.problems[0]?.message).toContain('5 files');
  expect(found.problems[0]?.message).toContain('2 more than the limit of 3');

  const before = found.keys;
  writeFileSync(join(folder, 'f0'), '');
  expect(await found.collect({ hints: [`${folder}/f0`] })).toEqual([]);
  found.settings = limited(2);
  expect(await found.collect()).toEqual([]);
  expect(found.keys).toEqual(before);

  found.settings = limited(100);
  await found.collect();
  expect(found.keys).toHaveLength(6);
  expect(told(found)).toEqual([]);
});

test('a collection that is given up ends soon, with the reason', async () => {
  const file = join(temporaryFolder(), 'big');
  writeFileSync(file, '');
  truncateSync(file, 200 * 1024 ** 3);
  const collector = await filesCollector();
  const controller = new AbortController();
  const collected = collector.collect({
    scope: { kind: 'all' },
    full: false,
    settings: tracking({ path: file }),
    known: new Map(),
    content: { has: () => false, put: () => {} },
    stamped: () => new Map(),
    signal: controller.signal,
    progress: () => {},
  });
  await opened(file);
  controller.abort(new Error('enough'));
  await expect(collected).rejects.toThrow('enough');
});

test('a file in /proc, which has no size, is read to its end', async () => {
  const found = await inventory({ path: '/proc/version' });
  await found.collect();
  expect(found.content('/proc/version')).toBe(readFileSync('/proc/version', 'utf8'));
});
