import { describe, expect, it, onTestFinished } from 'vitest';
import { CauseLoop, type CauseLoopOptions } from '../../../electron/engine/causes/cause-loop.ts';
import type { Explainer } from '../../../electron/engine/causes/look.ts';
import type { Owner } from '../../../electron/engine/explain/types.ts';
import type { Change, NewChange } from '../../../electron/shared/model/change.ts';
import { type Cause, type Transaction, verdictOf } from '../../../electron/shared/model/explanation.ts';
import type { Problem } from '../../../electron/shared/model/problem.ts';
import { transaction } from '../../support/explained.ts';
import { testStore } from '../../support/store.ts';
import { change, fileItem, saving } from '../../support/store-samples.ts';

/** All moments are told from one, so that what is of one collection has the same. */
const now = Date.now();
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

/** A package manager in memory: what it is asked for is set by hand, so that its moments are the test's. */
class Manager implements Explainer {
  readonly owners = new Map<string, readonly Owner[]>();
  readonly log: Transaction[] = [];
  readonly problems: Problem[] = [];
  atWork = false;
  fault: Error | undefined;
  asked = 0;

  readonly ownership = {
    refresh: () => Promise.resolve([]),
    ownersOf: (paths: readonly string[]) =>
      Promise.resolve(
        new Map(paths.flatMap((path) => (this.owners.has(path) ? [[path, this.owners.get(path) ?? []]] : []))),
      ),
    settle: () => undefined,
  };

  readonly transactions = {
    since: () => {
      this.asked += 1;
      if (this.fault !== undefined) return Promise.reject(this.fault);
      return Promise.resolve({ transactions: [...this.log], problems: [...this.problems] });
    },
    busy: () => Promise.resolve(new Set(this.atWork ? ['dpkg'] : [])),
  };
}

function looping(over: Partial<CauseLoopOptions> = {}) {
  const { store } = testStore();
  const manager = new Manager();
  const told: Change[] = [];
  const causes: Cause[] = [];
  const problems: Problem[] = [];
  const loop = new CauseLoop({
    store,
    explainer: manager,
    enabled: () => true,
    explained: (changes) => told.push(...changes),
    cause: (cause) => causes.push(cause),
    problem: (problem) => problems.push(problem),
    problemEnded: (problem) =>
      problems.splice(
        problems.findIndex(({ subject }) => subject === problem.subject),
        1,
      ),
    ...over,
  });
  onTestFinished(() => loop.close());
  const save = (...changes: readonly NewChange[]) => {
    const type = changes[0]?.type ?? 'Files';
    return store.save(saving(0, { type, changes })).changes.map(({ id }) => id);
  };
  return { store, manager, told, causes, problems, loop, save };
}

const curl = (present = true): Owner => ({
  package: { manager: 'dpkg', name: 'curl', architecture: 'amd64', version: '8.2' },
  ...{ present, conffile: false, digest: null },
});

const file = (key: string, seconds: number): NewChange =>
  change(fileItem(key), 0, { noticedAt: ago(seconds), since: ago(seconds + 1) });

function software(seconds: number, name = 'curl', manager = 'dpkg'): NewChange {
  const fields = (version: string) => ({ manager, version, architecture: 'amd64', state: 'installed' });
  const item = { type: 'Software' as const, key: `${manager}:${name}:amd64`, name, fields: fields('8.2') };
  const times = { noticedAt: ago(seconds), since: ago(seconds + 60) };
  return change(item, 0, { ...times, fieldsChanged: ['version'], before: fields('8.1') });
}

describe('The loop that explains', () => {
  it('makes a cause of packages’ changes that no log tells of, which explains what had stood out before', async () => {
    const { store, manager, loop, save, causes } = looping();
    manager.owners.set('/usr/bin/curl', [curl()]);
    const [of] = save(file('/usr/bin/curl', 50));
    await loop.looked();
    expect(store.change(of ?? 0)?.explanation?.verdict).toBe('standsOut');
    save(software(20), software(20, 'libcurl4'));
    await loop.looked();
    expect(store.change(of ?? 0)?.explanation).toMatchObject({
      verdict: 'explained',
      tie: 'package',
      cause: 'dpkg upgraded 2 packages',
    });
    expect(store.change((of ?? 0) + 1)?.explanation).toMatchObject({ verdict: 'explained', tie: 'software' });
    expect(store.change((of ?? 0) + 1)?.explanation?.why).toBe(
      'curl was upgraded from 8.1 to 8.2, and no log says by whom.',
    );
    expect(store.causes.page({ limit: 9 })).toHaveLength(1);
    expect(causes.at(-1)?.counts).toEqual({ Software: 2, Files: 1 });
  });

  it('makes none of what is of no package manager', async () => {
    const { store, loop, save } = looping();
    const [id] = save(software(20, 'tool', 'appimage'));
    await loop.looked();
    expect(store.change(id ?? 0)?.explanation).toMatchObject({ verdict: 'unexplained', causeId: null, why: '' });
  });

  it('lets wait what a manager at work may have done, and explains it when that ends', async () => {
    const { store, manager, loop, save, told } = looping();
    manager.owners.set('/usr/bin/curl', [curl()]);
    manager.atWork = true;
    const [tied, other] = save(file('/usr/bin/curl', 1), file('/etc/x', 1), file('/home/alice/x', 1));
    await loop.looked();
    expect(told.map(verdictOf)).toEqual(['pending', 'pending', 'unexplained']);
    expect(store.causes.decidedUpTo()).toBe((tied ?? 0) - 1);
    const upgrade = { action: 'upgraded', name: 'curl', architecture: 'amd64', from: '8.1', to: '8.2' } as const;
    manager.log.push(transaction('apt:1', { startedAt: ago(5), endedAt: ago(0), packages: [upgrade] }));
    manager.atWork = false;
    await loop.settled();
    expect(store.change(tied ?? 0)?.explanation).toMatchObject({ verdict: 'explained', cause: 'apt upgraded curl' });
    expect(store.change(other ?? 0)?.explanation).toMatchObject({ verdict: 'unexplained', tie: 'during' });
    expect(store.causes.decidedUpTo()).toBe(store.logEnds().last);
  });

  it('goes on with what was pending when Tidemark ended', async () => {
    const { store, manager, loop, save } = looping();
    manager.atWork = true;
    const [id] = save(file('/etc/x', 1));
    await loop.looked();
    expect(store.change(id ?? 0)?.explanation?.verdict).toBe('pending');
    await loop.close();
    const again = new CauseLoop({
      store,
      explainer: new Manager(),
      enabled: () => true,
      explained: () => undefined,
      cause: () => undefined,
      problem: () => undefined,
      problemEnded: () => undefined,
    });
    onTestFinished(() => again.close());
    await again.looked();
    expect(store.change(id ?? 0)?.explanation?.verdict).toBe('unexplained');
  });

  it('asks nothing where explanations are off, and still says what was planned', async () => {
    const { store, manager, loop, save } = looping({ enabled: () => false });
    const [before] = save(file('/usr/bin/curl', 90));
    const plan = store.plans.begin('A printer', ago(60)).begun;
    const [within] = save(file('/etc/cups', 10));
    await loop.looked();
    expect(manager.asked).toBe(0);
    expect(store.change(before ?? 0)?.explanation).toMatchObject({ verdict: 'unexplained', planId: null });
    expect(store.change(within ?? 0)?.explanation).toMatchObject({
      verdict: 'planned',
      planId: plan,
      cause: 'A printer',
      why: 'It happened in the time of ‘A printer’.',
    });
  });

  it('lets stand out in a plan too what is a package’s and no transaction did', async () => {
    const { store, manager, loop, save } = looping();
    manager.owners.set('/usr/bin/curl', [curl()]);
    const plan = store.plans.begin('A printer', ago(60)).begun;
    const [id] = save(file('/usr/bin/curl', 10));
    await loop.looked();
    expect(store.change(id ?? 0)?.explanation).toMatchObject({ verdict: 'standsOut', planId: plan });
    expect(store.causes.get(plan)).toMatchObject({ standingOut: 1, counts: { Files: 1 } });
  });

  it('tells a fault as a problem, leaves the changes as they are, and is none the worse for it', async () => {
    const { store, manager, loop, save, problems } = looping();
    manager.fault = new Error('the log is a folder');
    const [id] = save(file('/etc/x', 30));
    await loop.looked();
    expect(problems).toEqual([expect.objectContaining({ type: 'Explanations', kind: 'failed' })]);
    expect(problems[0]?.message).toContain('the log is a folder');
    expect(store.change(id ?? 0)?.explanation).toBeUndefined();
    manager.fault = undefined;
    await loop.looked();
    expect(problems).toEqual([]);
    expect(store.change(id ?? 0)?.explanation?.verdict).toBe('unexplained');
  });

  it('explains a burst of 10,000 changes in a few seconds, with turns for other work', async () => {
    const { store, manager, loop, save, causes } = looping();
    const upgrade = { action: 'upgraded', name: 'curl', architecture: 'amd64', from: '8.1', to: '8.2' } as const;
    manager.log.push(transaction('apt:1', { startedAt: ago(60), endedAt: ago(1), packages: [upgrade] }));
    const files = Array.from({ length: 10_000 }, (_, index) => file(`/usr/share/curl/${index}`, 30));
    for (const { key } of files) manager.owners.set(key, [curl()]);
    save(...files);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 20);
    const began = performance.now();
    await loop.looked();
    const took = performance.now() - began;
    clearInterval(timer);
    expect(store.countChanges({ verdicts: ['explained'] })).toBe(10_000);
    expect(causes.at(-1)).toMatchObject({ counts: { Files: 10_000 }, explained: 10_000 });
    expect(turns).toBeGreaterThanOrEqual(15);
    expect(took).toBeLessThan(10_000);
  });
});
