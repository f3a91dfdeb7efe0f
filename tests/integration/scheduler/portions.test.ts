import { expect, it } from 'vitest';
import type { Collector, CollectRequest, Observed } from '../../../electron/engine/collectors/collector.ts';
import { collectAndSave } from '../../../electron/engine/scheduler/collect.ts';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { emptySettings } from '../../../electron/shared/model/settings.ts';
import { testStore } from '../../support/store.ts';
import { fileItem } from '../../support/store-samples.ts';

/** Files by path and size, delivered in one portion; then the collection ends as `end` does. */
class Delivering implements Collector {
  readonly type = 'Files';
  files: Readonly<Record<string, number>> = {};
  sources = ['etc'];
  stamp = 's1';
  end: () => void = () => undefined;

  readonly enabled = () => true;

  async collect({ deliver }: CollectRequest) {
    const observed = Object.entries(this.files).map(([key, size]): Observed => {
      return { item: fileItem(key, { size }), stamp: this.stamp, source: this.sources.at(-1) ?? '' };
    });
    deliver?.(observed);
    this.end();
    return {
      observed: [],
      unchanged: new Set<string>(),
      sources: this.sources.map((id) => ({ id, state: 'collected' as const })),
      undecided: () => false,
      problems: [],
    };
  }
}

function tracked() {
  const { store, dataDir } = testStore();
  const collector = new Delivering();
  const collect = async () => {
    const { changes } = await collectAndSave({
      collector,
      store,
      settings: emptySettings(),
      job: { scope: { kind: 'all' }, how: 'scheduled', full: true },
      signal: new AbortController().signal,
      patient: false,
      watchProblems: [],
      progress: () => undefined,
    });
    return changes.map(({ category, key }) => `${category} ${key}`);
  };
  const sizes = () => {
    const { items } = store.inventory({ type: 'Files' });
    return Object.fromEntries(items.map(({ key, fields }) => [key, fields.size]));
  };
  return { store, dataDir, collector, collect, sizes };
}

const broken = () => {
  throw new Error('the disk went away');
};

it('keeps what was delivered of a first look that then failed, as a part of the baseline still', async () => {
  const { store, collector, collect, sizes } = tracked();
  await collect();
  // A further source: the type as a whole was looked at before.
  collector.sources = ['etc', 'usr'];
  collector.files = { '/usr/a': 1, '/usr/b': 1, '/usr/c': 1 };
  collector.end = broken;
  await expect(collect()).rejects.toThrow('the disk went away');
  expect(sizes()).toEqual({ '/usr/a': 1, '/usr/b': 1, '/usr/c': 1 });
  expect(store.baselines('Files')).toEqual(new Set(['etc']));

  collector.end = () => undefined;
  collector.files = { '/usr/a': 1, '/usr/b': 2, '/usr/d': 1 };
  expect(await collect()).toEqual([]);
  expect(sizes()).toEqual(collector.files);
  expect(store.baselines('Files')).toEqual(new Set(['etc', 'usr']));

  collector.files = { '/usr/a': 2, '/usr/e': 1 };
  expect((await collect()).sort()).toEqual(['Added /usr/e', 'Modified /usr/a', 'Removed /usr/b', 'Removed /usr/d']);
});

it('saves a change among what was delivered with its inventory, and neither of them when the collection fails', async () => {
  const { store, dataDir, collector, collect, sizes } = tracked();
  collector.files = { '/etc/a': 1, '/etc/b': 1 };
  await collect();

  collector.files = { '/etc/a': 2, '/etc/b': 1, '/etc/new': 1 };
  collector.stamp = 's2';
  collector.end = broken;
  await expect(collect()).rejects.toThrow('the disk went away');
  expect(sizes()).toEqual({ '/etc/a': 1, '/etc/b': 1 });
  // What no change tells of is settled already.
  expect(store.known('Files', { kind: 'all' }).get('/etc/b')?.stamp).toBe('s2');

  collector.end = () => undefined;
  const side = new Database(`${dataDir}/tidemark.db`, { readOnly: false });
  side.exec(`CREATE TRIGGER fault BEFORE INSERT ON collections BEGIN SELECT RAISE(ABORT, 'struck'); END`);
  await expect(collect()).rejects.toThrow('struck');
  expect(sizes()).toEqual({ '/etc/a': 1, '/etc/b': 1 });
  expect(store.countChanges({})).toBe(0);

  side.exec('DROP TRIGGER fault');
  side.close();
  expect((await collect()).sort()).toEqual(['Added /etc/new', 'Modified /etc/a']);
  expect(sizes()).toEqual(collector.files);
});
