import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Findings } from '../part.ts';
import { Feed } from '../support/feed.ts';
import { Inotifywait } from '../support/inotifywait.ts';
import { place } from '../support/settings.ts';
import { fixed, percentile, whole } from '../support/words.ts';

const writes = 300;

interface Delays {
  readonly median: number;
  readonly p99: number;
  readonly highest: number;
}

/** From one write to its committed change, and to inotifywait's line: one write after the other. */
export async function latency({ cli, work }: Bench): Promise<Findings> {
  const { folder, settings, data } = place(work, 'latency', { keepContent: true });
  const feed = new Feed(cli, data, settings);
  await feed.ready();
  const ours = await delays(folder, (path) =>
    feed.until((line) => line.event === 'change' && line.row?.FileSystemPath === path),
  );
  await feed.close();

  const alone = join(work, 'latency', 'alone');
  mkdirSync(alone);
  const wait = new Inotifywait(alone, 'close_write');
  await wait.established;
  const theirs = await delays(alone, (path) => wait.until(path));
  await wait.close();

  const row = (name: string, { median, p99, highest }: Delays) => [
    name,
    ...[median, p99, highest].map((each) => `${fixed(each)} ms`),
  ];
  return {
    budgets: [
      {
        work: "From a file's write to its committed change, live",
        measured: `median ${whole(ours.median)} ms, 99th percentile ${whole(ours.p99)} ms`,
        budget: '150 ms, 1,000 ms',
        kept: ours.median <= 150 && ours.p99 <= 1000,
      },
    ],
    tables: [
      {
        title: `From one write until it is told, ${writes} writes`,
        columns: ['', 'Median', '99th percentile', 'Highest'],
        rows: [row('Tidemark: read, compared, committed', ours), row('inotifywait: the event as it comes', theirs)],
      },
    ],
    notes: [],
    figures: { writes, tidemark: ours, inotifywait: theirs },
  };
}

/** Milliseconds from a write until `told` says that it was told. */
async function delays(folder: string, told: (path: string) => Promise<number>): Promise<Delays> {
  const times: number[] = [];
  for (let n = 0; n < writes; n += 1) {
    const path = join(folder, `file-${n % 20}`);
    const begin = performance.now();
    const seen = told(path);
    writeFileSync(path, `${n}\n`.repeat(1 + n));
    times.push((await seen) - begin);
  }
  return { median: percentile(times, 0.5), p99: percentile(times, 0.99), highest: Math.max(...times) };
}
