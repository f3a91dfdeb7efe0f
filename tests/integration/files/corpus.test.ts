import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tidemark } from '../../support/cli.ts';
import { differences } from '../../support/differences.ts';
import { freshWalk, keyOf } from '../../support/fresh-walk.ts';
import { comesToHold, inventoryOf, liveOver, wholeTree } from '../../support/held-to.ts';
import { writeSettings } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const bytes = (root: string, name: string | Buffer) => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name)]);

/** Names that tools stumble over; those with a byte above 0x7f that stands alone are not UTF-8. */
const names: readonly (string | Buffer)[] = [
  'two\nlines',
  'ends with a newline\n',
  'tab\tand\rreturn',
  `single ' double " both '"`,
  'back\\slash',
  'looks like \\x41 an escape',
  '$HOME `id` $(id) %PATH% ~',
  '*?[a-z]{b,c}!',
  ' blank at both ends ',
  '-rf',
  'comma, semicolon; colon:',
  '🌊 tide 👩‍👩‍👧‍👦 mark',
  'e\u0301 decomposed',
  '\u00e9 decomposed',
  'A\u030a and \u212b and \u00c5',
  'right to left \u202e txt.exe',
  '\ufeff byte order mark',
  '\u2028 line separator',
  '\u0001\u001b[31m control \u007f',
  '日本語',
  'ß Straße',
  'İı',
  '__proto__',
  'a'.repeat(255),
  'é'.repeat(127),
  '🌊'.repeat(63),
  Buffer.from([0xff, 0xfe, 0x80]),
  Buffer.from('latin-1 caf\xe9', 'latin1'),
  Buffer.from('half a character \xe2\x82', 'latin1'),
  Buffer.from('a surrogate \xed\xa0\x80', 'latin1'),
  Buffer.from('over-long \xc0\xaf', 'latin1'),
  Buffer.from('foreign \xff and \\x41', 'latin1'),
];

/** A file whose path is as long as the system takes it: PATH_MAX, 4096 bytes with the NUL at its end. */
function longPath(root: string): string {
  let path = `${root}/long`;
  while (4095 - path.length > 256 + 40) path += `/${'d'.repeat(255)}`;
  const left = 4095 - path.length - 2;
  path += `/${'e'.repeat(left - 20)}`;
  mkdirSync(path, { recursive: true });
  return `${path}/${'f'.repeat(4095 - path.length - 1)}`;
}

const epoch = (iso: string) => Date.parse(iso) / 1000;
const times: readonly (readonly [string, string])[] = [
  ['before 1970', '1969-12-31T23:59:58.000Z'],
  ['long before', '1903-05-06T07:08:09.000Z'],
  ['the beginning', '1970-01-01T00:00:00.000Z'],
  ['last of 32 bits', '2038-01-19T03:14:07.000Z'],
  ['after 2038', '2038-01-19T03:14:08.000Z'],
  ['after 2106', '2106-02-07T06:28:17.000Z'],
  ['far away', '2399-12-31T00:00:00.000Z'],
];

function makeHoles(path: string, size: number): void {
  const fd = openSync(path, 'w');
  writeSync(fd, 'begin');
  writeSync(fd, 'middle', size / 2);
  ftruncateSync(fd, size);
  closeSync(fd);
}

/** Whether the file system can make a file immutable, and this account may. */
function makeImmutable(path: string): boolean {
  try {
    execFileSync('chattr', ['+i', path], { stdio: 'ignore' });
  } catch {
    return false;
  }
  onTestFinished(() => void execFileSync('chattr', ['-i', path]));
  return true;
}

interface Corpus {
  readonly root: string;
  /** A file that nobody can change, where there can be one. */
  readonly immutable: string | undefined;
  readonly long: string;
}

function makeCorpus(): Corpus {
  const root = join(temporaryFolder(), 'corpus');
  mkdirSync(join(root, 'names'), { recursive: true });
  for (const name of names) writeFileSync(bytes(join(root, 'names'), name), 'before\n');
  mkdirSync(bytes(root, Buffer.from('folder \xff', 'latin1')));
  writeFileSync(bytes(root, Buffer.from('folder \xff/in\n\xfe', 'latin1')), 'before\n');
  const long = longPath(root);
  writeFileSync(long, 'before\n');
  mkdirSync(join(root, 'times'));
  for (const [name, at] of times) {
    writeFileSync(join(root, 'times', name), name);
    utimesSync(join(root, 'times', name), epoch(at), epoch(at));
  }
  makeHoles(join(root, 'holes'), 64 * 1024 * 1024);
  mkdirSync(join(root, 'swap'));
  writeFileSync(join(root, 'swap/file'), 'a file\n');
  mkdirSync(join(root, 'swap/folder'));
  writeFileSync(join(root, 'swap/folder/in'), 'in a folder\n');
  mkdirSync(join(root, 'swap/over'));
  mkdirSync(join(root, 'swap/under'));
  writeFileSync(join(root, 'swap/over/same'), 'from over\n');
  writeFileSync(join(root, 'swap/over/new'), 'only in over\n');
  mkdirSync(join(root, 'links'));
  symlinkSync('nowhere\nat all', join(root, 'links/broken'));
  symlinkSync(Buffer.from('\xff', 'latin1'), join(root, 'links/foreign'));
  symlinkSync('../swap', join(root, 'links/folder'));
  writeFileSync(join(root, 'immutable'), 'for ever\n');
  return { root, long, immutable: makeImmutable(join(root, 'immutable')) ? join(root, 'immutable') : undefined };
}

/** The records of RFC 4180, read by a few lines of their own. */
function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    record.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}

test('every name, path, time and kind is held as it is: at first, live, through the command line, and when it goes', async () => {
  const { root, long, immutable } = makeCorpus();
  const engine = await liveOver(root);
  expect(differences(await inventoryOf(engine), freshWalk(root))).toEqual([]);
  expect(engine.changes).toEqual([]);
  expect((await engine.engine.request('status.get', {})).problems).toEqual([]);

  const edited = [...names.map((name) => bytes(join(root, 'names'), name)), Buffer.from(long)];
  edited.push(bytes(root, Buffer.from('folder \xff/in\n\xfe', 'latin1')));
  for (const path of edited) appendFileSync(path, 'after\n');
  for (const [name] of times) appendFileSync(join(root, 'times', name), '!');
  for (const [name, at] of times) utimesSync(join(root, 'times', name), epoch(at) + 1, epoch(at) + 1);
  await comesToHold(engine, root);
  const modified = engine.changes.filter((each) => each.category === 'Modified').map((each) => each.key);
  expect(new Set(modified)).toEqual(
    new Set([...edited.map(keyOf), ...times.map(([name]) => join(root, 'times', name))]),
  );
  expect(engine.changes.filter((each) => each.category !== 'Modified')).toEqual([]);
  if (immutable !== undefined) {
    expect(() => appendFileSync(immutable, 'x')).toThrow('EPERM');
    execFileSync('chattr', ['-i', immutable]);
    appendFileSync(immutable, 'no longer\n');
    execFileSync('chattr', ['+i', immutable]);
    await engine.change(immutable, 'Modified');
  }

  const place = join(engine.dataDir, '..', 'place');
  mkdirSync(place);
  writeSettings(place, wholeTree(root));
  const paths = ['--data', engine.dataDir, '--settings', join(place, 'data/settings.json')];
  const keys = [...freshWalk(root).keys()].sort();
  const json = await tidemark(['inventory', 'Files', '--json', ...paths]);
  expect(json.stderr).toBe('');
  const rows = JSON.parse(json.stdout) as { readonly FileSystemPath: string }[];
  expect(rows.map((row) => row.FileSystemPath).sort()).toEqual(keys);
  const [header, ...records] = csvRecords((await tidemark(['inventory', 'Files', '--csv', ...paths])).stdout);
  const column = header?.indexOf('FileSystemPath') ?? -1;
  expect(records.map((record) => record[column]).sort()).toEqual(keys);
  expect(new Set(records.map((record) => record.length))).toEqual(new Set([header?.length]));
  // A line an item, whatever its name holds, and nothing that a terminal would obey.
  const text = (await tidemark(['inventory', 'Files', ...paths])).stdout;
  expect(text.trimEnd().split('\n')).toHaveLength(keys.length);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
  const log = JSON.parse((await tidemark(['changes', '--json', ...paths])).stdout) as { FileSystemPath: string }[];
  expect(new Set(log.map((row) => row.FileSystemPath))).toEqual(new Set(engine.changes.map((each) => each.key)));
  for (const path of [long, join(root, 'names/two\nlines'), keyOf(bytes(`${root}/names`, names.at(-1) ?? ''))]) {
    const { id } = await engine.change(path.includes('/names') ? path : keyOf(Buffer.from(path)), 'Modified');
    const diff = await tidemark(['diff', String(id), ...paths]);
    expect(diff.status).toBe(0);
    expect(diff.stdout).toContain('\n+after\n');
    expect(diff.stdout.split('\n').filter((line) => /^(---|\+\+\+) /.test(line))).toHaveLength(2);
  }

  for (const name of names) unlinkSync(bytes(join(root, 'names'), name));
  for (const folder of ['times', 'long']) rmSync(join(root, folder), { recursive: true });
  await comesToHold(engine, root);
  const removed = engine.changes.filter((each) => each.category === 'Removed').map((each) => each.key);
  expect(removed).toHaveLength(new Set(removed).size);
  for (const name of names) expect(removed).toContain(keyOf(bytes(join(root, 'names'), name)));
  expect((await tidemark(['verify', ...paths])).status).toBe(0);
});

test('a path that is too long for the system is a problem, and nothing beside it is missed', async () => {
  const root = join(temporaryFolder(), 'corpus');
  const long = longPath(root);
  const deepest = join(long, '..');
  execFileSync('mkdir', ['beyond the limit of every path'], { cwd: deepest });
  onTestFinished(() => void execFileSync('rm', ['-rf', root]));
  const engine = await liveOver(root);
  const { problems } = await engine.engine.request('status.get', {});
  expect(problems).toMatchObject([{ kind: 'unreadable', subject: `${deepest}/beyond the limit of every path` }]);
  writeFileSync(long, 'still tracked');
  await engine.change(long, 'Added');
});

test('a file with holes: its size and content count, and a byte in the midst of one is seen', async () => {
  const root = join(temporaryFolder(), 'corpus');
  mkdirSync(root);
  const file = join(root, 'holes');
  makeHoles(file, 512 * 1024 * 1024);
  const engine = await liveOver(root);
  expect(differences(await inventoryOf(engine), freshWalk(root))).toEqual([]);
  const fd = openSync(file, 'r+');
  writeSync(fd, 'x', 300 * 1024 * 1024);
  closeSync(fd);
  expect((await engine.change(file)).fieldsChanged).toEqual(['checksum', 'modified']);
  await comesToHold(engine, root);
});

test('a file that becomes a folder of the same name, and one again; and the other way round', async () => {
  const { root } = makeCorpus();
  const engine = await liveOver(root);
  const [file, folder] = [join(root, 'swap/file'), join(root, 'swap/folder')];
  for (let round = 0; round < 3; round++) {
    unlinkSync(file);
    mkdirSync(file);
    writeFileSync(join(file, 'in'), 'in what was a file\n');
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'what was a folder\n');
    await comesToHold(engine, root);
    // In a folder that stands where a file stood, and was watched from its first moment on.
    appendFileSync(join(file, 'in'), 'more\n');
    await comesToHold(engine, root);
    rmSync(file, { recursive: true });
    writeFileSync(file, `a file again, ${round}\n`);
    unlinkSync(folder);
    mkdirSync(folder);
    writeFileSync(join(folder, 'in'), 'in a folder\n');
    await comesToHold(engine, root);
  }
  const kinds = engine.changes.filter((each) => each.key === file && each.fieldsChanged.includes('kind'));
  expect(kinds.length).toBeGreaterThanOrEqual(6);
});

test('a folder renamed over another, and a folder exchanged for another of the same name', async () => {
  const { root } = makeCorpus();
  const engine = await liveOver(root);
  const swap = join(root, 'swap');
  renameSync(join(swap, 'over'), join(swap, 'under'));
  await comesToHold(engine, root);
  appendFileSync(join(swap, 'under/same'), 'after the move\n');
  await comesToHold(engine, root);

  renameSync(join(swap, 'folder'), join(swap, 'aside'));
  renameSync(join(swap, 'under'), join(swap, 'folder'));
  renameSync(join(swap, 'aside'), join(swap, 'under'));
  await comesToHold(engine, root);
  for (const file of ['folder/same', 'under/in']) appendFileSync(join(swap, file), 'after the exchange\n');
  await comesToHold(engine, root);
  expect(readdirSync(swap).sort()).toEqual(['file', 'folder', 'under']);
});
