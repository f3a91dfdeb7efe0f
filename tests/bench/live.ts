import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Feed } from './feed.ts';
import { percentile } from './time.ts';

/** Milliseconds from a file's write to its committed change on the feed, one write after the other. */
export async function latency(cli: string, work: string, writes: number): Promise<{ median: number; p99: number }> {
  const { feed, folder } = await watching(cli, work, 'latency');
  const times: number[] = [];
  for (let n = 0; n < writes; n += 1) {
    const path = join(folder, `file-${n % 20}`);
    const begin = performance.now();
    const seen = feed.until((line) => line.event === 'change' && line.row?.FileSystemPath === path);
    writeFileSync(path, `${n}\n`.repeat(1 + n));
    times.push((await seen) - begin);
  }
  await feed.close();
  return { median: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** Seconds until every one of `count` new files is on the feed, and how many were told of more than once. */
export async function burst(cli: string, work: string, count: number): Promise<{ seconds: number; twice: number }> {
  const { feed, folder } = await watching(cli, work, 'burst');
  const seen = new Map<string, number>();
  const all = feed.until((line) => {
    const path = line.row?.FileSystemPath;
    if (line.event === 'change' && path !== undefined) seen.set(path, (seen.get(path) ?? 0) + 1);
    return seen.size === count;
  });
  const begin = performance.now();
  for (let n = 0; n < count; n += 1) writeFileSync(join(folder, `file-${n}`), `${n}\n`);
  const end = await all;
  await feed.close();
  return { seconds: (end - begin) / 1000, twice: [...seen.values()].filter((times) => times > 1).length };
}

async function watching(cli: string, work: string, name: string): Promise<{ feed: Feed; folder: string }> {
  const folder = join(work, name, 'tracked');
  mkdirSync(folder, { recursive: true });
  const settings = join(work, name, 'settings.json');
  writeFileSync(settings, JSON.stringify(trackingOnly(folder)));
  const feed = new Feed(cli, join(work, name, 'data'), settings);
  await feed.ready();
  return { feed, folder };
}

/** Settings that track one folder and nothing else, without content where that is not what is measured. */
export function trackingOnly(folder: string, keepContent = true): object {
  const off = { enabled: false };
  const item = { id: 'bench', name: 'Bench', path: folder, pathType: 'directory', recursion: true, keepContent };
  return {
    tracking: { files: [item], software: off, daemons: off, machine: off },
    limits: { files: 2_000_000 },
  };
}
