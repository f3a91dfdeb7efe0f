import { describe, expect, it } from 'vitest';
import { decideRestart, type RestartPolicy, recentDeaths } from '../../../electron/main/engine-host/restart-policy.ts';

const policy: RestartPolicy = { limit: 3, within: 60_000, firstDelay: 100, longestDelay: 300 };

describe('the restart policy', () => {
  it('waits longer with each death, up to the longest delay', () => {
    const deaths = [0, 1000, 2000];
    const delays = deaths.map((now, index) => decideRestart(deaths.slice(0, index + 1), now, policy));
    expect(delays).toEqual([100, 200, 300].map((delay) => ({ kind: 'restart', delay })));
  });

  it('gives up when there were more deaths than the limit within the time', () => {
    expect(decideRestart([0, 1000, 2000, 3000], 3000, policy)).toEqual({ kind: 'giveUp' });
  });

  it('forgets deaths of long ago', () => {
    expect(decideRestart([0, 1000, 2000, 61_500], 61_500, policy)).toEqual({ kind: 'restart', delay: 200 });
    expect(recentDeaths([0, 1000, 2000, 61_500], 61_500, policy)).toEqual([2000, 61_500]);
  });
});
