import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Files that whoever changes dpkg's database locks with fcntl(2). dpkg holds the
 * first one while it runs; apt holds the second one over all the runs of dpkg that
 * make up one of its transactions.
 */
const lockFiles = ['lock', 'lock-frontend'];

/**
 * Whether a transaction runs on the database in `adminDir`. Read from /proc/locks
 * (proc_locks(5)), which needs no rights: the lock files themselves may be opened
 * only by root. Where there is no such file it is taken for no.
 */
export async function isLocked(adminDir: string): Promise<boolean> {
  const locks = await readFile('/proc/locks', 'utf8').catch(() => '');
  const held = writeLocks(locks);
  if (held.size === 0) return false;
  for (const name of lockFiles) {
    const file = await stat(join(adminDir, name), { bigint: true }).catch(() => undefined);
    if (file !== undefined && held.has(String(file.ino))) return true;
  }
  return false;
}

/**
 * Inodes with a POSIX write lock. The device number is left out on purpose: on
 * btrfs it is not the one that stat(2) tells.
 */
export function writeLocks(procLocks: string): ReadonlySet<string> {
  const inodes = new Set<string>();
  for (const line of procLocks.split('\n')) {
    // `->` marks one who waits for a lock.
    const match = /^\d+: (?:POSIX|OFDLCK) +\S+ +WRITE +\S+ +[0-9a-f]+:[0-9a-f]+:(\d+) /.exec(line);
    if (match?.[1] !== undefined) inodes.add(match[1]);
  }
  return inodes;
}
