import { join } from 'node:path';
import type { Bench, Findings } from '../part.ts';
import { EngineProcess } from '../support/engine-process.ts';
import { forgetHighest, type Memory, memoryOf } from '../support/process.ts';
import { idleShare, rest } from '../support/rest.ts';
import { trackingOnly } from '../support/settings.ts';
import { fixed, whole } from '../support/words.ts';

const tree = '/usr';
const budget = 250;

/** The engine's memory with /usr live, and the processor time of its rest. */
export async function memory({ engine, work }: Bench): Promise<Findings> {
  const live = new EngineProcess(engine, join(work, 'memory'), trackingOnly(tree, false));
  await live.ready();
  const baseline = read(live);
  await rest();
  const atRest = read(live).now;
  const idle = await idleShare(live.pid);
  forgetHighest(live.pid);
  await live.request('tracking.collect', { types: ['Files'], full: true });
  const full = read(live);
  forgetHighest(live.pid);
  await live.request('tracking.collect', { types: ['Files'], full: false });
  const rescan = read(live);
  await live.close();

  const highest = Math.max(baseline.highest, full.highest, rescan.highest);
  return {
    budgets: [
      {
        work: `Engine's memory with ${tree} live`,
        measured: `${whole(atRest)} MB at rest, ${whole(highest)} MB at the highest`,
        budget: `${budget} MB`,
        kept: highest <= budget,
      },
    ],
    tables: [
      {
        title: `Memory with ${tree} live`,
        columns: ['At rest', 'Highest in the baseline', 'in a rescan', 'reading all again', 'Idle processor time'],
        rows: [
          [
            ...[atRest, baseline.highest, rescan.highest, full.highest].map((each) => `${whole(each)} MB`),
            `${fixed(idle, 2)} %`,
          ],
        ],
      },
    ],
    notes: [],
    figures: { tree, atRest, baseline, full, rescan, idle },
  };
}

function read({ pid }: EngineProcess): Memory {
  const found = memoryOf(pid);
  if (found === undefined) throw new Error('The engine is gone.');
  return found;
}
