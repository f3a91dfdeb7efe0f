import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inotifywait } from './inotifywait.ts';
import { filePath, folderPaths } from './tree.ts';
import { Writer } from './writer.ts';

export interface InotifywaitBurst {
  /** Files and folders made. */
  readonly expected: number;
  /** Of them, how many it printed. */
  readonly told: number;
  readonly twice: number;
  /** From the first creation to the last line. */
  readonly seconds: number;
}

/** The same creations as the ledger's, as `inotifywait -m -r` tells of them. */
export async function burstOfInotifywait(work: string, count: number): Promise<InotifywaitBurst> {
  const folder = join(work, 'inotifywait-burst');
  mkdirSync(folder);
  const wait = new Inotifywait(folder, 'create');
  await wait.established;
  const expected = new Set([...Array.from({ length: count }, (_, n) => filePath(n)), ...folderPaths(count)]);
  const wanted = new Set([...expected].map((path) => join(folder, path)));
  const told = new Set<string>();
  let twice = 0;
  let last = performance.now();
  const writer = new Writer();
  const begin = performance.now();
  wait.on((path) => {
    if (!wanted.has(path)) return;
    if (told.has(path)) twice += 1;
    told.add(path);
    last = performance.now();
  });
  await writer.run({ act: 'create', root: folder, from: 0, to: count });
  // Events come in order (inotify(7)): once this one is told of, there are no more.
  const end = join(folder, 'end');
  const ended = wait.until(end);
  writeFileSync(end, '');
  await ended;
  await writer.close();
  await wait.close();
  return { expected: wanted.size, told: told.size, twice, seconds: (last - begin) / 1000 };
}
