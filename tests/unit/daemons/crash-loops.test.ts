import { describe, expect, it } from 'vitest';
import { CrashLoops, type Seen } from '../../../electron/engine/collectors/daemons/crash-loops.ts';

const minute = 60_000;
const start = new Date(2026, 0, 5, 14, 2).getTime();

/** A service that is looked at, with what stands then. */
function followed() {
  const loops = new CrashLoops();
  const look = (at: number, restarts: number, rest: Partial<Seen> = {}) => {
    const seen: Seen = {
      key: 'systemd:flaky.service',
      subject: 'flaky.service',
      advice: 'See why.',
      name: 'flaky.service',
      restarts,
      state: 'other',
      failed: undefined,
      ...rest,
    };
    loops.see(seen, start + at);
    return loops.problems(start + at, () => true).map(({ message }) => message);
  };
  const later = (at: number) => loops.problems(start + at, () => true).length;
  return { loops, look, later };
}

describe('a crash loop', () => {
  it('is three restarts within ten minutes, and one problem with its count from then on', () => {
    const { look, loops } = followed();
    expect(look(0, 0)).toEqual([]);
    expect(look(0, 1)).toEqual([]);
    expect(look(minute, 2)).toEqual([]);
    expect(look(2 * minute, 3)).toEqual(['flaky.service crashed and was restarted 3 times since 14:02.']);
    expect(look(3 * minute, 7)).toEqual(['flaky.service crashed and was restarted 7 times since 14:02.']);
    expect(loops.problems(start, (key) => key !== 'systemd:flaky.service')).toEqual([]);
    const [problem] = loops.problems(start + 3 * minute, () => true);
    expect(problem).toMatchObject({ type: 'Daemons', kind: 'failed', subject: 'flaky.service', advice: 'See why.' });
  });

  it('is seen at once where many restarts lie between two looks, and not by how many there were before the first', () => {
    const { look } = followed();
    expect(look(0, 500)).toEqual([]);
    expect(look(5 * minute, 540)).toEqual(['flaky.service crashed and was restarted 40 times since 14:07.']);
  });

  it('is none where it crashes now and then', () => {
    const { look } = followed();
    for (let round = 0; round < 20; round += 1) expect(look(round * 6 * minute, round)).toEqual([]);
  });

  it('goes on where its count begins anew, and names its day once that is over', () => {
    const { look } = followed();
    look(0, 5);
    look(minute, 8);
    expect(look(2 * minute, 1)).toEqual(['flaky.service crashed and was restarted 4 times since 14:03.']);
    for (let at = 3; at < 24 * 60; at += 5) look(at * minute, at);
    expect(look(24 * 60 * minute, 2000)[0]).toContain('since 2026-01-05 14:03.');
  });

  it('says so where systemd has given up', () => {
    const { look } = followed();
    look(0, 0);
    expect(look(minute, 5, { state: 'failed', failed: true })).toEqual([
      'flaky.service crashed and was restarted 5 times since 14:03; it has failed for good.',
    ]);
  });

  it('is over after ten calm minutes, once somebody stops it, and when the unit is gone', () => {
    const calm = followed();
    calm.look(0, 0);
    expect(calm.look(minute, 9)).toHaveLength(1);
    expect(calm.look(11 * minute, 9)).toHaveLength(1);
    expect(calm.later(11 * minute + 1)).toBe(0);
    // It takes three more to be one again.
    expect(calm.look(12 * minute, 10)).toEqual([]);

    const stopped = followed();
    stopped.look(0, 0);
    expect(stopped.look(minute, 9)).toHaveLength(1);
    expect(stopped.look(2 * minute, 0, { state: 'stopped' })).toEqual([]);

    const gone = followed();
    gone.look(0, 0);
    gone.look(minute, 9);
    gone.loops.keepOnly(() => false);
    expect(gone.later(minute)).toBe(0);
  });

  it('is none of a service that ends well and is started again by intention', () => {
    const { look } = followed();
    look(0, 0);
    look(minute, 1, { failed: false });
    expect(look(2 * minute, 9)).toEqual([]);
    expect(look(3 * minute, 10, { failed: true })).toHaveLength(1);
  });
});
