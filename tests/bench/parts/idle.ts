import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Findings } from '../part.ts';
import { EngineProcess } from '../support/engine-process.ts';
import { memoryOf, succeed } from '../support/process.ts';
import { idleShare, rest } from '../support/rest.ts';
import { fixed, whole } from '../support/words.ts';

/** The engine's memory and processor time at rest, with the recommended set. */
export async function idle({ cli, engine, work }: Bench): Promise<Findings> {
  const settings = join(work, 'recommended.json');
  await succeed(process.execPath, [cli, 'settings', 'init', '--settings', settings]);
  const live = new EngineProcess(engine, join(work, 'idle'), JSON.parse(readFileSync(settings, 'utf8')));
  await live.ready();
  await rest();
  const share = await idleShare(live.pid);
  const memory = memoryOf(live.pid);
  await live.close();
  if (memory === undefined) throw new Error('The engine is gone.');
  return {
    budgets: [
      {
        work: "Engine's memory with the recommended set",
        measured: `${whole(memory.now)} MB at rest, ${whole(memory.highest)} MB at the highest`,
        budget: '120 MB',
        kept: memory.highest <= 120,
      },
      {
        work: 'Idle processor time, recommended set',
        measured: `${fixed(share, 2)} % of one core`,
        budget: '0.5 %',
        kept: share <= 0.5,
      },
    ],
    tables: [],
    notes: [],
    figures: { memory, idle: share },
  };
}
