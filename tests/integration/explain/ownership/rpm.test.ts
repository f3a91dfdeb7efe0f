import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRpmSource, type RpmOptions } from '../../../../electron/engine/explain/ownership/rpm/index.ts';
import { connect } from '../../../../electron/engine/sqlite-module.ts';
import { inWords, TestOwnership } from '../../../support/ownership.ts';
import { buildRpm, inRpmsPlace, RpmDatabase, type RpmPackage } from '../../../support/rpm-database.ts';
import { suiteFolder, temporaryFolder } from '../../../support/temporary.ts';

let database: RpmDatabase;
let ownership: TestOwnership;
let options: RpmOptions;

beforeEach(() => {
  database = new RpmDatabase();
  options = {};
  // Made anew at each start, by what the test says then.
  ownership = new TestOwnership(() => [createRpmSource({ folders: [temporaryFolder(), database.folder], ...options })]);
});

const folder = suiteFolder();
const packages = new Map<string, Promise<string>>();

/** Builds each package once for all tests. */
function built(made: RpmPackage): Promise<string> {
  const name = JSON.stringify(made);
  const known = packages.get(name) ?? buildRpm(folder(), made);
  packages.set(name, known);
  return known;
}

const owners = async (path: string) => inWords(await ownership.owners(path));

const one = {
  '/opt/one': { marked: '%dir' },
  '/opt/one/file': { text: 'one' },
  "/opt/one/it's": { text: 'quoted' },
  '/opt/one/ünï code': { text: 'text' },
  '/etc/one.conf': { text: 'setting=1', marked: '%config(noreplace)' },
  '/var/log/one.log': { marked: '%ghost' },
} as const;

describe('packages of rpm', () => {
  it('have their files, with digests and marks', async () => {
    await database.install(await built({ name: 'tm-one', version: '1.0-1', epoch: 2, files: one }));
    expect(await ownership.refresh()).toEqual([]);
    expect(await owners('/opt/one/file')).toEqual(['tm-one 2:1.0-1 sha256']);
    expect(await owners("/opt/one/it's")).toEqual(['tm-one 2:1.0-1 sha256']);
    expect(await owners('/opt/one/ünï code')).toEqual(['tm-one 2:1.0-1 sha256']);
    expect(await owners('/etc/one.conf')).toEqual(['tm-one 2:1.0-1 conffile sha256']);
    expect(await owners('/opt/one')).toEqual(['tm-one 2:1.0-1']);
    expect(await owners('/var/log/one.log')).toEqual(['tm-one 2:1.0-1']);
    expect(await owners('/opt/two')).toEqual([]);
    const [owner] = await ownership.owners('/opt/one/file');
    expect(owner?.package).toEqual({ manager: 'rpm', name: 'tm-one', architecture: 'noarch', version: '2:1.0-1' });
    // Of `one`
    expect(owner?.digest?.hex).toBe('7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed');
  });

  it('have had what an upgrade took away and what an erasure took, over a restart too', async () => {
    await database.install(await built({ name: 'tm-one', version: '1.0-1', files: one }));
    await database.install(await built({ name: 'tm-two', version: '1-1', files: { '/opt/two': { text: 'two' } } }));
    await ownership.refresh();
    await database.install(
      await built({ name: 'tm-one', version: '1.1-1', files: { '/opt/one/file': { text: 'other' } } }),
    );
    await database.erase('tm-two');
    ownership.restart();
    await ownership.refresh();
    expect(await owners('/opt/one/file')).toEqual(['tm-one 1.1-1 sha256']);
    expect(await owners('/etc/one.conf')).toEqual(['tm-one 1.0-1 had it']);
    expect(await owners('/opt/two')).toEqual(['tm-two 1-1 had it']);
    ownership.settle();
    expect(await owners('/etc/one.conf')).toEqual([]);
  });

  it('of several versions are owners beside each other', async () => {
    for (const version of ['1-1', '2-1']) {
      const files = { '/boot/shared': { marked: '%dir' }, [`/boot/shared/${version}`]: { text: version } };
      await database.installBeside(await built({ name: 'tm-kernel', version, files }));
    }
    await ownership.refresh();
    expect(await owners('/boot/shared')).toEqual(['tm-kernel 1-1', 'tm-kernel 2-1']);
    expect(await owners('/boot/shared/1-1')).toEqual(['tm-kernel 1-1 sha256']);
  });
});

describe('rpm that gives no answer', () => {
  beforeEach(async () => {
    await database.install(await built({ name: 'tm-one', version: '1.0-1', files: one }));
    await ownership.refresh();
  });

  it('is given up when it says nothing, and what is known stands', async () => {
    options = { program: inRpmsPlace('exec sleep 60'), patience: 300 };
    ownership.restart();
    const [problem, ...others] = await ownership.refresh();
    expect([problem?.type, problem?.kind, problem?.subject, others]).toEqual([
      'Explanations',
      'unreadable',
      database.folder,
      [],
    ]);
    expect(problem?.message).toContain('said nothing for');
    // Without its list there is nothing to make sure in.
    expect(await owners('/opt/one/file')).toEqual(['tm-one 1.0-1']);
  });

  it.each([
    ['fails', 'echo "error: cannot open Packages" >&2; exit 1', 'cannot open Packages'],
    ['is ended', 'kill -9 $$', 'ended by a signal'],
    ['writes without an end', 'exec tr "\\\\0" x < /dev/zero', 'a line has no end'],
    ['never ends', 'exec yes "a-1-1.noarch	a	noarch	1-1	1.1.1"', 'more than 32 MiB'],
    ['stops in the midst', 'printf "tm-two-1-1.noarch\\ttm-two"', 'in the midst of a line'],
  ])('is a problem when it %s, and what is known stands', async (_, script, cause) => {
    options = { program: inRpmsPlace(script) };
    ownership.restart();
    const [problem] = await ownership.refresh();
    expect(problem?.message).toContain(cause);
    expect(await owners('/opt/one/file')).toEqual(['tm-one 1.0-1']);
  });

  it('is no problem where there is none', async () => {
    options = { program: '/nowhere/rpm' };
    ownership.restart();
    expect(await ownership.refresh()).toEqual([]);
    expect(await owners('/opt/one/file')).toEqual(['tm-one 1.0-1']);
  });

  it('is given up while its database is locked, and asked again', async () => {
    const holder = connect(join(database.folder, 'rpmdb.sqlite'), { readOnly: false });
    holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (a)');
    options = { patience: 500 };
    ownership.restart();
    try {
      expect((await ownership.refresh()).map(({ kind }) => kind)).toEqual(['unreadable']);
    } finally {
      holder.exec('ROLLBACK');
      holder.close();
    }
    options = {};
    ownership.restart();
    expect(await ownership.refresh()).toEqual([]);
    expect(await owners('/opt/one/file')).toEqual(['tm-one 1.0-1 sha256']);
  });

  it('can be damaged', async () => {
    writeFileSync(join(database.folder, 'rpmdb.sqlite'), Buffer.alloc(8192, 0x5a));
    const [problem] = await ownership.refresh();
    expect(problem?.kind).toBe('unreadable');
    expect(await owners('/opt/one/file')).toEqual(['tm-one 1.0-1']);
  });
});
