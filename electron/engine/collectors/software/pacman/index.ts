import { join } from 'node:path';
import type { Problem } from '../../../../shared/model/problem.ts';
import { inParallel } from '../../daemons/in-parallel.ts';
import { unreadableSource } from '../read-sources.ts';
import { isThere, namesIn, readWhole } from '../small-files.ts';
import type { Reading, ReadRequest, SoftwareSource, SourceListener, SourceWatch } from '../source.ts';
import { OnTheirWay, readSettled, usualPatience } from '../unsettled.ts';
import { watchDatabase } from '../watch-database.ts';
import { DescError, keyOf, nameOfFolder, type PacmanPackage, parseDesc, toItem } from './desc.ts';

export interface PacmanOptions {
  /** pacman's database; /var/lib/pacman by default. */
  readonly folder?: string;
  /** Milliseconds, see `usualPatience`. */
  readonly patience?: number;
}

const atOnce = 16;
/** Bytes of a `desc`: the longest of real ones have some ten thousand. */
const longestDesc = 1024 * 1024;

/** What the database holds. */
interface Database {
  readonly packages: ReadonlyMap<string, PacmanPackage>;
  /** What is wrong with single packages, by their keys. */
  readonly broken: ReadonlyMap<string, { readonly path: string; readonly cause: string }>;
}

/**
 * pacman's packages, from the folders of its local database: no tool is run, and no rights are needed. A
 * transaction takes the old version's folder away before it writes the new one's: while pacman's lock is there, what is
 * known of a package that is gone or half-written stands, so that an upgrade is one change.
 */
export function createPacmanSource(options: PacmanOptions = {}): SoftwareSource {
  const folder = options.folder ?? '/var/lib/pacman';
  const local = join(folder, 'local');
  const lock = join(folder, 'db.lck');
  const onTheirWay = new OnTheirWay(options.patience ?? usualPatience);
  const isAtWork = () => isThere(lock);

  async function readDatabase(signal: AbortSignal): Promise<Database> {
    const packages = new Map<string, PacmanPackage>();
    const broken = new Map<string, { path: string; cause: string }>();
    await inParallel(await namesIn(local), atOnce, async (name) => {
      signal.throwIfAborted();
      const named = nameOfFolder(name);
      // `ALPM_DB_VERSION`, the only file beside the folders.
      if (named === undefined) return;
      const path = join(local, name, 'desc');
      try {
        const found = parseDesc(await readWhole(path, longestDesc));
        const there = packages.get(keyOf(found.NAME));
        // Both versions' folders are left by an upgrade that broke off.
        if (there === undefined || (there.INSTALLDATE ?? 0) <= (found.INSTALLDATE ?? 0))
          packages.set(keyOf(found.NAME), found);
      } catch (error) {
        if (!(error instanceof DescError) && !(error instanceof Error && 'code' in error)) throw error;
        broken.set(keyOf(named), { path, cause: error.message });
      }
    });
    for (const key of packages.keys()) broken.delete(key);
    return { packages, broken };
  }

  async function read({ knownKeys, hasKnown, signal }: ReadRequest): Promise<Reading> {
    if (!(await isThere(local))) return { state: 'unsupported' };
    const known = knownKeys();
    const missing = ({ packages }: Database) => known.filter((key) => !packages.has(key));
    const { found, atWork } = await readSettled(
      () => readDatabase(signal),
      (database) => database.broken.size > 0 || missing(database).length > 0,
      isAtWork,
    );
    const { packages, broken } = found;
    if (packages.size === 0 && hasKnown) {
      return unreadableSource('pacman', `${local} is empty, though packages were installed`, restore);
    }
    const moving = onTheirWay.within(atWork ? [...missing(found), ...broken.keys()] : []);
    // What can't be read is neither absent nor as it was.
    const unsettled = new Set([...moving, ...broken.keys()]);
    const problems = [...broken].flatMap(([key, fault]) => (moving.has(key) ? [] : [brokenEntry(key, fault)]));
    return { state: 'collected', items: [...packages.values()].map(toItem), unsettled, problems };
  }

  return {
    id: 'pacman',
    ownKeys: true,
    read,
    watch: (listener) => watchPacman(folder, lock, isAtWork, listener),
  };
}

const restore = 'Restore it from a backup, or reinstall every package: pacman does not know of any either.';

const brokenEntry = (key: string, { path, cause }: { readonly path: string; readonly cause: string }): Problem => ({
  type: 'Software',
  kind: 'unreadable',
  subject: key,
  message: `What pacman knows of a package could not be read at ${path}: ${cause}.`,
  advice: 'Reinstall that package, which writes its entry anew.',
});

/** Every transaction, of however many packages, makes the lock and takes it away: its folders need not be watched. */
async function watchPacman(
  folder: string,
  lock: string,
  busy: () => Promise<boolean>,
  listener: SourceListener,
): Promise<SourceWatch> {
  return watchDatabase({ folder, depth: 0, wanted: (path) => path === folder || path === lock, busy }, listener);
}
