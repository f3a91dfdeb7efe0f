import { basename, dirname } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../../../shared/model/problem.ts';
import { askSnapd, type SnapdConnection } from '../../../snapd/api.ts';
import { namesOf, snapdChangeSchema } from '../../../snapd/changes.ts';
import { isThere, namesIn } from '../small-files.ts';
import type { PartReading, SoftwareSource } from '../source.ts';
import { type PlaceTimes, watchPlaces } from '../watch-places.ts';
import { snapKey, snapSchema, toItem } from './snap.ts';

export interface SnapOptions extends Partial<SnapdConnection> {
  /** Folders in which snaps are mounted, of which there is one; by default those that distributions have. */
  readonly mounts?: readonly string[];
  /** Where snapd keeps its state; /var/lib/snapd/state.json by default. */
  readonly state?: string;
  /** Milliseconds for which a snap may be on its way under a change of snapd's before its state is told as it is. */
  readonly patience?: number;
  readonly times?: PlaceTimes;
}

/** What lies in the folder of the mounts though no snap is installed. */
const notSnaps = new Set(['README', 'bin']);

/**
 * Snaps, asked of snapd itself over its socket. Its program `snap` asks the same, and turns the answer into columns
 * whose words are translated and cut to the terminal's width; snapd's state file is for root alone.
 *
 * While snapd works at snaps, one of them may be inactive for some seconds, or in its place there may be none: what
 * is known of it stands until that change ends, so that a refresh is one change. Of several revisions that are kept
 * only the current one is told.
 */
export function createSnapSource(options: SnapOptions = {}): SoftwareSource {
  const connection: SnapdConnection = {
    socket: options.socket ?? '/run/snapd.socket',
    timeLimit: options.timeLimit ?? 20_000,
  };
  const mounts = options.mounts ?? ['/snap', '/var/lib/snapd/snap'];
  const state = options.state ?? '/var/lib/snapd/state.json';
  const patience = options.patience ?? 15 * 60_000;
  const since = new Map<string, number>();

  async function read(hasKnown: boolean, signal: AbortSignal): Promise<PartReading> {
    if (!(await isThere(connection.socket))) return { state: 'unsupported' };
    // snapd rests while there are no snaps: asking would start it every time.
    if (!hasKnown && (await isEmpty(mounts))) return { state: 'collected', items: [], unsettled: new Set() };
    // Asked before and after: a change that lies between them has not ended by then, or is over.
    const before = await namesAtWork(signal);
    const snaps = z.array(snapSchema).safeParse(await askSnapd(connection, '/v2/snaps', signal));
    if (!snaps.success) throw new Error('snapd tells of snaps without a name or a revision');
    const atWork = new Set([...before, ...(await namesAtWork(signal))]);
    const unsettled = hasKnown ? withinPatience(atWork) : new Set<string>();
    const now = Date.now();
    const items = snaps.data.filter((each) => !unsettled.has(snapKey(each.name))).map((each) => toItem(each, now));
    return { state: 'collected', items, unsettled };
  }

  /** Names of the snaps that snapd works at now. */
  async function namesAtWork(signal: AbortSignal): Promise<readonly string[]> {
    const changes = z.array(snapdChangeSchema).safeParse(await askSnapd(connection, inProgress, signal));
    if (!changes.success) throw new Error('snapd tells of its changes otherwise than it is documented to');
    return changes.data.flatMap(namesOf);
  }

  /** Keys of those for which a change is waited for still: one that hangs must not hide them for ever. */
  function withinPatience(names: ReadonlySet<string>): ReadonlySet<string> {
    const now = performance.now();
    for (const name of since.keys()) if (!names.has(name)) since.delete(name);
    for (const name of names) if (!since.has(name)) since.set(name, now);
    return new Set([...names].filter((name) => now - (since.get(name) ?? now) < patience).map(snapKey));
  }

  return {
    id: 'snap',
    ownKeys: true,
    read: ({ hasKnown, signal }) =>
      read(hasKnown, signal).catch((error: unknown): PartReading => {
        signal.throwIfAborted();
        const cause = error instanceof Error ? error.message : String(error);
        return { state: 'unreadable', problem: unreadable(connection.socket, cause) };
      }),
    // snapd replaces its state file at every step, and its socket comes with it.
    watch: (listener) => watchPlaces(async () => [placeOf(state), placeOf(connection.socket)], listener, options.times),
  };
}

const inProgress = '/v2/changes?select=in-progress';

const placeOf = (file: string) => ({ folder: dirname(file), wanted: (name: string) => name === basename(file) });

async function isEmpty(mounts: readonly string[]): Promise<boolean> {
  const names = await Promise.all(mounts.map((each) => namesIn(each)));
  return names.flat().every((name) => notSnaps.has(name));
}

const unreadable = (socket: string, cause: string): Problem => ({
  type: 'Software',
  kind: 'unreadable',
  subject: 'snap',
  message: `Snaps could not be read from snapd at ${socket}: ${cause}.`,
  advice: 'See what systemctl status snapd says; what was known of snaps stands until it answers.',
});
