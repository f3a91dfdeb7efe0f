import { join } from 'node:path';
import { isAnyLocked } from '../../../file-locks.ts';
import type { SourceListener, SourceWatch } from '../source.ts';
import { watchDatabase } from '../watch-database.ts';

/**
 * Files that whoever changes dpkg's database locks with fcntl(2). dpkg holds the
 * first one while it runs; apt holds the second one over all the runs of dpkg that
 * make up one of its transactions.
 */
const lockFiles = ['lock', 'lock-frontend'];

/** Whether a transaction runs on the database in `adminDir`. */
export const isAtWork = async (adminDir: string): Promise<boolean> =>
  isAnyLocked(lockFiles.map((name) => join(adminDir, name)));

/** Watches `status` being replaced and the journal under `updates`. */
export function watchDpkg(adminDir: string, listener: SourceListener): Promise<SourceWatch> {
  const status = join(adminDir, 'status');
  const updates = join(adminDir, 'updates');
  const wanted = (path: string) =>
    path === adminDir || path === status || path === updates || path.startsWith(`${updates}/`);
  return watchDatabase({ folder: adminDir, depth: 1, wanted, busy: () => isAtWork(adminDir) }, listener);
}
