import { readFile, stat } from 'node:fs/promises';

/**
 * Whether a process holds a lock for writing on one of these files: by fcntl(2), or by flock(2) if that is asked for.
 * Read from /proc/locks (proc_locks(5)), which needs no rights: the files themselves may be opened only by root. Where
 * there is no such file it is taken for no. It takes some milliseconds, since the kernel waits for whoever sets a lock
 * meanwhile.
 */
export async function isAnyLocked(files: readonly string[], kind: 'fcntl' | 'any' = 'fcntl'): Promise<boolean> {
  const held = writeLocks(await readFile('/proc/locks', 'utf8').catch(() => ''), kind);
  if (held.size === 0) return false;
  for (const path of files) {
    const file = await stat(path, { bigint: true }).catch(() => undefined);
    if (file !== undefined && held.has(String(file.ino))) return true;
  }
  return false;
}

/** Inodes with a write lock. The device number is left out on purpose: on btrfs it is not the one that stat(2) tells. */
export function writeLocks(procLocks: string, kind: 'fcntl' | 'any' = 'fcntl'): ReadonlySet<string> {
  const inodes = new Set<string>();
  for (const line of procLocks.split('\n')) {
    // `->` marks one who waits for a lock.
    const match = /^\d+: (POSIX|OFDLCK|FLOCK) +\S+ +WRITE +\S+ +[0-9a-f]+:[0-9a-f]+:(\d+) /.exec(line);
    if (match?.[2] !== undefined && (kind === 'any' || match[1] !== 'FLOCK')) inodes.add(match[2]);
  }
  return inodes;
}
