import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathKey, within } from '../keys.ts';
import { windowsMounts } from './windows-mounts.ts';

/**
 * A file system that is collected by schedule alone. What another machine changes on
 * a network file system gives no event here (inotify(7)), its server can leave every
 * call without an answer, and a drive can be pulled out.
 */
export interface Mount {
  /** The key of the folder that it is mounted on. */
  readonly point: string;
  /** Its type as the kernel names it, `nfs4`, `fuse.sshfs`; after the word 'removable' for a drive. */
  readonly fileSystem: string;
}

/** Served by another machine, by the host of a virtual one, or by a process; or mounted as soon as it is looked at. */
const served =
  /^(nfs4?|cifs|smb3|smbfs|9p|afs|ceph|glusterfs|lustre|beegfs|gpfs|ncpfs|coda|virtiofs|vboxsf|prl_fs|autofs|fuse(\..+)?)$/;

/** Whether a block device (`8:17`) is a medium or a drive that is made to be taken out: sysfs's `removable`, or USB. */
export function isRemovable(device: string, sys = '/sys'): boolean {
  try {
    const real = realpathSync(join(sys, 'dev/block', device));
    if (/\/usb\d+\//.test(real)) return true;
    // A partition lies in its disk's folder, which knows.
    return [real, join(real, '..')].some((each) => {
      try {
        return readFileSync(join(each, 'removable'), 'utf8').trim() === '1';
      } catch {
        return false;
      }
    });
  } catch {
    // Not a block device: the number belongs to a file system without one.
    return false;
  }
}

/** proc(5) writes blanks, line ends and backslashes in a path as three octal digits. */
const unescaped = (field: string) =>
  Buffer.from(
    field.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8))),
    'latin1',
  );

/** The mounts of a /proc/PID/mountinfo (proc(5)) that are collected by schedule. Of several at one point the last is seen. */
export function parseMounts(mountinfo: Buffer, removable: (device: string) => boolean): readonly Mount[] {
  const mounts = new Map<string, Mount | undefined>();
  for (const line of mountinfo.toString('latin1').split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , device = '', , point] = before.split(' ');
    const [type = ''] = after.split(' ');
    if (point === undefined) continue;
    const key = pathKey(unescaped(point));
    // What the whole system runs on is watched, whatever it is: in some containers it is a FUSE file system.
    if (key === '/') continue;
    const fileSystem = served.test(type) ? type : removable(device) ? `removable ${type}` : undefined;
    mounts.delete(key);
    mounts.set(key, fileSystem === undefined ? undefined : { point: key, fileSystem });
  }
  return [...mounts.values()].filter((each) => each !== undefined);
}

/**
 * The mounts of this process that are collected by schedule; never waits for any of them. On Windows those that
 * these roots lie on; none elsewhere but on Linux.
 */
export function scheduledMounts(roots: readonly string[]): readonly Mount[] {
  if (process.platform === 'win32') return windowsMounts(roots);
  if (process.platform !== 'linux') return [];
  try {
    return parseMounts(
      readFileSync('/proc/self/mountinfo'),
      (device) => !device.startsWith('0:') && isRemovable(device),
    );
  } catch {
    // Without /proc nothing can be told of mounts; they are then treated as any folder.
    return [];
  }
}

/** The innermost of the points that a key is, or lies below. */
export function pointOf(key: string, points: Iterable<string>): string | undefined {
  let found: string | undefined;
  for (const each of points) if (within(key, each) && each.length > (found?.length ?? -1)) found = each;
  return found;
}
