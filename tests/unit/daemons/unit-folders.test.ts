import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileHashes } from '../../../electron/engine/collectors/daemons/file-hashes.ts';
import { readUnitFiles, readUnits } from '../../../electron/engine/collectors/daemons/unit-files.ts';
import { unitOfChange } from '../../../electron/engine/collectors/daemons/unit-folder-watch.ts';
import { beginningsOf } from '../../../electron/engine/collectors/daemons/unit-folders.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** The folders of units below `etc` and `lib`, of which the first counts more, with these files. */
async function folders(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}) {
  const root = temporaryFolder();
  const put = async (path: string, write: (full: string) => Promise<void>) => {
    const full = join(root, path);
    await mkdir(join(full, '..'), { recursive: true });
    await write(full);
  };
  for (const [path, text] of Object.entries(files)) await put(path, (full) => writeFile(full, text));
  for (const [path, target] of Object.entries(links)) await put(path, (full) => symlink(target, full));
  const inRoot = (path: string | null | undefined) => path?.replace(`${root}/`, '');
  const read = async () => {
    const found = await readUnitFiles(
      [join(root, 'etc'), join(root, 'generator'), join(root, 'absent'), join(root, 'lib')],
      new FileHashes(),
      false,
    );
    const units = await readUnits(found, [...found.names, ...found.instances]);
    return { found, units, dropIns: (unit: string) => units.get(unit)?.dropIns.map(({ path }) => inRoot(path)) };
  };
  return { root, read, inRoot };
}

describe('the files of units', () => {
  it('are those of the folder that counts most; other names of a unit are aliases, wherever they lead', async () => {
    const { read, inRoot } = await folders(
      { 'etc/a.service': 'mine', 'lib/a.service': 'theirs', 'lib/b.timer': '', 'lib/c.mount': '', 'lib/README': '' },
      {
        'etc/other.service': '/lib/systemd/system/a.service',
        'lib/m.socket': '/dev/null',
        'etc/linked.service': '/opt/thing/linked.service',
      },
    );
    const { found, units } = await read();
    expect([...found.names].sort()).toEqual(['a.service', 'b.timer', 'linked.service', 'm.socket', 'other.service']);
    expect([...found.aliases]).toEqual(['other.service']);
    expect(inRoot(units.get('a.service')?.path)).toBe('etc/a.service');
    expect(units.get('a.service')?.checksum).not.toBe(units.get('b.timer')?.checksum);
    expect(units.get('m.socket')).toMatchObject({ checksum: null });
    expect(found.unreadable).toEqual([]);
  });

  it('have the drop-ins that count, by the order of their names', async () => {
    const { read } = await folders({
      'lib/a-b.service': '',
      'etc/a-b.service.d/20-mine.conf': '',
      'etc/a-b.service.d/not-one.txt': '',
      'lib/a-b.service.d/20-mine.conf': '',
      'lib/a-b.service.d/10-first.conf': '',
      'lib/a-.service.d/10-first.conf': '',
      'etc/a-.service.d/15-all.conf': '',
      'etc/service.d/05-every.conf': '',
      'etc/timer.d/05-none.conf': '',
    });
    const { dropIns } = await read();
    expect(dropIns('a-b.service')).toEqual([
      'etc/service.d/05-every.conf',
      'lib/a-b.service.d/10-first.conf',
      'etc/a-.service.d/15-all.conf',
      'etc/a-b.service.d/20-mine.conf',
    ]);
  });

  it('are of instances that lasting links start, with their templates’ files and drop-ins', async () => {
    const { read, inRoot } = await folders(
      {
        'lib/vpn@.service': 'a template',
        'lib/line@.service': '',
        'etc/vpn@.service.d/10-all.conf': '',
        'etc/vpn@home.service.d/20-home.conf': '',
      },
      {
        'etc/multi-user.target.wants/vpn@home.service': '/lib/vpn@.service',
        'etc/multi-user.target.wants/gone@x.service': '/lib/gone@.service',
        'etc/multi-user.target.wants/vpn@.service': '/lib/vpn@.service',
        'generator/getty.target.wants/line@0.service': '/lib/line@.service',
      },
    );
    const { found, units, dropIns } = await read();
    expect([...found.instances]).toEqual(['vpn@home.service']);
    expect(inRoot(units.get('vpn@home.service')?.path)).toBe('lib/vpn@.service');
    expect(dropIns('vpn@home.service')).toEqual([
      'etc/vpn@.service.d/10-all.conf',
      'etc/vpn@home.service.d/20-home.conf',
    ]);
  });

  it('leave another print when the file, a drop-in, or a link that starts it changes', async () => {
    const { root, read } = await folders({ 'lib/a.service': 'one', 'lib/b.service': 'one' });
    const prints = async () => {
      const { units } = await read();
      return [units.get('a.service')?.print, units.get('b.service')?.print];
    };
    const [first, other] = await prints();
    expect(await prints()).toEqual([first, other]);
    const seen = new Set([first]);
    const steps = [
      () => writeFile(join(root, 'lib/a.service'), 'two'),
      () => mkdir(join(root, 'etc/a.service.d'), { recursive: true }),
      () => writeFile(join(root, 'etc/a.service.d/x.conf'), ''),
      () => mkdir(join(root, 'etc/multi-user.target.wants')),
      () => symlink('/lib/a.service', join(root, 'etc/multi-user.target.wants/a.service')),
      () => symlink('/lib/a.service', join(root, 'etc/alias.service')),
    ];
    for (const step of steps) {
      await step();
      const [print, untouched] = await prints();
      seen.add(print);
      expect(untouched).toBe(other);
    }
    // Empty folders are no difference.
    expect(seen.size).toBe(steps.length - 1);
  });
});

it('has the beginnings of a name at each of its dashes', () => {
  expect(beginningsOf('a-b-c.service')).toEqual(['a-b-c.service', 'a-b-.service', 'a-.service']);
  expect(beginningsOf('plain.timer')).toEqual(['plain.timer']);
  expect(beginningsOf('ends-.service')).toEqual(['ends-.service']);
});

describe('what a change in the folders of units is about', () => {
  const folder = '/etc/systemd/system';
  it.each([
    ['/etc/systemd/system', ''],
    ['/etc/systemd/system/ssh.service', 'ssh.service'],
    ['/etc/systemd/system/home.mount', undefined],
    ['/etc/systemd/system/.ssh.service.swp', undefined],
    ['/etc/systemd/system/getty@.service', ''],
    ['/etc/systemd/system/getty@.service.d/x.conf', ''],
    ['/etc/systemd/system/getty.target.wants/getty@tty1.service', ''],
    ['/etc/systemd/system/ssh.service.d', 'ssh.service'],
    ['/etc/systemd/system/ssh.service.d/override.conf', 'ssh.service'],
    ['/etc/systemd/system/ssh.service.d/.#override.conf1f2', undefined],
    ['/etc/systemd/system/a\\x2db.timer.d/x.conf', 'a\\x2db.timer'],
    ['/etc/systemd/system/service.d/all.conf', ''],
    ['/etc/systemd/system/foo-.service.d/all.conf', ''],
    ['/etc/systemd/system/home.mount.d/x.conf', undefined],
    ['/etc/systemd/system/multi-user.target.wants/ssh.service', 'ssh.service'],
    ['/etc/systemd/system/multi-user.target.wants', undefined],
    ['/elsewhere/ssh.service', undefined],
  ])('of %s', (path, unit) => expect(unitOfChange(path, [folder])).toBe(unit));
});
