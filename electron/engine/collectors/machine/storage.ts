import { readFile } from 'node:fs/promises';
import { blockDevices, type Systeminformation } from 'systeminformation';
import { joined, type Part, sizeOf, told } from './part.ts';

/** Block devices that are no hardware: compressed memory, files, network shares, composed ones. */
const noDisk = /^(?:zram|ram|loop|nbd|fd|dm-|md)/;

/**
 * Disks by serial number where they have one: names such as `sda` go to whichever
 * disk answers first. (systeminformation's list of disks tells more, but asks each
 * disk for its health, which wakes those that sleep.)
 */
export async function readDisks(): Promise<readonly Part[]> {
  return disksOf(await devices());
}

export function disksOf(found: readonly Systeminformation.BlockDevicesData[]): readonly Part[] {
  const disks = found.filter((each) => each.type === 'disk' && each.size > 0 && !noDisk.test(each.name));
  const serials = disks.map((each) => told(each.serial));
  return disks.map((disk, index) => {
    const serial = serials[index] ?? '';
    // Cheap readers give all their slots one serial number.
    const unique = serial !== '' && serials.indexOf(serial) === serials.lastIndexOf(serial);
    return {
      key: `disk:${unique ? serial : joined(serial, disk.name).replace(' ', '-')}`,
      name: told(disk.model) || disk.name,
      summary: joined(disk.model, sizeOf(disk.size)),
      detail: [
        ['Serial', serial],
        ['Connection', disk.protocol],
        ['Kind', disk.physical],
        ['Removable', disk.removable],
      ],
    };
  });
}

/** Mounted file systems on block devices. Network shares are not asked about: a server that is gone would hang it. */
export async function readFileSystems(): Promise<readonly Part[]> {
  const mounts = process.platform === 'linux' ? parseMounts(await readFile('/proc/self/mounts', 'utf8')) : new Map();
  return fileSystemsOf(await devices(), mounts);
}

export interface Mount {
  readonly type: string;
  readonly readOnly: boolean;
}

export function fileSystemsOf(
  found: readonly Systeminformation.BlockDevicesData[],
  mounts: ReadonlyMap<string, Mount>,
): readonly Part[] {
  const mounted = found.filter((each) => each.mount.startsWith('/') || /^[A-Z]:/i.test(each.mount));
  const parts = new Map<string, Part>();
  for (const device of mounted) {
    const mount = mounts.get(device.mount);
    const type = told(device.fsType) || (mount?.type ?? '');
    // An image that is mounted is a package's business (snap), not the machine's.
    if (type === 'squashfs' || device.name.startsWith('loop')) continue;
    parts.set(device.mount, {
      key: `filesystem:${device.mount}`,
      name: device.mount,
      summary: joined(type, sizeOf(device.size)),
      detail: [
        ['Label', device.label],
        ['UUID', device.uuid],
        ['Read only', mount?.readOnly],
      ],
    });
  }
  return [...parts.values()];
}

/** /proc/self/mounts (fstab(5)), by mount point; the last one mounted there is the one that is seen. */
export function parseMounts(text: string): ReadonlyMap<string, Mount> {
  const mounts = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const [, point, type, options] = line.split(' ');
    if (point === undefined || type === undefined || options === undefined) continue;
    const unescaped = point.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
    mounts.set(unescaped, { type, readOnly: options.split(',').includes('ro') });
  }
  return mounts;
}

async function devices(): Promise<readonly Systeminformation.BlockDevicesData[]> {
  const found = await blockDevices();
  // It gives an empty list when its tool fails, and no machine that runs this has no block device.
  if (found.length === 0) throw new Error('no block devices were listed');
  return found;
}
