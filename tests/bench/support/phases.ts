import { join } from 'node:path';
import { type Count, entry } from './ledger.ts';
import { TrackedRun } from './tracked-run.ts';
import { filePath, folderPaths } from './tree.ts';
import type { Work } from './writer.ts';

/** How long a phase's records are waited for (ms). */
const patience = 60_000;

/** A phase's records, counted. */
export interface Phase extends Count {
  readonly act: Work['act'];
  readonly what: string;
  /** From its first file operation to its last record. */
  readonly seconds: number;
}

export interface Phases {
  readonly phases: readonly Phase[];
  /** Records of nothing that was done. */
  readonly beyond: readonly string[];
  /** What only a full collection found afterwards. */
  readonly foundLate: number;
  readonly faults: readonly string[];
}

const acts = [
  { act: 'create', category: 'Added', folders: true },
  { act: 'change', category: 'Modified', folders: false },
  { act: 'remove', category: 'Removed', folders: true },
] as const;

/**
 * Files are created, then changed, then removed at full speed, each phase once the ledger of the one before
 * is complete: so every operation is a record. With `kill`, Tidemark is killed twice in the midst of each.
 */
export async function phases(cli: string, work: string, count: number, kill: boolean): Promise<Phases> {
  const run = await TrackedRun.begin(cli, work, kill ? 'ledger-killed' : 'ledger');
  const done: { readonly act: Work['act']; readonly seconds: number; readonly expected: readonly string[] }[] = [];
  for (const { act, category, folders } of acts) {
    const paths = Array.from({ length: count }, (_, n) => filePath(n));
    const expected = [...paths, ...(folders ? folderPaths(count) : [])].map((path) =>
      entry(category, join(run.folder, path)),
    );
    const begin = performance.now();
    await (kill ? disturbed : undisturbed)(run, { act, root: run.folder, from: 0, to: count });
    await run.ledger.complete(expected, patience);
    done.push({ act, seconds: (performance.now() - begin) / 1000, expected });
  }
  const { foundLate, faults } = await run.end();
  const words = { create: 'created', change: 'changed', remove: 'removed' } as const;
  return {
    phases: done.map(({ act, seconds, expected }) => ({
      act,
      what: `${words[act]}${kill ? ', killed' : ''}`,
      ...run.ledger.count(expected),
      seconds,
    })),
    beyond: run.ledger.beyond(done.flatMap((each) => each.expected)),
    foundLate,
    faults,
  };
}

const undisturbed = (run: TrackedRun, work: Work) => run.writer.run(work);

async function disturbed(run: TrackedRun, work: Work): Promise<void> {
  const middle = Math.floor((work.from + work.to) / 2);
  await run.writer.run({ ...work, to: middle });
  await run.killed();
  const rest = run.writer.run({ ...work, from: middle });
  await run.feed.until((line) => line.event === 'change', patience);
  await run.killed();
  await rest;
}
