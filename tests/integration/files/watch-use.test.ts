import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseTracked } from '../../../electron/engine/collectors/files/patterns/spec.ts';
import { LinuxWatch } from '../../../electron/engine/collectors/files/watch/linux-watch.ts';
import { readWatchUse } from '../../../electron/engine/collectors/files/watch/use.ts';
import { emptySettings, trackedFileSchema } from '../../../electron/shared/model/settings.ts';
import type { WatchUse } from '../../../electron/shared/model/watch-use.ts';
import { tidemark } from '../../support/cli.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { startWatch } from '../../support/watching.ts';

async function use(): Promise<WatchUse> {
  const found = await readWatchUse(process.pid);
  if (found === null) throw new Error('this machine has inotify');
  return found;
}

test('what is held is counted out of the system’s own list, and what others hold beside it', async () => {
  const folder = temporaryFolder();
  for (let n = 0; n < 50; n += 1) mkdirSync(join(folder, `d${n}`));
  const before = await use();
  const item = trackedFileSchema.parse({ id: 'a', name: 'a', path: folder, pathType: 'directory', recursion: true });
  const { spec } = parseTracked(item, { env: process.env, home: '/', platform: process.platform });
  if (spec === undefined) throw new Error('the path is one');
  const request = { settings: emptySettings(), hint: () => {}, gap: () => {}, problem: () => {} };
  const watch = await LinuxWatch.arm(request, [spec]);
  onTestFinished(watch.close);
  const after = await use();
  // With the watch that ends the reading.
  expect(after.watches.held - before.watches.held).toBe(watch.watched() + 1);
  expect(after.instances.held - before.instances.held).toBe(1);
  expect(after.watches.used).toBeGreaterThanOrEqual(after.watches.held);
  expect(after.watches.limit).toBeGreaterThan(0);
  expect(after).toMatchObject({ complete: true, queuedEvents: expect.any(Number) });
  // Seen by who does not track.
  expect((await readWatchUse(undefined))?.watches).toMatchObject({ held: 0 });
});

test('the status on the command line tells the use', async () => {
  const folder = temporaryFolder();
  const tracked = join(folder, 'tracked');
  for (let n = 0; n < 20; n += 1) mkdirSync(join(tracked, `d${n}`), { recursive: true });
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify(trackingFiles([{ path: tracked, pathType: 'directory', recursion: true }])));
  const paths = ['--data', join(folder, 'data'), '--settings', settings];
  const watching = await startWatch(['--json', ...paths]);
  expect(await watching.event('ready')).toEqual({ event: 'ready' });

  const { watching: held } = JSON.parse((await tidemark(['status', '--json', ...paths])).stdout) as {
    watching: WatchUse;
  };
  expect(held.watches.held).toBeGreaterThan(20);
  expect(held.watches.setting).toMatch(/max_(user_watches|inotify_watches)$/);
  const words = (await tidemark(['status', ...paths])).stdout;
  expect(words).toContain(`Watches: ${held.watches.held} held by Tidemark; `);
  expect(words).toContain('Watch instances: ');
});
