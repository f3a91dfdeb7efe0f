import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Collector, WatchRequest } from '../../../electron/engine/collectors/collector.ts';
import { Events } from '../../../electron/engine/events.ts';
import { Scheduler } from '../../../electron/engine/scheduler/scheduler.ts';
import { tell } from '../../../electron/engine/scheduler/tell.ts';
import { openStore } from '../../../electron/engine/store/open.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** One daemon, and a watch that `arming` may make hint before it is armed: no real one does so at a known moment. */
class OneDaemon implements Collector {
  readonly type = 'Daemons';
  state = 'Running';
  arming = (_request: WatchRequest): void => undefined;

  readonly enabled = () => true;

  async collect() {
    const item = {
      type: this.type,
      key: 'systemd:one.service',
      name: 'one.service',
      fields: { state: this.state },
    } as const;
    return {
      observed: [{ item, stamp: '', source: 'systemd' }],
      unchanged: new Set<string>(),
      sources: [{ id: 'systemd', state: 'collected' as const }],
      undecided: () => false,
      problems: [],
    };
  }

  async watch(request: WatchRequest) {
    this.arming(request);
    return { watched: () => 1, close: async () => undefined };
  }
}

it('takes a hint from before the first look for what happened while Tidemark did not run', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { store } = openStore(join(temporaryFolder(), 'data'), 'a test');
  onTestFinished(() => store.close());
  const changes: Change[] = [];
  const daemon = new OneDaemon();
  const run = async () => {
    const scheduler = new Scheduler({
      collectors: [daemon],
      store,
      settings: settingsSchema.parse({}),
      emit: {
        ...tell(store, new Events(), () => undefined),
        outcome: (outcome) => changes.push(...outcome.changes),
      },
      touched: () => undefined,
    });
    await scheduler.start();
    await scheduler.stop();
  };

  await run();
  const left = store.lastAlive();
  daemon.state = 'Stopped';
  daemon.arming = ({ hint }) => {
    hint('systemd:one.service');
    // Longer than a hint waits for others: it would be followed at once.
    vi.advanceTimersByTime(5000);
  };
  await run();

  expect(changes.map(({ category, how, since }) => [category, how, since])).toEqual([['Modified', 'startup', left]]);
});
