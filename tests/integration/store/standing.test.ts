import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../electron/shared/model/problem.ts';
import { testStore } from '../../support/store.ts';
import { at, saving } from '../../support/store-samples.ts';

const problem = (subject: string, over: Partial<Problem> = {}): Problem => ({
  type: 'Files',
  kind: 'unreadable',
  subject,
  message: `${subject} may not be read.`,
  advice: 'Give the rights.',
  ...over,
});
const all = { kind: 'all' } as const;
const some = (...hints: readonly string[]) => ({ kind: 'some', hints }) as const;

describe('problems that stand', () => {
  it('keep the moment at which they were first seen, and tell the last', () => {
    const { store } = testStore();
    store.save(saving(1, { scope: all, problems: [problem('/etc/a')] }));
    store.save(saving(2, { scope: all, problems: [problem('/etc/a', { message: 'Still not.' })] }));
    expect(store.problems()).toEqual([
      { ...problem('/etc/a', { message: 'Still not.' }), firstSeen: at(1), lastSeen: at(2) },
    ]);
  });

  it('are over when a collection of their scope does not meet them again', () => {
    const { store } = testStore();
    const subjects = () => store.problems().map(({ subject, kind }) => `${kind} ${subject}`);
    store.save(
      saving(1, {
        scope: all,
        problems: [problem('/etc/a'), problem('/etc/a/b'), problem('/etc/ab'), problem('/x\0y')],
      }),
    );
    store.save(saving(1, { type: 'Software', scope: all, problems: [problem('dpkg', { type: 'Software' })] }));
    store.save(saving(2, { scope: some('/etc/a'), problems: [problem('/etc/a', { kind: 'absent' })] }));
    expect(subjects().sort()).toEqual(['absent /etc/a', 'unreadable /etc/ab', 'unreadable /x\0y', 'unreadable dpkg']);
    store.save(saving(3, { scope: some('/elsewhere') }));
    expect(subjects()).toHaveLength(4);
    store.save(saving(4, { scope: all }));
    expect(subjects()).toEqual(['unreadable dpkg']);
  });

  it('that a watch met outlast a collection of a part, and one that began before', () => {
    const { store } = testStore();
    store.addProblem(problem('/srv', { kind: 'failed' }), at(5));
    const stands = () => store.problems().map(({ firstSeen, lastSeen }) => [firstSeen, lastSeen]);
    store.save(saving(6, { scope: some('/srv') }));
    store.save(saving(6, { scope: all, run: { how: 'scheduled', full: false, startedAt: at(4), baseline: false } }));
    expect(stands()).toEqual([[at(5), at(5)]]);
    store.addProblem(problem('/srv', { kind: 'failed' }), at(7));
    expect(stands()).toEqual([[at(5), at(7)]]);
    store.save(saving(9, { scope: all, run: { how: 'scheduled', full: false, startedAt: at(8), baseline: false } }));
    expect(stands()).toEqual([]);
  });
});

describe('gaps in coverage', () => {
  it('stay open until they are ended, those of a type and those of all types apart', () => {
    const { store } = testStore();
    const away = store.openGap({ type: null, reason: 'notRunning', subject: 'Tidemark', from: at(1) });
    const files = store.openGap({ type: 'Files', reason: 'overflow', subject: '/srv', from: at(2) });
    const later = store.openGap({ type: 'Files', reason: 'watchFailed', subject: '/opt', from: at(6) });
    expect(away).toEqual({ id: 1, type: null, reason: 'notRunning', subject: 'Tidemark', from: at(1), to: null });
    expect(store.gaps({ limit: 10 }).map(({ id }) => id)).toEqual([later.id, files.id, away.id]);
    expect(store.closeGaps('Software', at(9))).toEqual([]);
    expect(store.closeGaps('Files', at(5))).toEqual([{ ...files, to: at(5) }]);
    expect(store.closeGaps(null, at(7))).toEqual([{ ...away, to: at(7) }]);
    expect(store.gaps({ limit: 10 }).map(({ to }) => to)).toEqual([null, at(5), at(7)]);
    expect(store.gaps({ limit: 10, since: at(7) }).map(({ id }) => id)).toEqual([later.id, away.id]);
    expect(store.gaps({ limit: 1 })).toHaveLength(1);
    // One that was told in the very millisecond in which the look that makes up for it began.
    expect(store.closeGaps('Files', at(6))).toEqual([{ ...later, to: at(6) }]);
  });
});

describe('notices', () => {
  it('come newest first, and are unread until they are read', () => {
    const { store } = testStore();
    for (const n of [1, 2, 3]) {
      const notice = {
        shownAt: at(n),
        title: `Title ${n}`,
        body: 'body\0',
        changeIds: [n],
        alertIds: [n, 7],
        count: n,
      };
      expect(store.addNotice(notice)).toEqual({ id: n, ...notice, read: false });
    }
    expect(store.unreadNotices()).toBe(3);
    store.readNotices([1, 99]);
    expect(store.notices(2).map(({ id, read }) => [id, read])).toEqual([
      [3, false],
      [2, false],
    ]);
    expect(store.unreadNotices()).toBe(2);
    store.readNotices(undefined);
    expect(store.unreadNotices()).toBe(0);
    expect(store.notices(9).every(({ read }) => read)).toBe(true);
  });
});

describe('what is kept over a restart', () => {
  it('is the last sign of life, and the pause', () => {
    const { store, dataDir } = testStore();
    expect([store.lastAlive(), store.paused()]).toEqual([undefined, undefined]);
    store.alive(at(1));
    store.alive(at(2));
    store.setPaused({ since: at(2), until: null });
    store.close();
    const again = testStore(dataDir).store;
    expect([again.lastAlive(), again.paused()]).toEqual([at(2), { since: at(2), until: null }]);
    again.setPaused(undefined);
    expect(again.paused()).toBeUndefined();
  });

  it('is the last collection of each type, and its last full one', () => {
    const { store } = testStore();
    const run = (minutes: number, full: boolean) =>
      store.save(
        saving(minutes, {
          scope: all,
          run: { how: 'scheduled', full, startedAt: at(minutes - 1), baseline: false },
        }),
      ).run;
    expect(store.lastCollection('Files', 'any')).toBeUndefined();
    const full = run(1, true);
    const quick = run(2, false);
    expect(store.lastCollection('Files', 'any')).toEqual(quick);
    expect(store.lastCollection('Files', 'full')).toEqual(full);
    expect(store.lastCollection('Software', 'any')).toBeUndefined();
    store.prune({ days: null, contentTotal: 0, now: at(60 * 24 * 365) });
    expect(store.lastCollection('Files', 'any')).toEqual(quick);
    expect(store.lastCollection('Files', 'full')).toEqual(full);
  });
});
