import { readFileSync } from 'node:fs';

/** File systems whose files the kernel makes up when they are read: their size says nothing, and tar(1) goes by it. */
const madeUp =
  /^(proc|sysfs|cgroup2?|debugfs|tracefs|securityfs|efivarfs|configfs|bpf|pstore|binfmt_misc|fusectl|selinuxfs)$/;

/** `st_dev` of a device's two numbers: makedev(3). */
export const deviceNumber = (major: number, minor: number) =>
  (minor & 0xff) + (major & 0xfff) * 0x100 + Math.floor(minor / 0x100) * 0x100000;

/** The device numbers of such file systems, of a /proc/PID/mountinfo: proc(5). */
export function madeUpDevices(mountinfo: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , device = ''] = before.split(' ');
    const [type = ''] = after.split(' ');
    const [major = '', minor = ''] = device.split(':');
    if (madeUp.test(type)) found.add(deviceNumber(Number(major), Number(minor)));
  }
  return found;
}

/** The same of this process. */
export function kernelDevices(): ReadonlySet<number> {
  try {
    return madeUpDevices(readFileSync('/proc/self/mountinfo', 'latin1'));
  } catch {
    // Without /proc none is mounted that could be told.
    return new Set();
  }
}
