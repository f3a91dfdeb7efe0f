import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CauseLoop } from '../../../electron/engine/causes/cause-loop.ts';
import { createOwnership } from '../../../electron/engine/explain/ownership/index.ts';
import { createTransactions } from '../../../electron/engine/explain/transactions/index.ts';
import { testStore } from '../../support/store.ts';
import { change, fileItem, saving } from '../../support/store-samples.ts';
import { temporaryFolder } from '../../support/temporary.ts';

it('tells of a log that can’t be read once, whatever changes meanwhile, and of its end', async () => {
  const folder = temporaryFolder();
  const aside = join(folder, 'history.log.1.gz');
  writeFileSync(aside, 'no gzip');
  mkdirSync(join(folder, 'none'));
  const none = join(folder, 'none', 'log');
  const { store } = testStore();
  const told: string[] = [];
  const loop = new CauseLoop({
    store,
    explainer: {
      ownership: createOwnership({ memory: store.packageFiles, sources: [] }),
      transactions: createTransactions({
        debian: { history: join(folder, 'history.log'), dpkgLog: none, adminDir: join(folder, 'none') },
        rpm: { databases: [], dnf4: none, dnf5: none },
        pacman: { log: none },
        apk: { log: none },
      }),
    },
    enabled: () => true,
    explained: () => undefined,
    cause: () => undefined,
    problem: ({ subject }) => told.push(`begins ${subject}`),
    problemEnded: ({ subject }) => told.push(`ends ${subject}`),
  });
  const look = async (second: number, changes: Parameters<typeof saving>[1]) => {
    store.save(saving(second, changes));
    await loop.looked();
  };
  const ofMachine = { type: 'Machine', key: 'hostname', name: 'hostname', fields: { value: 'here' } } as const;

  await look(1, { changes: [change(fileItem('/etc/a'), 1)] });
  expect(told).toEqual([`begins ${aside}`]);
  await look(2, { changes: [change(ofMachine, 2)] });
  await look(3, { changes: [change(fileItem('/etc/b'), 3)] });
  expect(told).toEqual([`begins ${aside}`]);
  rmSync(aside);
  await look(4, { changes: [change(fileItem('/etc/c'), 4)] });
  expect(told).toEqual([`begins ${aside}`, `ends ${aside}`]);
  expect(store.causes.explainedUpTo()).toBe(store.logEnds().last);
  await loop.close();
});
