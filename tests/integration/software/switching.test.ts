import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createSoftwareCollector } from '../../../electron/engine/collectors/software/index.ts';
import { createCargoSource } from '../../../electron/engine/collectors/software/optional/cargo.ts';
import { createNpmSource } from '../../../electron/engine/collectors/software/optional/npm.ts';
import { Events } from '../../../electron/engine/events.ts';
import { Scheduler } from '../../../electron/engine/scheduler/scheduler.ts';
import { tell } from '../../../electron/engine/scheduler/tell.ts';
import { openStore } from '../../../electron/engine/store/open.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import { askedFor, OptionalMachine } from '../../support/optional-software.ts';
import { Calls } from '../../support/signals.ts';
import { temporaryFolder } from '../../support/temporary.ts';

it('switching an optional source on is a baseline, and switching it off removes nothing', async () => {
  const machine = new OptionalMachine(createNpmSource);
  /** Puts a package in the place of another one, as npm does: never into its folder. */
  const add = (name: string, version: string) => {
    const folder = `.npm-global/lib/node_modules/${name}`;
    rmSync(join(machine.home, folder), { recursive: true, force: true });
    machine.write('home', `${folder}/package.json`, { name, version });
  };
  add('one', '1.0.0');
  machine.write('home', '.cargo/.crates2.json', { installs: { 'tool 1.0.0 (registry+x)': { bins: ['tool'] } } });

  const { store } = openStore(join(temporaryFolder(), 'data'), 'a test');
  onTestFinished(() => store.close());
  const places = {
    root: machine.root,
    homes: [{ user: 'me', folder: machine.home }],
    times: { quiet: 50, most: 500, again: 300 },
  };
  const changes = new Calls<Change>();
  const scheduler = new Scheduler({
    collectors: [createSoftwareCollector({ sources: [createNpmSource(places), createCargoSource(places)] })],
    store,
    settings: askedFor({ cargo: true }),
    emit: {
      ...tell(store, new Events(), () => undefined),
      outcome: (outcome) => outcome.changes.forEach(changes.add),
    },
    touched: () => undefined,
  });
  onTestFinished(() => scheduler.stop());
  const told = () => changes.seen.map(({ category, name, fieldsChanged }) => `${category} ${name} ${fieldsChanged}`);

  await scheduler.start();
  await scheduler.configure(askedFor({ cargo: true, npm: true }));
  expect(told()).toEqual([]);
  // It is tracked, and watched live, from then on.
  const upgraded = changes.next();
  add('one', '1.1.0');
  await upgraded;
  expect(told()).toEqual(['Modified one version']);
  // The first package of a source that had none is no baseline any more.
  await scheduler.configure(askedFor({ npm: true }));
  add('two', '1.0.0');
  await scheduler.collect(['Software'], false);
  expect(told()).toEqual(['Modified one version', 'Added two ']);
  await scheduler.configure(askedFor({}));
  await scheduler.collect(['Software'], true);
  add('three', '1.0.0');
  await scheduler.configure(askedFor({ cargo: true, npm: true }));
  expect(told()).toEqual(['Modified one version', 'Added two ']);
});
