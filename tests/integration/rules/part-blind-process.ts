import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openEngine } from '../../../electron/engine/index.ts';
import { trackingFiles } from '../../support/settings.ts';

/**
 * A process of its own that tracks a folder, and says what happens, a JSON line each.
 * Told `collect` on its standard input it collects everything; `status` and `use`: it says
 * the status, and what it takes of inotify's limits; `limit N` sets how many watches its user namespace may have.
 */
const [, , dataDir = '', folder = '', worker = ''] = process.argv;
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

const engine = await openEngine({
  dataDir,
  settings: trackingFiles([{ path: folder, pathType: 'directory', recursion: true }]),
  as: 'a test',
  workerFile: new URL(worker),
  startKql: () => {
    throw new Error('this process asks no queries');
  },
});
engine.on('ready', (ready) => say({ ready }));
engine.on('gap', (gap) => say({ gap }));
engine.on('changes', ({ changes }) => {
  for (const { key, how } of changes) say({ change: key, how });
});

for await (const line of createInterface({ input: process.stdin })) {
  const [word, value = ''] = line.split(' ');
  if (word === 'limit') writeFileSync('/proc/sys/user/max_inotify_watches', value);
  if (word === 'collect') say({ collected: await engine.request('tracking.collect', { types: ['Files'] }) });
  if (word === 'status') say({ status: await engine.request('status.get', {}) });
  if (word === 'use') say({ use: await engine.request('status.watchUse', {}) });
}
await engine.close();
