import { appendFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const times = ['2020-01-01T00:00:00.000Z', '2021-01-01T00:00:00.000Z', '2022-01-01T00:00:00.000Z'] as const;

test('a touch is a change of its time, until it is muted: then it refreshes the inventory silently', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a');
  writeFileSync(file, 'one\n');
  const settings = trackingFiles([{ path: folder, pathType: 'directory' }]);
  const tracked = { ...settings, tracking: { ...settings.tracking, live: false } };
  const engine = await testEngine({ settings: tracked });
  await engine.ready();
  const touch = async (time: string) => {
    utimesSync(file, new Date(time), new Date(time));
    await engine.collect('Files');
  };
  const modified = async () => {
    const { items } = await engine.engine.request('inventory.list', { type: 'Files' });
    return items.find(({ key }) => key === file)?.fields.modified;
  };

  await touch(times[0]);
  expect((await engine.log()).map(({ fieldsChanged }) => fieldsChanged)).toEqual([['modified']]);

  await engine.engine.request('tracking.configure', {
    settings: { ...tracked, tracking: { ...tracked.tracking, muteTouches: true } },
  });
  await touch(times[1]);
  expect(await engine.log()).toHaveLength(1);
  expect(await modified()).toBe(times[1]);

  appendFileSync(file, 'two\n');
  await engine.collect('Files');
  expect((await engine.log())[1]).toMatchObject({ fieldsChanged: ['size', 'checksum', 'modified'], key: file });
  expect((await engine.log())[1]?.before).toMatchObject({ modified: times[1] });
});
