import { truncateSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDpkgSource } from '../../../../electron/engine/explain/ownership/dpkg/index.ts';
import type { PackageSource } from '../../../../electron/engine/explain/ownership/source.ts';
import { DpkgRoot } from '../../../support/dpkg.ts';
import { inWords, TestOwnership } from '../../../support/ownership.ts';
import { runTool } from '../../../support/run-tool.ts';

let root: DpkgRoot;
let ownership: TestOwnership;
const limits = { timeLimit: 20_000, outputLimit: 1_000_000 };

beforeEach(async () => {
  root = await DpkgRoot.create();
  ownership = new TestOwnership(() => [createDpkgSource({ adminDir: root.adminDir })]);
});

afterEach(() => root.remove());

const owners = async (path: string) => inWords(await ownership.owners(path));
const install = async (made: Parameters<DpkgRoot['build']>[0]) => root.dpkg('-i', await root.build(made));

async function divert(...args: readonly string[]): Promise<void> {
  const folders = ['--admindir', root.adminDir, '--instdir', root.instDir];
  const result = await runTool('dpkg-divert', [...folders, '--no-rename', ...args], limits);
  if (result.kind !== 'done') throw new Error(JSON.stringify(result));
}

describe('packages of dpkg', () => {
  it('have their files, with digests, and share folders', async () => {
    await install({ name: 'tidemark-one', version: '1', files: { '/opt/shared/one': 'one' } });
    await install({ name: 'tidemark-two', version: '2', files: { '/opt/shared/two': 'two' } });
    expect(await ownership.refresh()).toEqual([]);
    expect(await owners('/opt/shared/one')).toEqual(['tidemark-one 1 md5']);
    expect(await owners('/opt/shared')).toEqual(['tidemark-one 1', 'tidemark-two 2']);
    expect(await owners('/opt/shared/three')).toEqual([]);
    const [owner] = await ownership.owners('/opt/shared/one');
    expect(owner?.digest).toEqual({ method: 'md5', hex: 'f97c5d29941bfb1b2fdab0874906ab82' });
    expect(owner?.package).toEqual({ manager: 'dpkg', name: 'tidemark-one', architecture: 'all', version: '1' });
  });

  it('have had what an upgrade took away, until that is settled, over a restart too', async () => {
    await install({ name: 'tidemark-one', version: '1', files: { '/opt/old': 'old', '/opt/both': '1' } });
    await ownership.refresh();
    await install({ name: 'tidemark-one', version: '2', files: { '/opt/new': 'new', '/opt/both': '2' } });
    await ownership.refresh();
    for (const check of ['at once', 'after a restart']) {
      expect([check, await owners('/opt/old')]).toEqual([check, ['tidemark-one 1 had it']]);
      expect([check, await owners('/opt/new')]).toEqual([check, ['tidemark-one 2 md5']]);
      expect([check, await owners('/opt/both')]).toEqual([check, ['tidemark-one 2 md5']]);
      ownership.restart();
      await ownership.refresh();
    }
    ownership.settle();
    expect(await owners('/opt/old')).toEqual([]);
    expect(await owners('/opt/both')).toEqual(['tidemark-one 2 md5']);
    ownership.restart();
    expect(await owners('/opt/old')).toEqual([]);
  });

  it('have had what they had though they were taken away while nothing ran', async () => {
    await install({ name: 'tidemark-one', version: '1', files: { '/opt/one': 'one' } });
    await ownership.refresh();
    ownership.restart();
    await root.dpkg('--purge', 'tidemark-one');
    await ownership.refresh();
    expect(await owners('/opt/one')).toEqual(['tidemark-one 1 had it']);
  });

  it('keep their configuration when they are removed, and had it when they are purged', async () => {
    const path = '/etc/tidemark-one.conf';
    await install({ name: 'tidemark-one', version: '1', conffile: path, files: { '/opt/one': 'one' } });
    await ownership.refresh();
    expect(await owners(path)).toEqual(['tidemark-one 1 conffile md5']);
    const [owner] = await ownership.owners(path);
    expect(owner?.digest?.hex).toBe('7d43cb06abb8273056a580aca18d8acb');
    await root.dpkg('--remove', 'tidemark-one');
    await ownership.refresh();
    expect(await owners(path)).toEqual(['tidemark-one 1 conffile md5']);
    expect(await owners('/opt/one')).toEqual(['tidemark-one 1 had it']);
    await root.dpkg('--purge', 'tidemark-one');
    await ownership.refresh();
    expect(await owners(path)).toEqual(['tidemark-one 1 had it']);
  });

  it('ship what the newest version ships as configuration, whether or not its owner edited it', async () => {
    const path = '/etc/tidemark-one.conf';
    await install({ name: 'tidemark-one', version: '1', conffile: path });
    await writeFile(join(root.instDir, path), 'edited=1\n');
    await root.dpkg('--force-confold', '-i', await root.build({ name: 'tidemark-one', version: '2', conffile: path }));
    await ownership.refresh();
    const [owner] = await ownership.owners(path);
    expect([owner?.package.version, owner?.conffile, owner?.digest?.hex]).toEqual([
      '2',
      true,
      '7d43cb06abb8273056a580aca18d8acb',
    ]);
  });

  it('of several architectures share their files, and each is an owner', async () => {
    const foreign = process.arch === 'arm64' ? 'amd64' : 'arm64';
    const native = process.arch === 'arm64' ? 'arm64' : 'amd64';
    await root.dpkg('--add-architecture', foreign);
    for (const architecture of [native, foreign]) {
      await install({ name: 'tidemark-lib', version: '1', architecture, files: { '/opt/shared.txt': 'same' } });
    }
    await ownership.refresh();
    const found = await ownership.owners('/opt/shared.txt');
    expect(found.map((each) => each.package.architecture).sort()).toEqual([native, foreign].sort());
    expect(new Set(found.map((each) => each.digest?.hex)).size).toBe(1);
    await root.dpkg('--purge', `tidemark-lib:${foreign}`);
    await ownership.refresh();
    expect(
      (await ownership.owners('/opt/shared.txt')).map((each) => [each.package.architecture, each.present]),
    ).toEqual(
      expect.arrayContaining([
        [native, true],
        [foreign, false],
      ]),
    );
  });

  it('are read again only where something changed', async () => {
    const read: string[] = [];
    const source = createDpkgSource({ adminDir: root.adminDir });
    const watched: PackageSource = {
      ...source,
      read: (lists, ...more) => {
        read.push(...lists);
        return source.read(lists, ...more);
      },
    };
    const own = new TestOwnership(() => [watched]);
    await install({ name: 'tidemark-one', version: '1' });
    await install({ name: 'tidemark-two', version: '1' });
    await own.refresh();
    expect(read.splice(0)).toEqual(['tidemark-one', 'tidemark-two']);
    await own.refresh();
    expect(read.splice(0)).toEqual([]);
    await install({ name: 'tidemark-two', version: '2' });
    own.restart();
    await own.refresh();
    expect(read.splice(0)).toEqual(['tidemark-two']);
  });
});

describe('diversions of dpkg', () => {
  const path = '/usr/share/tidemark-one/version';
  const aside = `${path}.one`;

  it('leave a path to the package that diverts it, and what was there to its owner under the other name', async () => {
    await install({ name: 'tidemark-one', version: '1' });
    await divert('--package', 'tidemark-two', '--divert', aside, '--add', path);
    await install({ name: 'tidemark-two', version: '2', files: { [path]: 'its own' } });
    await ownership.refresh();
    expect(await owners(path)).toEqual(['tidemark-two 2 md5']);
    // Whose it is, and who put it there.
    expect(await owners(aside)).toEqual(['tidemark-one 1 md5', 'tidemark-two 2']);
    const [owner] = await ownership.owners(aside);
    // Of `1` and a newline
    expect(owner?.digest?.hex).toBe('b026324c6904b2a9cb4b88d6d61c81d1');
  });

  it('make a path the diverting package’s though only its scripts put something there', async () => {
    await install({ name: 'tidemark-one', version: '1' });
    await install({ name: 'tidemark-two', version: '2' });
    await divert('--package', 'tidemark-two', '--divert', aside, '--add', path);
    await ownership.refresh();
    expect(await owners(path)).toEqual(['tidemark-two 2']);
    // Whose it is, and who put it there.
    expect(await owners(aside)).toEqual(['tidemark-one 1 md5', 'tidemark-two 2']);
    await divert('--package', 'tidemark-two', '--remove', path);
    await ownership.refresh();
    expect(await owners(path)).toEqual(['tidemark-one 1 md5', 'tidemark-two 2 had it']);
    expect(await owners(aside)).toEqual(['tidemark-one 1 had it', 'tidemark-two 2 had it']);
    ownership.settle();
    expect(await owners(aside)).toEqual([]);
  });

  it('of the machine’s owner leave a path to no package', async () => {
    await install({ name: 'tidemark-one', version: '1' });
    await divert('--local', '--divert', aside, '--add', path);
    await ownership.refresh();
    expect(await owners(path)).toEqual([]);
    expect(await owners(aside)).toEqual(['tidemark-one 1 md5']);
  });
});

describe('a database of dpkg that is damaged', () => {
  beforeEach(async () => {
    await install({ name: 'tidemark-one', version: '1', files: { '/opt/one': 'one' } });
    await install({ name: 'tidemark-two', version: '1', files: { '/opt/two': 'two' } });
    await ownership.refresh();
  });

  const list = () => join(root.adminDir, 'info/tidemark-one.list');

  it.each([
    [
      'cut off',
      async () => truncateSync(list(), (await readFile(list())).length - 3),
      'it ends in the midst of a line',
    ],
    ['full of NULs', () => writeFile(list(), Buffer.alloc(64)), 'it holds a NUL byte'],
  ])('keeps what was known of a list that is %s, says so, and goes on', async (_, damage, cause) => {
    // dpkg itself does nothing any more once it is damaged.
    await install({ name: 'tidemark-three', version: '1' });
    const whole = await readFile(list());
    await damage();
    const problems = await ownership.refresh();
    expect(problems.map(({ type, kind, subject }) => [type, kind, subject])).toEqual([
      ['Explanations', 'unreadable', list()],
    ]);
    expect(problems[0]?.message).toContain(cause);
    expect(await owners('/opt/one')).toEqual(['tidemark-one 1']);
    expect(await owners('/usr/share/tidemark-three/version')).toEqual(['tidemark-three 1 md5']);
    expect((await ownership.refresh()).length).toBe(1);
    await writeFile(list(), whole);
    expect(await ownership.refresh()).toEqual([]);
    expect(await owners('/opt/one')).toEqual(['tidemark-one 1 md5']);
  });

  it.each([
    ['empty', ''],
    ['cut off', 'Package: tidemark-one\nStatus: install ok inst'],
  ])('keeps what was known when its status is %s', async (_, text) => {
    await writeFile(root.status, text);
    const [problem, ...others] = await ownership.refresh();
    expect([problem?.subject, others]).toEqual([root.status, []]);
    expect(await owners('/opt/one')).toEqual(['tidemark-one 1 md5']);
  });

  it('keeps what was known when it is not there any more', async () => {
    await rm(root.adminDir, { recursive: true });
    expect(await ownership.refresh()).toEqual([]);
    expect(await owners('/opt/one')).toEqual(['tidemark-one 1']);
  });

  it('gives digests as far as they can be read', async () => {
    const sums = join(root.adminDir, 'info/tidemark-two.md5sums');
    await writeFile(
      sums,
      `not a digest\n\n\\\\\nzz  opt/two\n${'0'.repeat(32)} *./opt/two\nshort opt/two\n${'1'.repeat(20)}`,
    );
    await ownership.refresh();
    const [owner] = await ownership.owners('/opt/two');
    expect(owner?.digest).toEqual({ method: 'md5', hex: '0'.repeat(32) });
  });
});
