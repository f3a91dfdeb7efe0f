import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { pathKey } from '../../../../electron/engine/collectors/files/keys.ts';
import { createDpkgSource } from '../../../../electron/engine/explain/ownership/dpkg/index.ts';
import { inWords, TestOwnership } from '../../../support/ownership.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

/** A root with a database of dpkg in it that is written by hand, for what packages rarely hold. */
let root: string;
let ownership: TestOwnership;

function put(path: string, text: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const admin = '/var/lib/dpkg';

function packageOf(name: string, list: string | Buffer, sums = '', conffiles = ''): void {
  put(`${admin}/info/${name}.list`, list);
  if (sums !== '') put(`${admin}/info/${name}.md5sums`, sums);
  const fields = [`Package: ${name}`, 'Status: install ok installed', 'Architecture: all', 'Version: 1'];
  const field = conffiles === '' ? [] : ['Conffiles:', conffiles];
  appendFileSync(join(root, admin, 'status'), `${[...fields, ...field].join('\n')}\n\n`);
}

const owners = async (path: string) => inWords(await ownership.owners(path));

beforeEach(() => {
  root = temporaryFolder();
  mkdirSync(join(root, admin, 'info'), { recursive: true });
  writeFileSync(join(root, admin, 'status'), '');
  ownership = new TestOwnership(() => [createDpkgSource({ adminDir: join(root, admin) })], root);
});

const digest = 'd'.repeat(32);

describe('on a machine with merged /usr', () => {
  beforeEach(() => {
    for (const folder of ['/usr/bin', '/usr/lib', '/run', '/var']) mkdirSync(join(root, folder), { recursive: true });
    symlinkSync('usr/bin', join(root, 'bin'));
    symlinkSync('usr/lib', join(root, 'lib'));
    symlinkSync('bin', join(root, 'usr/sbin'));
    symlinkSync('/run', join(root, 'var/run'));
    symlinkSync('nowhere', join(root, 'lib64'));
  });

  it('a path has its owner by whichever name that lists it, and by whichever it is tracked', async () => {
    packageOf('old', '/.\n/bin\n/bin/tool\n/var/run/old\n', `${digest}  bin/tool\n`);
    packageOf('new', '/.\n/usr/bin/other\n/usr/sbin/daemon\n/lib64/kept\n', `${digest}  usr/sbin/daemon\n`);
    await ownership.refresh();
    for (const path of ['/bin/tool', '/usr/bin/tool', '/usr/sbin/tool']) {
      expect([path, await owners(path)]).toEqual([path, ['old 1 md5']]);
    }
    expect(await owners('/bin/other')).toEqual(['new 1']);
    expect(await owners('/usr/bin/daemon')).toEqual(['new 1 md5']);
    expect(await owners('/run/old')).toEqual(['old 1']);
    // The link itself is what the package has, not where it leads to; one that leads nowhere is no other name.
    expect(await owners('/bin')).toEqual(['old 1']);
    expect(await owners('/usr/bin')).toEqual([]);
    expect(await owners('/lib64/kept')).toEqual(['new 1']);
    expect(await owners('/usr/lib64/kept')).toEqual([]);
  });
});

it('on a machine without it, /bin and /usr/bin are two folders', async () => {
  mkdirSync(join(root, 'bin'));
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  packageOf('old', '/bin/tool\n');
  await ownership.refresh();
  expect(await owners('/bin/tool')).toEqual(['old 1']);
  expect(await owners('/usr/bin/tool')).toEqual([]);
});

describe('names of files', () => {
  it('may hold bytes that are no text: keys of files lead to them', async () => {
    const odd = Buffer.from('/opt/caf\xe9', 'latin1');
    const lookalike = '/opt/\\xE9';
    packageOf('odd', Buffer.concat([Buffer.from('/opt\n'), odd, Buffer.from(`\n${lookalike}\n/opt/café\n`)]));
    put(`${admin}/info/odd.md5sums`, Buffer.concat([Buffer.from(`${digest}  `), odd.subarray(1), Buffer.from('\n')]));
    await ownership.refresh();
    expect(await owners(pathKey(odd))).toEqual(['odd 1 md5']);
    expect(await owners(pathKey(lookalike))).toEqual(['odd 1']);
    expect(await owners('/opt/café')).toEqual(['odd 1']);
    expect(await owners('/opt/caf\uFFFD')).toEqual([]);
    expect(await owners('/opt/cafe')).toEqual([]);
  });

  it('that md5sum(1) escapes are understood', async () => {
    packageOf('odd', '/opt/back\\slash\n', `\\${digest}  opt/back\\\\slash\n`);
    await ownership.refresh();
    expect(await owners('/opt/back\\slash')).toEqual(['odd 1 md5']);
  });

  it('may be longer, and have more spaces, than anybody thought', async () => {
    const long = `/opt/${'x/'.repeat(2000)}y`;
    const spaced = '/etc/a file  with spaces 0 obsolete';
    packageOf('odd', `${long}\n${spaced}\n`, '', ` ${spaced} ${digest} obsolete\n /etc/other newconffile`);
    await ownership.refresh();
    expect(await owners(long)).toEqual(['odd 1']);
    expect(await owners(spaced)).toEqual(['odd 1 conffile md5']);
  });
});

describe('a list', () => {
  it('without its package in the status file is known by its name alone', async () => {
    packageOf('known', '/opt/known\n');
    put(`${admin}/info/lost:i386.list`, '/opt/lost\n');
    await ownership.refresh();
    const [owner] = await ownership.owners('/opt/lost');
    expect(owner?.package).toEqual({ manager: 'dpkg', name: 'lost', architecture: null, version: null });
  });

  it('is overruled by the journal of a transaction that was killed', async () => {
    packageOf('known', '/opt/known\n');
    put(
      `${admin}/updates/0001`,
      'Package: known\nStatus: install reinstreq half-installed\nArchitecture: all\nVersion: 2\n',
    );
    put(`${admin}/updates/tmp.i`, 'Package: kno');
    await ownership.refresh();
    expect(await owners('/opt/known')).toEqual(['known 2']);
  });

  it('that says nothing, or says it without a slash, has no paths', async () => {
    packageOf('empty', '');
    packageOf('odd', 'opt/relative\n\n/.\n/opt/absolute\n');
    expect(await ownership.refresh()).toEqual([]);
    expect(await owners('/opt/absolute')).toEqual(['odd 1']);
    expect(await owners('/opt/relative')).toEqual([]);
    expect(await owners('/')).toEqual([]);
  });
});
