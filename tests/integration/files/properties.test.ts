import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../electron/shared/model/change.ts';
import { differences } from '../../support/differences.ts';
import { type TestEngine, testEngine } from '../../support/engine.ts';
import { carryOut, type Operation, operations } from '../../support/file-operations.ts';
import { comesToHold, inventoryOf, wholeTree } from '../../support/held-to.ts';
import { replay } from '../../support/replay.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** What happens to the engine in the midst of the operations, besides them. */
type Course = 'live throughout' | 'closed and opened in the middle' | 'with events lost';

/** All that the log holds, the oldest first. */
async function wholeLog({ engine }: TestEngine): Promise<Change[]> {
  const log: Change[] = [];
  for (let before: number | undefined; ; ) {
    const page = await engine.request('changes.list', { limit: 1000, ...(before === undefined ? {} : { before }) });
    log.push(...page.changes);
    if (page.next === null) return log.reverse();
    before = page.next;
  }
}

/** Carries operations out on a tracked tree, and holds the engine to what must be true then. Throws where it is not. */
async function holds(course: Course, list: readonly Operation[]): Promise<void> {
  const folder = temporaryFolder();
  const root = join(folder, 'tree');
  mkdirSync(root);
  const options = { settings: wholeTree(root), dataDir: join(folder, 'data') };
  const third = Math.floor(list.length / 3);
  for (const each of list.slice(0, third)) carryOut(root, each);

  let engine = await testEngine(options);
  try {
    await engine.ready();
    const first = await inventoryOf(engine);
    for (const [at, each] of list.entries()) {
      if (at < third) continue;
      if (each.does === 'pause') await setTimeout(each.for);
      else carryOut(root, each);
      if (course === 'closed and opened in the middle' && at === 2 * third) await engine.engine.close();
      if (course === 'with events lost' && at === 2 * third) carryOut(root, { does: 'storm', path: 'storm' });
    }
    if (course === 'closed and opened in the middle') {
      engine = await testEngine(options);
      await engine.ready();
    }
    await comesToHold(engine, root);
    const log = await wholeLog(engine);
    // It is found to be so without a difference that only a look at everything would find.
    await engine.collect('Files', true);
    const further = (await wholeLog(engine)).slice(log.length);
    if (further.length > 0) throw new Error(`Only a collection of everything found ${JSON.stringify(further)}`);
    const last = await inventoryOf(engine);
    const left = differences(replay(first, log), last);
    if (left.length > 0) throw new Error(`The changes do not lead to the inventory:\n${left.join('\n')}`);
    if (course === 'with events lost') expect(engine.of('gap').map((each) => each.reason)).toContain('overflow');
  } finally {
    await engine.engine.close();
  }
}

/** How long a failing list is made shorter (milliseconds); every try is a whole life of an engine. */
const shrinkFor = 240_000;

/** `TIDEMARK_SEEDS=1000-1100` tries other seeds than the one that stands here. */
function seeds(standing: number): readonly number[] {
  const [from, to] = (process.env.TIDEMARK_SEEDS ?? '').split('-').map(Number);
  if (from === undefined || to === undefined) return [standing];
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** On a failure fast-check tells the seed, the path to it, and the shortest operations that fail as well. */
const property = (course: Course, seed: number, numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(operations(60), (list) => holds(course, list)),
    { seed, numRuns, interruptAfterTimeLimit: shrinkFor, markInterruptAsFailure: true },
  );

describe('after any operations the inventory is what is on the disk, and the changes lead there', () => {
  const timeout = 600_000;
  test.each(seeds(1))('live throughout, seed %i', { timeout }, (seed) => property('live throughout', seed, 8));
  test.each(seeds(21))('closed and opened in the middle, seed %i', { timeout }, (seed) =>
    property('closed and opened in the middle', seed, 4),
  );
  test.each(seeds(41))('with events lost, seed %i', { timeout }, (seed) => property('with events lost', seed, 2));
});
