import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { filesCollector, Inventory, type Tracked, tracking } from './inventory.ts';
import { settled } from './settled.ts';

const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Whole milliseconds, as they were reached: Node's own `mtime` rounds up. */
const iso = (ms: number) => new Date(Math.floor(ms)).toISOString();

/** Writes files with their folders. */
function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function inventory(...items: Tracked[]): Promise<Inventory> {
  return new Inventory(await filesCollector(), tracking(...items));
}

test('a file: all fields, its content, a baseline that is no change', async () => {
  const file = join(temporaryFolder(), 'a.conf');
  writeFileSync(file, 'one\n');
  chmodSync(file, 0o4640);
  const found = await inventory({ path: file });
  expect(await found.collect()).toEqual([]);
  expect(found.fields(file)).toEqual({
    kind: 'file',
    size: 4,
    checksum: sha256('one\n'),
    modified: iso(statSync(file).mtimeMs),
    created: iso(statSync(file).birthtimeMs),
    mode: '4640',
    owner: 'root',
    group: 'root',
    acl: null,
    xattrs: null,
    fileId: `${statSync(file).dev}:${statSync(file).ino}`,
    linkTarget: null,
    content: 'kept',
  });
  expect(found.content(file)).toBe('one\n');
  expect(found.problems).toEqual([]);
});

test('what changes is told once, with the fields', async () => {
  const folder = temporaryFolder();
  write(folder, { a: 'one', b: 'two', c: 'three' });
  const found = await inventory({ path: folder, pathType: 'directory' });
  await found.collect();
  writeFileSync(join(folder, 'a'), 'other');
  chmodSync(join(folder, 'b'), 0o600);
  rmSync(join(folder, 'c'));
  write(folder, { d: 'four' });
  expect(await found.collect()).toEqual([
    `Added ${folder}/d`,
    `Modified ${folder}/a size checksum modified`,
    `Modified ${folder}/b mode`,
    `Removed ${folder}/c`,
  ]);
  expect(await found.collect()).toEqual([]);
});

test('a folder item is a folder: an added file is not reported twice', async () => {
  const folder = temporaryFolder();
  write(folder, { 'sub/a': '1' });
  const found = await inventory({ path: folder, pathType: 'directory', recursion: true });
  await found.collect();
  expect(found.keys).toEqual([folder, `${folder}/sub`, `${folder}/sub/a`]);
  expect(found.fields(folder)).toMatchObject({
    kind: 'directory',
    size: null,
    modified: null,
    checksum: null,
    content: 'none',
  });
  write(folder, { 'sub/b': '2' });
  expect(await found.collect()).toEqual([`Added ${folder}/sub/b`]);
  chmodSync(join(folder, 'sub'), 0o700);
  expect(await found.collect()).toEqual([`Modified ${folder}/sub mode`]);
});

test('wildcards, depth and excludes; an excluded folder is not walked', async () => {
  const folder = temporaryFolder();
  write(folder, { 'x/1.conf': '', 'x/2.txt': '', 'y/3.conf': '', 'y/deep/4.conf': '', 'y/deep/er/5.conf': '' });
  const patterns = await inventory({ path: `${folder}/*/*.conf` });
  await patterns.collect();
  expect(patterns.keys).toEqual([`${folder}/x/1.conf`, `${folder}/y/3.conf`]);
  const tree = await inventory({
    path: folder,
    pathType: 'directory',
    recursion: true,
    maxDepth: 2,
    excludes: [`${folder}/x`, '3.*'],
  });
  await tree.collect();
  expect(tree.keys).toEqual([
    folder,
    `${folder}/y`,
    `${folder}/y/deep`,
    `${folder}/y/deep/4.conf`,
    `${folder}/y/deep/er`,
  ]);
});

test('a deep tree is walked to its end', async () => {
  const folder = temporaryFolder();
  const deep = Array.from({ length: 300 }, (_, n) => `d${n}`).join('/');
  write(folder, { [`${deep}/f`]: 'bottom' });
  const found = await inventory({ path: folder, pathType: 'directory', recursion: true });
  await found.collect();
  expect(found.keys).toHaveLength(302);
  expect(found.fields(`${folder}/${deep}/f`).checksum).toBe(sha256('bottom'));
});

test('empty files, files of every size around a read, and a 5 GB sparse one have the right hash', async () => {
  const folder = temporaryFolder();
  const MiB = 1024 * 1024;
  const sizes = [0, 1, 4095, 4096, MiB - 1, MiB, MiB + 1, 3 * MiB + 17];
  const bytes = Buffer.alloc(4 * MiB, 'tide');
  for (const size of sizes) writeFileSync(join(folder, `n${size}`), bytes.subarray(0, size));
  const sparse = openSync(join(folder, 'sparse'), 'w');
  ftruncateSync(sparse, 5_000_000_000);
  writeSync(sparse, 'end', 4_999_999_997);
  closeSync(sparse);
  for (const keepContent of [true, false]) {
    const found = await inventory({ path: folder, pathType: 'directory', keepContent });
    if (!keepContent) rmSync(join(folder, 'sparse'));
    await found.collect();
    for (const size of sizes) {
      const expected = createHash('sha256').update(bytes.subarray(0, size)).digest('hex');
      expect(found.fields(`${folder}/n${size}`)).toMatchObject({ size, checksum: `sha256:${expected}` });
    }
    if (!keepContent) continue;
    // By `head -c 4999999997 /dev/zero` and `printf end`, through sha256sum(1).
    expect(found.fields(`${folder}/sparse`)).toMatchObject({
      size: 5_000_000_000,
      content: 'tooLarge',
      checksum: SPARSE,
    });
  }
}, 180_000);
const SPARSE = 'sha256:8194a2d49f075e9c3f9ea4777b5d8cf14d2a96a86880f9398bd7262af5fda841';

test('content: kept, switched off, too large, secret by name, by bytes and behind a link', async () => {
  const folder = temporaryFolder();
  const key =
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n-----END OPENSSH PRIVATE KEY-----\n';
  write(folder, { 'a/plain': 'x', 'a/big': 'y'.repeat(2000), 'a/key': key, 'a/mine': 'z', 'off/plain': 'off' });
  const found = await inventory(
    { path: `${folder}/a`, pathType: 'directory' },
    { path: `${folder}/off/*`, keepContent: false },
  );
  const { limits } = found.settings;
  found.settings = { ...found.settings, secrets: [`${folder}/a/mine`], limits: { ...limits, contentPerFile: 1000 } };
  await found.collect();
  const became = (name: string) => found.fields(`${folder}/${name}`).content;
  expect(['a/plain', 'a/big', 'a/key', 'a/mine', 'off/plain'].map(became)).toEqual([
    'kept',
    'tooLarge',
    'secret',
    'secret',
    'off',
  ]);
  expect([...found.contents.values()].map(String)).toEqual(['x']);
  expect(found.fields(`${folder}/a/key`).checksum).toBe(sha256(key));
});

test('a file above maxSize is tracked by size and times', async () => {
  const file = join(temporaryFolder(), 'f');
  writeFileSync(file, 'long enough');
  const found = await inventory({ path: file, maxSize: 5 });
  await found.collect();
  expect(found.fields(file)).toMatchObject({ size: 11, checksum: null, content: 'tooLarge' });
  writeFileSync(file, 'longer than that');
  expect(await found.collect()).toEqual([`Modified ${file} size modified`]);
});

test('a file of two tracked items: kept if any keeps it, its source is the first', async () => {
  const folder = temporaryFolder();
  write(folder, { f: 'text' });
  const found = await inventory(
    { path: folder, pathType: 'directory', keepContent: false },
    { path: `${folder}/f`, keepContent: true },
  );
  await found.collect();
  expect(found.fields(`${folder}/f`).content).toBe('kept');
  expect(found.items.get(`${folder}/f`)?.source).toMatch(/^item-0:/);
  expect(found.last?.sources.map((each) => each.state)).toEqual(['collected', 'collected']);
});

test('content that is wanted from now on is read although the file is unchanged, and that is no change', async () => {
  const file = join(temporaryFolder(), 'f');
  writeFileSync(file, 'text');
  await settled(file);
  const found = await inventory({ path: file, keepContent: false });
  await found.collect();
  expect(found.fields(file).content).toBe('off');
  found.settings = tracking({ path: file, keepContent: true });
  expect(await found.collect()).toEqual([]);
  expect(found.content(file)).toBe('text');
});

test('an edited item starts a new baseline', async () => {
  const folder = temporaryFolder();
  write(folder, { a: '', 'sub/b': '' });
  const found = await inventory({ path: folder, pathType: 'directory' });
  await found.collect();
  found.settings = tracking({ path: folder, pathType: 'directory', recursion: true });
  expect(await found.collect()).toEqual([]);
  expect(found.keys).toContain(`${folder}/sub/b`);
});

test('an unchanged file is not read again, except in full; a change behind the same size and time is found in full', async () => {
  const file = join(temporaryFolder(), 'f');
  writeFileSync(file, 'aaaa');
  await settled(file);
  const found = await inventory({ path: file });
  await found.collect();
  await found.collect();
  expect([...(found.last?.unchanged ?? [])]).toEqual([file]);
  expect(found.last?.observed).toEqual([]);
  // What a reader without the file's times would take for unchanged.
  const known = found.items.get(file);
  if (known === undefined) throw new Error('not collected');
  found.items.set(file, {
    ...known,
    item: { ...known.item, fields: { ...known.item.fields, checksum: sha256('old') } },
  });
  expect(await found.collect()).toEqual([]);
  expect(await found.collect({ full: true })).toEqual([`Modified ${file} checksum`]);
});

test('a write that restores size and modification time is found', async () => {
  const file = join(temporaryFolder(), 'f');
  const then = new Date('2020-02-02T02:02:02.000Z');
  writeFileSync(file, 'aaaa');
  utimesSync(file, then, then);
  await settled(file);
  const found = await inventory({ path: file });
  await found.collect();
  writeFileSync(file, 'bbbb');
  utimesSync(file, then, then);
  expect(await found.collect()).toEqual([`Modified ${file} checksum`]);
});

test('a file read within the tick of its last write is read again, and one left alone only once more', async () => {
  const file = join(temporaryFolder(), 'f');
  writeFileSync(file, 'aaaa');
  const found = await inventory({ path: file });
  for (;;) {
    // Until the reading fell into the window, which needs a machine that is not stalled just now.
    writeFileSync(file, 'aaaa');
    await found.collect();
    if (found.items.get(file)?.stamp === '') break;
  }
  await settled(file);
  await found.collect();
  expect(found.last?.observed).toHaveLength(1);
  await found.collect();
  expect(found.last?.observed).toHaveLength(0);
});

test('an atomic save is one change of content', async () => {
  const folder = temporaryFolder();
  write(folder, { f: 'old' });
  const found = await inventory({ path: `${folder}/f` });
  await found.collect();
  write(folder, { '.f.swp': 'new' });
  renameSync(join(folder, '.f.swp'), join(folder, 'f'));
  expect(await found.collect({ hints: [`${folder}/f`] })).toEqual([`Modified ${folder}/f checksum modified`]);
  expect(found.content(`${folder}/f`)).toBe('new');
});

test('a file shorter than it was', async () => {
  const file = join(temporaryFolder(), 'f');
  writeFileSync(file, 'abcdef');
  const found = await inventory({ path: file });
  await found.collect();
  truncateSync(file, 3);
  expect(await found.collect()).toEqual([`Modified ${file} size checksum modified`]);
  expect(found.content(file)).toBe('abc');
});

test('owners are named by the system’s files', async () => {
  const found = await inventory({ path: '/etc/passwd' });
  await found.collect();
  const root = readFileSync('/etc/passwd', 'utf8').split('\n')[0]?.split(':')[0];
  expect(found.fields('/etc/passwd').owner).toBe(root);
});

test('progress is told: how many were found, then how many of them are done', async () => {
  const folder = temporaryFolder();
  write(folder, Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`f${n}`, `${n}`])));
  const collector = await filesCollector();
  const told: [done: number, expected: number | null][] = [];
  await collector.collect({
    scope: { kind: 'all' },
    full: false,
    settings: tracking({ path: folder, pathType: 'directory' }),
    known: new Map(),
    content: { has: () => true, put: () => {} },
    stamped: () => new Map(),
    signal: new AbortController().signal,
    progress: (done, expected) => told.push([done, expected]),
  });
  expect(told[0]).toEqual([601, null]);
  expect(told.at(-1)).toEqual([601, 601]);
  const done = told.filter(([, expected]) => expected !== null).map(([each]) => each);
  expect(done.length).toBeGreaterThan(2);
  expect(done).toEqual([...done].sort((a, b) => a - b));
});

test('a collector that was closed starts its workers anew when it is asked again', async () => {
  const file = join(temporaryFolder(), 'f');
  writeFileSync(file, 'a');
  const found = await inventory({ path: file });
  await found.collect();
  await found.collector.close?.();
  writeFileSync(file, 'bb');
  expect(await found.collect()).toEqual([`Modified ${file} size checksum modified`]);
});
