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
  const rescan = await highestDuring(live, false);
  await rest();
  const full = await highestDuring(live, true);
  await live.close();

  const highest = Math.max(baseline.highest, rescan, full);
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
        rows: [[...[atRest, baseline.highest, rescan, full].map((each) => `${whole(each)} MB`), `${fixed(idle, 2)} %`]],
      },
    ],
    notes: [],
    figures: { tree, atRest, baseline: baseline.highest, rescan, full, idle },
  };
}

/** The highest memory (MB) while everything is looked at; each time from a rest, without what the look before it left. */
async function highestDuring(live: EngineProcess, full: boolean): Promise<number> {
  forgetHighest(live.pid);
  await live.request('tracking.collect', { types: ['Files'], full });
  return read(live).highest;
}

function read({ pid }: EngineProcess): Memory {
  const found = memoryOf(pid);
  if (found === undefined) throw new Error('The engine is gone.');
  return found;
}
