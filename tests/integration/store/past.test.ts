import { describe, expect, it } from 'vitest';
import type { WriteStore } from '../../../electron/engine/store/interface.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, observed, saving } from '../../support/store-samples.ts';

const size = (key: string, bytes: number) => fileItem(key, { size: bytes });

/** The inventory at a minute, as `key=size`. */
function inventory(store: WriteStore, minutes: number, text?: string): readonly string[] {
  const { items, total } = store.inventory({ type: 'Files', at: at(minutes), ...(text === undefined ? {} : { text }) });
  expect(total).toBe(items.length);
  return items.map((item) => `${item.key}=${item.fields.size}`);
}

describe('the inventory of an earlier moment', () => {
  it('undoes what was added, modified and removed since, however often', () => {
    const { store } = testStore();
    store.save(saving(10, { upserts: observed(size('/a', 1), size('/b', 1), size('/c', 1)), baselines: ['etc'] }));
    store.save(
      saving(20, {
        changes: [change(size('/a', 2), 20, { before: { size: 1 } })],
        upserts: observed(size('/a', 2)),
      }),
    );
    store.save(
      saving(30, {
        changes: [
          change(size('/a', 3), 30, { before: { size: 2 } }),
          change(size('/b', 1), 30, { category: 'Removed', before: { size: 1 }, after: null }),
          change(size('/d', 1), 30, { category: 'Added', before: null }),
        ],
        upserts: observed(size('/a', 3), size('/d', 1)),
        deletes: ['/b'],
      }),
    );
    store.save(
      saving(40, {
        changes: [change(size('/b', 7), 40, { category: 'Added', before: null })],
        upserts: observed(size('/b', 7)),
      }),
    );
    expect(inventory(store, 5)).toEqual([]);
    expect(inventory(store, 10)).toEqual(['/a=1', '/b=1', '/c=1']);
    expect(inventory(store, 25)).toEqual(['/a=2', '/b=1', '/c=1']);
    expect(inventory(store, 35)).toEqual(['/a=3', '/c=1', '/d=1']);
    expect(inventory(store, 45)).toEqual(['/a=3', '/b=7', '/c=1', '/d=1']);
    expect(inventory(store, 35, 'D')).toEqual(['/d=1']);
    expect(store.inventory({ type: 'Files', at: at(25), offset: 1, limit: 1 })).toMatchObject({
      total: 3,
      items: [{ key: '/b' }],
    });
    expect(store.inventory({ type: 'Files', at: at(25), offset: 9 })).toEqual({ total: 3, items: [] });
    expect(store.inventory({ type: 'Files', offset: 9 })).toEqual({ total: 4, items: [] });
  });

  it('does not show an item before it was known, though it was modified or removed since', () => {
    const { store } = testStore();
    store.save(saving(10, { upserts: observed(size('/a', 1), size('/b', 1)), baselines: ['etc'] }));
    store.save(
      saving(20, {
        changes: [
          change(size('/a', 2), 20, { before: { size: 1 }, since: at(19) }),
          change(size('/b', 1), 20, { category: 'Removed', before: { size: 1 }, after: null, since: at(19) }),
        ],
        upserts: observed(size('/a', 2)),
        deletes: ['/b'],
      }),
    );
    expect(inventory(store, 9)).toEqual([]);
    expect(inventory(store, 15)).toEqual(['/a=1', '/b=1']);
  });

  it('knows an item from when the collection that found it began, which its first change goes back to', () => {
    const { store } = testStore();
    const run = { how: 'startup', full: true, startedAt: at(8), baseline: true } as const;
    store.save(saving(10, { upserts: observed(size('/a', 1), size('/b', 1)), run }));
    store.save(
      saving(20, {
        changes: [change(size('/a', 2), 20, { before: { size: 1 }, since: at(8) })],
        upserts: observed(size('/a', 2)),
      }),
    );
    expect(inventory(store, 7)).toEqual([]);
    expect(inventory(store, 8)).toEqual(['/a=1', '/b=1']);
  });

  it('has what was tracked then and is no longer, and what is tracked again only from then on', () => {
    const { store } = testStore();
    store.save(saving(10, { upserts: observed(size('/a', 1)), baselines: ['etc'] }));
    store.save(
      saving(15, { changes: [change(size('/a', 2), 15, { before: { size: 1 } })], upserts: observed(size('/a', 2)) }),
    );
    store.save(saving(20, { deletes: ['/a'], forgotten: ['etc'] }));
    store.save(saving(30, { upserts: observed(size('/a', 5)), baselines: ['etc'] }));
    store.save(
      saving(40, { changes: [change(size('/a', 6), 40, { before: { size: 5 } })], upserts: observed(size('/a', 6)) }),
    );
    expect([5, 12, 17, 25, 35, 45].map((minutes) => inventory(store, minutes))).toEqual([
      [],
      ['/a=1'],
      ['/a=2'],
      [],
      ['/a=5'],
      ['/a=6'],
    ]);
  });

  it('says so where retention has taken the changes that it would need', () => {
    const { store } = testStore();
    const minutes = (days: number) => -days * 24 * 60;
    store.save(saving(minutes(9), { upserts: observed(size('/a', 1)), baselines: ['etc'] }));
    store.save(saving(minutes(8), { changes: [change(size('/a', 2), minutes(8))], upserts: observed(size('/a', 2)) }));
    store.prune({ days: 5, contentTotal: 0, now: at(0) });
    expect(() => inventory(store, minutes(6))).toThrow(/no longer kept/u);
    expect(inventory(store, minutes(4))).toEqual(['/a=2']);
  });
});
