import { execFileSync } from 'node:child_process';

/** Whether this machine lets a test have a user namespace with limits of its own: user_namespaces(7). */
export function mayUnshare(): boolean {
  try {
    execFileSync('unshare', ['-Ur', 'test', '-w', '/proc/sys/user/max_inotify_watches'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
