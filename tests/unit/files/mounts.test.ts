import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { goneMounts, markedPoint, markOf, unmarked } from '../../../electron/engine/collectors/files/mounts/mark.ts';
import { isRemovable, parseMounts, pointOf } from '../../../electron/engine/collectors/files/mounts/mounts.ts';
import { rememberedMounts } from '../../../electron/engine/collectors/files/mounts/tracked-mounts.ts';
import { emptySettings } from '../../../electron/shared/model/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const never = () => false;
const line = (point: string, type: string, device = '0:50') =>
  `36 35 ${device} / ${point} rw,noatime shared:1 - ${type} some:/source rw\n`;
const parse = (text: string, removable: (device: string) => boolean = never) =>
  parseMounts(Buffer.from(text, 'latin1'), removable).map(({ point, fileSystem }) => `${fileSystem} ${point}`);

describe('which mounts are collected by schedule', () => {
  test.each(['nfs', 'nfs4', 'cifs', 'smb3', '9p', 'ceph', 'fuse', 'fuse.sshfs', 'fuse.rclone', 'autofs', 'virtiofs'])(
    '%s is',
    (type) => expect(parse(line('/mnt/a', type))).toEqual([`${type} /mnt/a`]),
  );
  test.each(['ext4', 'xfs', 'btrfs', 'tmpfs', 'overlay', 'proc', 'fuseblk', 'fusectl', 'nfsd'])('%s is not', (type) =>
    expect(parse(line('/mnt/a', type))).toEqual([]),
  );

  test('a removable drive is, by its device', () => {
    const text = line('/media/stick', 'vfat', '8:17') + line('/home', 'ext4', '8:1');
    expect(parse(text, (device) => device === '8:17')).toEqual(['removable vfat /media/stick']);
  });

  test('the file system of the whole machine is watched, whatever it is', () =>
    expect(parse(line('/', 'fuse.fuse-overlayfs'))).toEqual([]));

  test('of several at one point the last one counts', () => {
    expect(parse(line('/n', 'autofs') + line('/n', 'nfs4'))).toEqual(['nfs4 /n']);
    expect(parse(line('/n', 'nfs4') + line('/n', 'ext4'))).toEqual([]);
  });

  test('a point with blanks, line ends, backslashes and foreign bytes', () =>
    expect(parse(line('/mnt/a\\040b\\012c\\134d\xff', 'nfs'))).toEqual(['nfs /mnt/a b\nc\\x5Cd\\xFF']));

  test('optional fields come in any number', () =>
    expect(parse('36 35 0:5 / /a rw - nfs s rw\n37 35 0:6 / /b rw shared:1 master:2 - nfs s rw\n')).toEqual([
      'nfs /a',
      'nfs /b',
    ]));
});

test('a drive is removable if it, its disk or its bus says so', () => {
  const sys = temporaryFolder();
  const device = (number: string, folder: string, removable?: string) => {
    mkdirSync(join(sys, folder), { recursive: true });
    mkdirSync(join(sys, 'dev/block'), { recursive: true });
    if (removable !== undefined) writeFileSync(join(sys, folder, 'removable'), `${removable}\n`);
    symlinkSync(join(sys, folder), join(sys, 'dev/block', number));
  };
  device('8:0', 'devices/pci/ata1/block/sda', '0');
  device('8:1', 'devices/pci/ata1/block/sda/sda1');
  device('11:0', 'devices/pci/ata2/block/sr0', '1');
  device('8:16', 'devices/pci/mmc/block/mmc0', '1');
  device('8:17', 'devices/pci/mmc/block/mmc0/mmc0p1');
  device('8:32', 'devices/pci/usb2/2-1/block/sdc', '0');
  const found = ['8:0', '8:1', '11:0', '8:16', '8:17', '8:32', '0:45'].map((each) => isRemovable(each, sys));
  expect(found).toEqual([false, false, true, true, true, true, false]);
});

test('the innermost point that a path lies in', () => {
  const points = ['/mnt', '/mnt/a', '/mnt/ab'];
  expect(pointOf('/mnt/a/x', points)).toBe('/mnt/a');
  expect(pointOf('/mnt/ab', points)).toBe('/mnt/ab');
  expect(pointOf('/mnt/abc', points)).toBe('/mnt');
  expect(pointOf('/mn', points)).toBeUndefined();
});

test('a stamp tells the mount, whatever its name', () => {
  for (const point of ['/mnt', '/a:b/@3:c', '/two\nlines', '/é🌊']) {
    expect(markedPoint(`${markOf(point)}f12.3.4`)).toBe(point);
    expect(unmarked(`${markOf(point)}f12.3.4`)).toBe('f12.3.4');
  }
  expect(markedPoint('f12.3.4')).toBeUndefined();
  expect(unmarked('')).toBe('');
  const known = new Map(
    ['/a/1', '/a/2', '/b/1', '/c'].map((key) => [
      key,
      { stamp: key === '/c' ? 'f1' : markOf(key.slice(0, 2)), source: '' },
    ]),
  );
  expect([...goneMounts(known, new Set(['/b']))]).toEqual([['/a', new Set(['/a/1', '/a/2'])]]);
});

test('tracked mounts are read again after some seconds, or for other settings', () => {
  let at = 0;
  let reads = 0;
  const mounts = rememberedMounts(
    () => {
      reads += 1;
      return [];
    },
    () => at,
  );
  const settings = emptySettings();
  mounts(settings);
  at = 9_999;
  mounts(settings);
  expect(reads).toBe(1);
  at = 10_000;
  mounts(settings);
  expect(reads).toBe(2);
  mounts(emptySettings());
  expect(reads).toBe(3);
});
