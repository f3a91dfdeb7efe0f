import { join } from 'node:path';
import type { Problem } from '../../../../shared/model/problem.ts';
import { isThere } from '../small-files.ts';
import type { Reading, SoftwareSource } from '../source.ts';
import { OnTheirWay, readSettled, usualPatience } from '../unsettled.ts';
import { readDatabase } from './database.ts';
import { ControlSyntaxError } from './deb822.ts';
import { InstallTimes } from './log.ts';
import { type DpkgPackage, toItem } from './package.ts';
import { isAtWork, watchDpkg } from './watch.ts';

export interface DpkgOptions {
  /** dpkg's database; /var/lib/dpkg by default. */
  readonly adminDir?: string;
  /** dpkg's log; /var/log/dpkg.log by default. */
  readonly log?: string;
  /** Milliseconds, see `usualPatience`. */
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
  const onTheirWay = new OnTheirWay(options.patience ?? usualPatience);
  const log = options.log ?? '/var/log/dpkg.log';
  const times = new InstallTimes(log);

  async function read(hasKnown: boolean, signal: AbortSignal): Promise<Reading> {
    const status = join(adminDir, 'status');
    if (!(await isThere(adminDir))) return { state: 'unsupported' };
    const { found: packages, atWork } = await readSettled(
      () => readDatabase(adminDir, signal),
      (found) => [...found.values()].some((each) => each.status.inTransition),
      () => isAtWork(adminDir),
    );
    if (packages.size === 0 && hasKnown) {
      return unreadable(status, 'it is empty, though packages were installed', 'restore it from status-old beside it');
    }
    const present = [...packages.values()].filter((each) => each.status.present);
    const moving = atWork && hasKnown ? present.filter((each) => each.status.inTransition).map(({ key }) => key) : [];
    const unsettled = onTheirWay.within(moving);
    // After the database: whatever is in it was written into the log before.
    const problems = await readTimes(signal);
    const items = present.filter(({ key }) => !unsettled.has(key)).map((each) => toItem(each, timeOf(each)));
    return { state: 'collected', items, unsettled, problems };
  }

  const timeOf = ({ name, architecture, stanza }: DpkgPackage) =>
    times.of(`${name}:${architecture}`, stanza.get('version') ?? '');

  async function readTimes(signal: AbortSignal): Promise<Problem[]> {
    try {
      await times.refresh(signal);
      return [];
    } catch (error) {
      signal.throwIfAborted();
      const path = error instanceof Error && 'path' in error ? String(error.path) : log;
      const cause = error instanceof Error ? error.message : String(error);
      return [logUnreadable(path, cause)];
    }
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

/** No more than a note: what is installed is known without. */
const logUnreadable = (path: string, cause: string): Problem => ({
  type: 'Software',
  kind: 'note',
  subject: path,
  message: `When packages were installed is not known: ${path} could not be read (${cause}).`,
  advice: 'Let the user that Tidemark runs as read dpkg’s logs, if you want to know it.',
});
