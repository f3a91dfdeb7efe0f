import type { Change } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { differences } from '../../support/differences.ts';
import { freshWalk } from '../../support/fresh-walk.ts';
import { replay } from '../../support/replay.ts';
import { TrackedRun } from './tracked-run.ts';

/** How long the inventory may take until it is what is on the disk (ms). */
const patience = 60_000;

export interface EndState {
  readonly what: string;
  /** Items on the disk, by a fresh walk. */
  readonly wanted: number;
  /** In how many places the inventory is not what the fresh walk found. */
  readonly different: number;
  readonly records: number;
  /** Whether the records, carried out one after another on the first inventory, give the last one. */
  readonly replays: boolean;
  /** From the first file operation until the inventory was what is on the disk. */
  readonly seconds: number;
  readonly foundLate: number;
  readonly faults: readonly string[];
}

/**
 * Files are created, changed, and half of them removed, without a pause. What is changed again before it
 * was looked at is fewer records, and rightly so: so the end is compared, and that the records lead there.
 */
export async function endState(cli: string, work: string, count: number, kill: boolean): Promise<EndState> {
  const run = await TrackedRun.begin(cli, work, kill ? 'straight-killed' : 'straight');
  const first = run.inventory();
  const root = run.folder;
  const [middle, half] = [Math.floor(count / 2), Math.floor(count / 4)];
  const begin = performance.now();
  await run.writer.run({ act: 'create', root, from: 0, to: count });
  await run.writer.run({ act: 'change', root, from: 0, to: half });
  if (kill) await run.killed();
  await run.writer.run({ act: 'change', root, from: half, to: count });
  await run.writer.run({ act: 'remove', root, from: middle, to: count });
  const wanted = freshWalk(root);
  const left = await settle(run, wanted);
  const seconds = (performance.now() - begin) / 1000;
  const { foundLate, faults } = await run.end();
  const log = run.log();
  return {
    what: kill ? 'killed in the middle' : 'live',
    wanted: wanted.size,
    different: left.length,
    records: log.length,
    replays: leadTo(first, log, run.inventory()),
    seconds,
    foundLate,
    faults,
  };
}

/** Compares, and compares again whenever something is told; answers what differs in the end. */
async function settle(run: TrackedRun, wanted: ReadonlyMap<string, Fields>): Promise<readonly string[]> {
  const until = performance.now() + patience;
  for (;;) {
    // Listened for from before the comparison on, so that nothing told meanwhile is missed.
    const more = run.feed
      .until(() => true, Math.max(1, until - performance.now()))
      .then(
        () => true,
        () => false,
      );
    const left = differences(run.inventory(), wanted);
    if (left.length === 0 || !(await more)) return left;
  }
}

function leadTo(
  first: ReadonlyMap<string, Fields>,
  log: readonly Change[],
  last: ReadonlyMap<string, Fields>,
): boolean {
  try {
    return differences(replay(first, log), last).length === 0;
  } catch {
    return false;
  }
}
