import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../../shared/model/problem.ts';
import type { Reading, SoftwareSource } from '../source.ts';
import { readDatabase } from './database.ts';
import { ControlSyntaxError } from './deb822.ts';
import { packageKey, toItem } from './package.ts';
import { isAtWork, watchDpkg } from './watch.ts';

export interface DpkgOptions {
  /** dpkg's database; /var/lib/dpkg by default. */
  readonly adminDir?: string;
  /**
   * Milliseconds for which a package may be in transition under dpkg's lock before
   * its state is reported as it is: a transaction that hangs must not hide it for ever.
   */
  readonly patience?: number;
}

/**
 * Debian's packages, from dpkg's own database: no tool is run, so nothing waits
 * for dpkg's lock and no rights are needed.
 *
 * A transaction takes a package through several states (half-configured, unpacked,
 * half-installed, triggers-awaited…). While dpkg's lock is held, a package in one of
 * them is unsettled: what is known of it stands until the transaction ends, so that
 * an upgrade is one change. Without the lock the same states are the truth: a
 * package whose installation broke off.
 */
export function createDpkgSource(options: DpkgOptions = {}): SoftwareSource {
  const adminDir = options.adminDir ?? '/var/lib/dpkg';
  const patience = options.patience ?? 15 * 60_000;
  const since = new Map<string, number>();

  async function read(hasKnown: boolean, signal: AbortSignal): Promise<Reading> {
    const status = join(adminDir, 'status');
    if (!(await exists(adminDir))) return { state: 'unsupported' };
    // Asked before and after: a step that lies between them is read or makes the status file be read again.
    const lockedBefore = await isAtWork(adminDir);
    const packages = await readDatabase(adminDir, signal);
    const locked = lockedBefore || (await isAtWork(adminDir));
    if (packages.size === 0 && hasKnown) {
      return unreadable(status, 'it is empty, though packages were installed', 'restore it from status-old beside it');
    }
    const present = [...packages.values()].filter((each) => each.present);
    const moving = locked && hasKnown ? present.filter((each) => each.inTransition).map(packageKey) : [];
    const unsettled = new Set(withinPatience(moving));
    const items = present.filter((each) => !unsettled.has(packageKey(each))).map(toItem);
    return { state: 'collected', items, unsettled };
  }

  function withinPatience(moving: readonly string[]): string[] {
    const now = performance.now();
    for (const key of since.keys()) if (!moving.includes(key)) since.delete(key);
    for (const key of moving) if (!since.has(key)) since.set(key, now);
    return moving.filter((key) => now - (since.get(key) ?? now) < patience);
  }

  return {
    id: 'dpkg',
    ownKeys: true,
    read: ({ hasKnown, signal }) =>
      read(hasKnown, signal).catch((error: unknown): Reading => {
        signal.throwIfAborted();
        if (error instanceof ControlSyntaxError) {
          return unreadable(join(adminDir, 'status'), error.message, 'run dpkg --audit and repair what it names');
        }
        if (error instanceof Error && 'code' in error) {
          const path = 'path' in error && typeof error.path === 'string' ? error.path : adminDir;
          return unreadable(path, error.message, 'see that it is there and that Tidemark may read it');
        }
        throw error;
      }),
    watch: (listener) => watchDpkg(adminDir, listener),
  };
}

async function exists(folder: string): Promise<boolean> {
  try {
    await stat(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return false;
    throw error;
  }
}

function unreadable(path: string, cause: string, advice: string): Reading {
  const problem: Problem = {
    type: 'Software',
    kind: 'unreadable',
    subject: path,
    message: `dpkg's database could not be read at ${path}: ${cause}.`,
    advice: `To go on tracking packages, ${advice}.`,
  };
  return { state: 'unreadable', problem };
}
