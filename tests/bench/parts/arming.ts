import { join } from 'node:path';
import { statusSchema } from '../../../electron/shared/model/status.ts';
import type { Bench, Findings } from '../part.ts';
import { EngineProcess } from '../support/engine-process.ts';
import { Inotifywait } from '../support/inotifywait.ts';
import { trackingOnly } from '../support/settings.ts';
import { fixed, whole } from '../support/words.ts';

const tree = '/usr';

interface Armed {
  /** From the program's start. */
  readonly seconds: number;
  readonly watched: number;
}

/** How long it takes from a program's start until all of /usr is watched. */
export async function arming({ engine, work }: Bench): Promise<Findings> {
  // The first one pays for the disk, and is not counted.
  await inotifywait();
  const theirs = await inotifywait();
  const live = new EngineProcess(engine, join(work, 'arming'), trackingOnly(tree, false));
  const begin = performance.now();
  const ours = await live.until('that it is armed', (message): Armed | undefined => {
    if (message.kind !== 'event' || message.event !== 'status') return undefined;
    const files = statusSchema.parse(message.payload).types.find((each) => each.type === 'Files');
    if (files?.live.armed !== true) return undefined;
    return { seconds: (performance.now() - begin) / 1000, watched: files.live.watched };
  });
  await live.close();
  return {
    budgets: [],
    tables: [
      {
        title: `From the program's start until all of ${tree} is watched`,
        columns: ['', 'Seconds'],
        rows: [
          [`Tidemark, ${whole(ours.watched)} files and folders`, fixed(ours.seconds, 2)],
          ['inotifywait', fixed(theirs, 2)],
        ],
      },
    ],
    notes: [],
    figures: { tree, tidemark: ours, inotifywait: theirs },
  };
}

async function inotifywait(): Promise<number> {
  const begin = performance.now();
  const wait = new Inotifywait(tree, 'create');
  const established = await wait.established;
  await wait.close();
  return (established - begin) / 1000;
}
