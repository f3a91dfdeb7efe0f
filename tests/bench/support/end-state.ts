import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Change } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { differences } from '../../support/differences.ts';
import { freshWalk } from '../../support/fresh-walk.ts';
import { replay } from '../../support/replay.ts';
import type { Contents } from './told.ts';
import { TrackedRun } from './tracked-run.ts';
import { content, filePath, folderPaths } from './tree.ts';

/** How long it may take until what was told is what is on the disk (ms). */
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
  /** From the first file operation until what was told is what is on the disk. */
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
  // Made before: whoever reads the feed must not keep it waiting.
  const wanted = contents(root, middle);
  const begin = performance.now();
  await run.writer.run({ act: 'create', root, from: 0, to: count });
  await run.writer.run({ act: 'change', root, from: 0, to: half });
  if (kill) await run.killed();
  await run.writer.run({ act: 'change', root, from: half, to: count });
  await run.writer.run({ act: 'remove', root, from: middle, to: count });
  await run.told.becomes(wanted, patience);
  const seconds = (performance.now() - begin) / 1000;
  const walked = freshWalk(root);
  const left = differences(run.inventory(), walked);
  const { foundLate, faults } = await run.end();
  const log = run.log();
  return {
    what: kill ? 'killed in the middle' : 'live',
    wanted: walked.size,
    different: left.length,
    records: log.length,
    replays: leadTo(first, log, run.inventory()),
    seconds,
    foundLate,
    faults,
  };
}

/** What is to be told of a tree of so many changed files. */
function contents(root: string, count: number): Contents {
  const checksum = (n: number) => createHash('sha256').update(content(n, 1)).digest('hex');
  return new Map([
    ...folderPaths(count).map((path): [string, string] => [join(root, path), '']),
    ...Array.from({ length: count }, (_, n): [string, string] => [join(root, filePath(n)), checksum(n)]),
  ]);
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
