import { describe, expect, it } from 'vitest';
import type { Collector, Watch, WatchRequest } from '../../../electron/engine/collectors/collector.ts';
import { LiveWatch } from '../../../electron/engine/scheduler/live-watch.ts';
import { emptySettings } from '../../../electron/shared/model/settings.ts';

/** A collector whose watch does as the test says, at the moment that the test says. */
function watching(watch: (request: WatchRequest) => Promise<Watch>) {
  const gaps: string[] = [];
  let rescans = 0;
  const collector: Collector = {
    type: 'Files',
    enabled: () => true,
    collect: () => Promise.reject(new Error('Nothing is collected here.')),
    watch,
  };
  const live = new LiveWatch({
    collector,
    emit: {
      outcome: () => undefined,
      problem: () => undefined,
      gap: ({ subject }) => gaps.push(subject),
      endGaps: () => undefined,
    },
    hint: () => undefined,
    rescan: () => {
      rescans += 1;
    },
  });
  return { live, gaps, rescans: () => rescans };
}

const settings = emptySettings();

describe('a live watch', () => {
  it('opens a gap for what it can’t arm once, not at every attempt, and leaves the look to whoever arms it', async () => {
    const refused = ['/srv'];
    const { live, gaps, rescans } = watching(async ({ gap }) => {
      for (const each of refused) gap('watchFailed', each);
      return { watched: () => 1, close: async () => undefined };
    });
    await live.arm(settings);
    await live.arm(settings);
    expect(gaps).toEqual(['/srv']);
    refused.push('/opt');
    await live.arm(settings);
    expect(gaps).toEqual(['/srv', '/opt']);
    // Watched again, and refused again after that.
    refused.length = 0;
    await live.arm(settings);
    refused.push('/srv');
    await live.arm(settings);
    expect(gaps).toEqual(['/srv', '/opt', '/srv']);
    expect(rescans()).toBe(0);
  });

  it('makes up for what it misses once it is armed', async () => {
    let miss: WatchRequest['gap'] = () => undefined;
    const { live, gaps, rescans } = watching(async ({ gap }) => {
      miss = gap;
      return { watched: () => 1, close: async () => undefined };
    });
    await live.arm(settings);
    miss('overflow', 'queue');
    miss('overflow', 'queue');
    expect(gaps).toEqual(['queue', 'queue']);
    expect(rescans()).toBe(2);
  });

  it('lets go of a watch that was being armed when it was disarmed, and of one that was overtaken', async () => {
    const pending: ((watch: Watch) => void)[] = [];
    const closed: number[] = [];
    const { live } = watching(() => new Promise((resolve) => pending.push(resolve)));
    const arrive = (n: number) =>
      pending[n]?.({
        watched: () => n,
        close: async () => {
          closed.push(n);
        },
      });
    const first = live.arm(settings);
    await live.disarm();
    arrive(0);
    await first;
    expect(live.state.armed).toBe(false);
    expect(closed).toEqual([0]);

    const second = live.arm(settings);
    const third = live.arm(settings);
    arrive(2);
    await third;
    arrive(1);
    await second;
    expect(live.state).toMatchObject({ armed: true, watched: 2 });
    expect(closed).toEqual([0, 1]);
  });
});
