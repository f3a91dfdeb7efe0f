import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testEngine } from '../../support/engine.ts';
import { FuseMount } from '../../support/mounts.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

it('what changed while the machine slept is one summary, once, when it wakes', async () => {
  // Nothing is told live of what others change on such a file system: as of anything while the machine sleeps.
  const folder = temporaryFolder();
  const source = join(folder, 'source');
  mkdirSync(source);
  writeFileSync(join(source, 'kept.conf'), 'before\n');
  const { point } = new FuseMount(source, join(folder, 'point'));
  const tidemark = await testEngine({
    settings: trackingFiles([{ path: point, pathType: 'directory', recursion: true }]),
  });
  await tidemark.ready();
  const from = new Date().toISOString();
  writeFileSync(join(source, 'kept.conf'), 'changed in the night\n');
  writeFileSync(join(source, 'new.conf'), 'new\n');

  await tidemark.engine.request('tracking.slept', { from });
  const [away] = await tidemark.until('the summary', () => tidemark.of('away').length > 0 && tidemark.of('away'));
  expect(away).toMatchObject({ reason: 'asleep', from, changes: 2, unexplained: 2, causes: [] });
  expect(away?.others.map(({ key, how }) => [key, how]).sort()).toEqual([
    [join(point, 'kept.conf'), 'startup'],
    [join(point, 'new.conf'), 'startup'],
  ]);
  expect(await tidemark.engine.request('away.list', {})).toEqual([away]);
  // Both main and the engine's own clock tell of one sleep.
  await tidemark.engine.request('tracking.slept', { from });
  expect(tidemark.of('away')).toHaveLength(1);
  expect(await tidemark.log()).toHaveLength(2);
});
