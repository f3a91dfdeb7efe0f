import { readFileSync } from 'node:fs';
import { deviceNumber } from '../../../device-number.ts';

/** File systems whose files the kernel makes up when they are read: their size says nothing, and tar(1) goes by it. */
const madeUp =
  /^(proc|sysfs|cgroup2?|debugfs|tracefs|securityfs|efivarfs|configfs|bpf|pstore|binfmt_misc|fusectl|selinuxfs)$/;

/** The device numbers of such file systems, of a /proc/PID/mountinfo: proc(5). */
export function madeUpDevices(mountinfo: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , device = ''] = before.split(' ');
    const [type = ''] = after.split(' ');
    if (madeUp.test(type)) found.add(deviceNumber(device));
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
