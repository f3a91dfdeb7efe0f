import { readFile, stat } from 'node:fs/promises';

/**
 * Whether somebody holds one of these files locked for writing, by fcntl(2) or flock(2), as a
 * package manager at work does. Read from /proc/locks (proc_locks(5)), which needs no rights: the
 * lock files themselves may often be opened only by root. Where there is no such file it is
 * taken for no. It takes some milliseconds, since the kernel waits for whoever sets a lock meanwhile.
 */
export async function isLocked(files: readonly string[]): Promise<boolean> {
  const locks = await readFile('/proc/locks', 'utf8').catch(() => '');
  const held = writeLocks(locks);
  if (held.size === 0) return false;
  for (const path of files) {
    const file = await stat(path, { bigint: true }).catch(() => undefined);
    if (file !== undefined && held.has(String(file.ino))) return true;
  }
  return false;
}

/**
 * Inodes with a write lock. The device number is left out on purpose: on
 * btrfs it is not the one that stat(2) tells.
 */
export function writeLocks(procLocks: string): ReadonlySet<string> {
  const inodes = new Set<string>();
  for (const line of procLocks.split('\n')) {
    // `->` marks one who waits for a lock.
    const match = /^\d+: (?:POSIX|OFDLCK|FLOCK) +\S+ +WRITE +\S+ +[0-9a-f]+:[0-9a-f]+:(\d+) /.exec(line);
    if (match?.[1] !== undefined) inodes.add(match[1]);
  }
  return inodes;
}
