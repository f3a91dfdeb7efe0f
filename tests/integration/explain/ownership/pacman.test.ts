import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPacmanSource } from '../../../../electron/engine/explain/ownership/pacman/index.ts';
import { inWords, TestOwnership } from '../../../support/ownership.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

let local: string;
let ownership: TestOwnership;

interface PacmanPackage {
  readonly version?: string;
  readonly files: readonly string[];
  readonly backup?: string;
  readonly mtree?: string | Buffer;
}

/** Writes a package as pacman keeps it (alpm's local database). */
function put(name: string, { version = '1:2.0-3', files, backup, mtree }: PacmanPackage): string {
  const folder = join(local, `${name}-${version}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'desc'), `%NAME%\n${name}\n\n%VERSION%\n${version}\n\n%ARCH%\nx86_64\n\n`);
  const backups = backup === undefined ? '' : `%BACKUP%\n${backup}\n\n`;
  writeFileSync(join(folder, 'files'), `%FILES%\n${files.join('\n')}\n\n${backups}`);
  if (mtree !== undefined) writeFileSync(join(folder, 'mtree'), typeof mtree === 'string' ? gzipSync(mtree) : mtree);
  return folder;
}

const [sha256, other, md5] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(32)];

beforeEach(() => {
  local = join(temporaryFolder(), 'local');
  mkdirSync(local);
  writeFileSync(join(local, 'ALPM_DB_VERSION'), '9\n');
  ownership = new TestOwnership(() => [createPacmanSource({ folder: local })]);
});

const owners = async (path: string) => inWords(await ownership.owners(path));

describe('packages of pacman', () => {
  it('have their files, with digests and backups', async () => {
    put('one-tool', {
      files: ['etc/', 'etc/one.conf', 'usr/', 'usr/bin/', 'usr/bin/one', 'usr/bin/link', 'usr/share/with space'],
      backup: `etc/one.conf\t${md5}`,
      mtree: [
        '#mtree',
        '/set type=file uid=0 gid=0 mode=644',
        './.BUILDINFO time=1.0 size=7 sha256digest=00',
        '/set mode=755',
        './etc time=1.0 type=dir',
        `./etc/one.conf time=1.0 mode=644 size=3 md5digest=${md5} sha256digest=${sha256}`,
        `./usr/bin/one time=1.0 size=9 sha256digest=${other}`,
        './usr/bin/link time=1.0 mode=777 type=link link=one',
        `./usr/share/with\\040space time=1.0 size=1 md5digest=${md5}`,
        '',
      ].join('\n'),
    });
    expect(await ownership.refresh()).toEqual([]);
    const [owner] = await ownership.owners('/usr/bin/one');
    expect(owner).toEqual({
      package: { manager: 'pacman', name: 'one-tool', architecture: 'x86_64', version: '1:2.0-3' },
      present: true,
      conffile: false,
      digest: { method: 'sha256', hex: other },
    });
    const [config] = await ownership.owners('/etc/one.conf');
    expect([config?.conffile, config?.digest]).toEqual([true, { method: 'sha256', hex: sha256 }]);
    expect(await owners('/usr/bin/link')).toEqual(['one-tool 1:2.0-3']);
    expect(await owners('/usr/bin')).toEqual(['one-tool 1:2.0-3']);
    expect(await owners('/usr/share/with space')).toEqual(['one-tool 1:2.0-3 md5']);
    expect(await owners('/usr/bin/two')).toEqual([]);
    expect(await owners('/ALPM_DB_VERSION')).toEqual([]);
  });

  it.each([
    ['is not there', undefined],
    ['is not packed', Buffer.from('#mtree\n')],
    ['is cut off', gzipSync('#mtree\n'.repeat(1000)).subarray(0, 30)],
  ])('are known though their mtree %s, with what the backups say', async (_, mtree) => {
    put('one', {
      files: ['etc/one.conf', 'usr/bin/one'],
      backup: `etc/one.conf\t${md5}`,
      ...(mtree === undefined ? {} : { mtree }),
    });
    expect(await ownership.refresh()).toEqual([]);
    expect(await owners('/etc/one.conf')).toEqual(['one 1:2.0-3 conffile md5']);
    expect(await owners('/usr/bin/one')).toEqual(['one 1:2.0-3']);
  });

  it('have had what went with an upgrade or a removal', async () => {
    const before = put('one', { version: '1-1', files: ['usr/bin/one', 'usr/bin/old'] });
    const gone = put('two', { version: '1-1', files: ['usr/bin/two'] });
    await ownership.refresh();
    rmSync(before, { recursive: true });
    rmSync(gone, { recursive: true });
    put('one', { version: '2-1', files: ['usr/bin/one', 'usr/bin/new'] });
    ownership.restart();
    await ownership.refresh();
    expect(await owners('/usr/bin/one')).toEqual(['one 2-1']);
    expect(await owners('/usr/bin/old')).toEqual(['one 1-1 had it']);
    expect(await owners('/usr/bin/two')).toEqual(['two 1-1 had it']);
    ownership.settle();
    expect(await owners('/usr/bin/two')).toEqual([]);
  });

  it('stand as they were known where a list is cut off', async () => {
    const folder = put('one', { files: ['usr/bin/one'] });
    await ownership.refresh();
    writeFileSync(join(folder, 'files'), '%FILES%\nusr/bin/o');
    put('two', { files: ['usr/bin/two'] });
    const problems = await ownership.refresh();
    expect(problems.map(({ subject }) => subject)).toEqual([join(folder, 'files')]);
    expect(await owners('/usr/bin/one')).toEqual(['one 1:2.0-3']);
    expect(await owners('/usr/bin/two')).toEqual(['two 1:2.0-3']);
  });
});
