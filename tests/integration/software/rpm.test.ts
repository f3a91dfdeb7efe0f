import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSoftwareCollector } from '../../../electron/engine/collectors/software/index.ts';
import { markOf } from '../../../electron/engine/collectors/software/rpm/database.ts';
import { createRpmSource, type RpmOptions } from '../../../electron/engine/collectors/software/rpm/index.ts';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { handles } from '../../support/handles.ts';
import { RpmRoot } from '../../support/rpm.ts';
import { runTool } from '../../support/run-tool.ts';
import { Calls } from '../../support/signals.ts';

let root: RpmRoot;
let observer: Observer;

const collectorOf = (options: RpmOptions = {}) =>
  createSoftwareCollector({ sources: [createRpmSource({ folders: [root.database], ...options })] });

beforeEach(async () => {
  root = await RpmRoot.create();
  observer = new Observer(collectorOf());
  await root.rpm('-i', await root.build({ name: 'tide-base', version: '1' }));
  await observer.look();
});

afterEach(() => root.remove());

describe('rpm', () => {
  it('tells what it knows of a package, whatever its texts hold', async () => {
    const summary = `it's "a" $HOME 'quoted' test with größe`;
    const file = await root.build({
      name: 'tide-one',
      version: '1.2',
      epoch: 3,
      summary,
      tags: ['Vendor: A Vendor', 'Packager: A Tester <tester@example.org>', 'Group: Applications/Text'],
    });
    const before = Math.floor(Date.now() / 1000) * 1000;
    await root.rpm('-i', file);
    expect(await observer.look()).toEqual([{ key: 'rpm:tide-one:noarch', what: 'Added', fields: [] }]);
    const fields = observer.fields('rpm:tide-one:noarch') ?? {};
    expect(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))).toEqual({
      version: '3:1.2-1',
      architecture: 'noarch',
      publisher: 'A Vendor',
      description: summary,
      softwareType: 'Package',
      source: 'tide-one',
      section: 'Applications/Text',
      installedSize: 0,
      manager: 'rpm',
      installed: expect.any(String),
    });
    expect(Date.parse(String(fields.installed))).toBeGreaterThanOrEqual(before);
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.observed).toEqual([]);
  });

  it('sees an upgrade and a downgrade as one modified version, a reinstallation as nothing, an erasure as one removal', async () => {
    const [first, second] = [
      await root.build({ name: 'tide-base', version: '1' }),
      await root.build({ name: 'tide-base', version: '2' }),
    ];
    const modified = [{ key: 'rpm:tide-base:noarch', what: 'Modified', fields: ['version'] }];
    await root.rpm('-U', second);
    expect(await observer.look()).toEqual(modified);
    await root.rpm('-U', '--oldpackage', first);
    expect(await observer.look()).toEqual(modified);
    await root.rpm('-U', '--replacepkgs', first);
    expect(await observer.look()).toEqual([]);
    // Not the last one: an empty database is taken for a damaged one.
    await root.rpm('-i', await root.build({ name: 'tide-other', version: '1' }));
    await observer.look();
    await root.rpm('-e', 'tide-base');
    expect(await observer.look()).toEqual([{ key: 'rpm:tide-base:noarch', what: 'Removed', fields: [] }]);
  });

  it('keeps kernels, which are installed beside one another, apart by their versions', async () => {
    const tags = ['Provides: installonlypkg(kernel)'];
    const kernel = async (version: string) => root.build({ name: 'tide-kernel', version, tags });
    await root.rpm('-i', await kernel('6.1'));
    expect(await observer.look()).toEqual([{ key: 'rpm:tide-kernel:noarch:6.1-1', what: 'Added', fields: [] }]);
    await root.rpm('-i', await kernel('6.2'));
    expect(await observer.look()).toEqual([{ key: 'rpm:tide-kernel:noarch:6.2-1', what: 'Added', fields: [] }]);
    await root.rpm('-e', 'tide-kernel-6.1-1');
    expect(await observer.look()).toEqual([{ key: 'rpm:tide-kernel:noarch:6.1-1', what: 'Removed', fields: [] }]);
  });

  it('keeps one package of two architectures apart', async () => {
    for (const architecture of ['i686', 'x86_64'])
      await root.rpm('-i', await root.build({ name: 'tide-multi', version: '1', architecture }));
    expect((await observer.look()).map(({ key }) => key).sort()).toEqual([
      'rpm:tide-multi:i686',
      'rpm:tide-multi:x86_64',
    ]);
  });

  it('gives what an upgrade that broke off left behind a key of its own', async () => {
    await root.rpm('-i', '--force', await root.build({ name: 'tide-base', version: '2' }));
    expect(await observer.look()).toEqual([
      { key: 'rpm:tide-base:noarch', what: 'Modified', fields: ['version'] },
      { key: 'rpm:tide-base:noarch:1-1', what: 'Added', fields: [] },
    ]);
    await root.rpm('-e', 'tide-base-1-1');
    expect(await observer.look()).toEqual([{ key: 'rpm:tide-base:noarch:1-1', what: 'Removed', fields: [] }]);
  });
});

describe('rpm, during a transaction', () => {
  it('keeps what is known until both versions of an upgrade are one again, and hints then', async () => {
    const fifos = ['reached', 'gate'].map((name) => join(root.folder, name));
    for (const path of fifos)
      expect((await runTool('mkfifo', [path], { timeLimit: 5000, outputLimit: 1000 })).kind).toBe('done');
    const [reached = '', gate = ''] = fifos;
    const file = await root.build({
      name: 'tide-base',
      version: '2',
      post: `echo there > ${reached}\nread line < ${gate}`,
    });

    const hints = new Calls<string>();
    const failures: unknown[] = [];
    const watched = new Observer(collectorOf());
    await watched.look();
    const watch = await collectorOf().watch?.({
      settings: settingsSchema.parse({}),
      hint: hints.add,
      gap: (...args) => failures.push(args),
      problem: (problem) => failures.push(problem),
    });
    const child = spawn('rpm', root.arguments('-U', file), { stdio: 'ignore' });
    const ended = once(child, 'exit');
    const handle = await open(reached);
    await handle.read({ buffer: Buffer.alloc(16) });
    await handle.close();

    expect(await watched.look()).toEqual([]);
    expect(watched.last?.undecided('rpm:tide-base:noarch')).toBe(true);
    const impatient = new Observer(collectorOf({ patience: 0 }));
    for (const [key, item] of watched.items) impatient.items.set(key, item);
    expect(await impatient.look()).toContainEqual({
      key: 'rpm:tide-base:noarch',
      what: 'Modified',
      fields: ['version'],
    });

    await writeFile(gate, 'go\n');
    expect(await ended).toEqual([0, null]);
    const found = [];
    for (let hint = hints.next(); found.length === 0; hint = hints.next()) {
      await hint;
      found.push(...(await watched.look()));
    }
    expect(found).toEqual([{ key: 'rpm:tide-base:noarch', what: 'Modified', fields: ['version'] }]);
    expect(failures).toEqual([]);
    await watch?.close();
  });
});

describe('the watch', () => {
  it('takes no reading for a change, and leaves nothing behind', async () => {
    const before = handles();
    const hints = new Calls<string>();
    const watch = await collectorOf().watch?.({
      settings: settingsSchema.parse({}),
      hint: hints.add,
      gap: () => undefined,
      problem: () => undefined,
    });
    const mark = await markOf(root.database);
    expect(await observer.look()).toEqual([]);
    expect(await markOf(root.database)).toBe(mark);
    const hint = hints.next();
    await root.rpm('-i', await root.build({ name: 'tide-late', version: '1' }));
    await hint;
    expect(await markOf(root.database)).not.toBe(mark);
    await watch?.close();
    await expect.poll(handles).toEqual(before);
  });
});

describe('a machine without an rpm database', () => {
  it('has no such source, whether rpm is there or not, and rpm makes none', async () => {
    const empty = join(root.folder, 'empty');
    await mkdir(empty);
    const none = new Observer(collectorOf({ folders: [join(root.folder, 'nowhere'), empty] }));
    expect(await none.look()).toEqual([]);
    expect(none.last?.sources).toEqual([{ id: 'rpm', state: 'unsupported' }]);
    expect(none.last?.problems).toMatchObject([{ kind: 'unsupported' }]);
    expect(await readdir(empty)).toEqual([]);
  });

  it('says nothing of an empty one either', async () => {
    await root.rpm('-e', 'tide-base');
    const fresh = new Observer(collectorOf());
    expect(await fresh.look()).toEqual([]);
    expect(fresh.last?.sources).toEqual([{ id: 'rpm', state: 'collected' }]);
    expect(fresh.last?.problems).toEqual([]);
  });
});

describe('an rpm database that cannot be read', () => {
  const unreadable = async (cause: RegExp, options: RpmOptions = {}) => {
    const look = new Observer(collectorOf(options));
    for (const [key, item] of observer.items) look.items.set(key, item);
    expect(await look.look()).toEqual([]);
    expect(look.last?.sources).toEqual([{ id: 'rpm', state: 'unreadable' }]);
    expect(look.last?.problems).toMatchObject([{ kind: 'unreadable', subject: 'rpm' }]);
    expect(look.last?.problems[0]?.message).toMatch(cause);
  };

  it('is a problem and no removal: damaged, half of it, emptied', async () => {
    const file = join(root.database, 'rpmdb.sqlite');
    const whole = await readFile(file);
    for (const bytes of [Buffer.from('nonsense'.repeat(4000)), whole.subarray(0, whole.length / 2), Buffer.alloc(0)]) {
      for (const suffix of ['-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
      await writeFile(file, bytes);
      await unreadable(/rpm ended with status 1|error/);
    }
  });

  it('is a problem where it holds no package any more, though there were some', async () => {
    await root.rpm('-e', 'tide-base');
    await unreadable(/is empty, though packages were installed/);
  });

  it('is a problem where it is locked for good', async () => {
    const lock = new Database(join(root.database, 'rpmdb.sqlite'), { readOnly: false });
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; SELECT count(*) FROM Packages');
    await unreadable(/rpm did not end in time/, { timeLimit: 1000 });
    lock.close();
  });

  it.each([
    ['is not there', undefined, /there is its database, but not the program/],
    ['fails', 'echo "erreur: rien ne va plus" >&2; exit 3', /rpm ended with status 3 \(erreur: rien ne va plus\)/],
    ['speaks of something else', 'echo "paquet introuvable"', /not in the form that was asked for/],
    [
      'passes over what it can’t read',
      `echo "error: rpmdbNextIterator: skipping h#7" >&2; printf "'a' '1-1'"`,
      /skipping h#7/,
    ],
    ['prints without end', 'exec yes "$(head -c 60000 /dev/zero | tr "\\0" x)"', /printed more than is read of it/],
    ['hangs', 'sleep 600 & wait', /rpm did not end in time/],
  ])('is a problem where the tool %s', async (_, script, cause) => {
    const tool = join(root.folder, 'tool');
    if (script !== undefined) {
      await writeFile(tool, `#!/bin/sh\n${script}\n`);
      await chmod(tool, 0o755);
    }
    await unreadable(cause, { tool, timeLimit: script?.startsWith('sleep') ? 300 : 30_000, outputLimit: 1_000_000 });
  });
});
