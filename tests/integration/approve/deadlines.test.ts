import { join } from 'node:path';
import { expect, it } from 'vitest';
import { planAtMost } from '../../../electron/engine/approve/plan-times.ts';
import { openStore } from '../../../electron/engine/store/open.ts';
import { emptySettings } from '../../../electron/shared/model/settings.ts';
import { testEngine } from '../../support/engine.ts';
import { change, fileItem, saving } from '../../support/store-samples.ts';
import { temporaryFolder } from '../../support/temporary.ts';

it('ends at its start the plan and the expectations whose time was over while nobody ran', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const { store } = openStore(dataDir, 'a test');
  store.save(saving(1, { changes: [change(fileItem('/etc/hosts'), 1)] }));
  const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();
  const begunAt = ago(planAtMost + 60_000);
  const { begun } = store.plans.begin('Forgotten', begunAt);
  const until = ago(60_000);
  const condition = { kind: 'item', type: 'Files', key: '/etc/hosts' } as const;
  store.approvals.expect({ scope: 'path', subject: '/etc/hosts', condition, reason: '', until }, begunAt);
  store.close();

  const test = await testEngine({ settings: emptySettings(), dataDir });
  const told: unknown[] = [];
  test.engine.on('cause', (cause) => told.push(cause));
  await test.ready();
  expect(told).toEqual([
    expect.objectContaining({
      id: begun,
      endedAt: new Date(Date.parse(begunAt) + planAtMost).toISOString(),
      fault: 'It was left open, and ended by itself after 12 hours.',
    }),
  ]);
  expect((await test.engine.request('status.get', {})).plan).toBeNull();
  expect(await test.engine.request('plan.end', {})).toBeNull();
  expect(await test.engine.request('expectations.list', {})).toEqual([expect.objectContaining({ endedAt: until })]);
});

it('keeps a plan open over a restart, and ends it for the next one', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const first = await testEngine({ settings: emptySettings(), dataDir });
  await first.ready();
  const one = await first.engine.request('plan.begin', { name: 'One' });
  expect(one).toMatchObject({ kind: 'planned', name: 'One', endedAt: null });
  await first.engine.close();
  const second = await testEngine({ settings: emptySettings(), dataDir });
  await second.ready();
  expect((await second.engine.request('status.get', {})).plan).toMatchObject({ id: one.id });
  const two = await second.engine.request('plan.begin', { name: 'Two' });
  expect(await second.engine.request('causes.get', { id: one.id })).toMatchObject({ endedAt: expect.any(String) });
  expect((await second.engine.request('status.get', {})).plan).toMatchObject({ id: two.id, name: 'Two' });
});
