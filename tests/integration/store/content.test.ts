import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { WriteStore } from '../../../electron/engine/store/interface.ts';
import { openReader } from '../../../electron/engine/store/open.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, keep, observed, saving } from '../../support/store-samples.ts';

const day = 24 * 60;
const far = Number.MAX_SAFE_INTEGER;
/** A moment long after all that a test stores, by the real clock: content is dated by it. */
const later = (days: number) => new Date(Date.now() + days * day * 60_000).toISOString();
const text = (store: WriteStore, hash: string) => Buffer.from(store.content(hash)?.bytes ?? []).toString();

/** A file whose content is kept, with its change. */
function changed(store: WriteStore, key: string, before: string | null, after: string, minutes: number): void {
  const item = fileItem(key, { checksum: after, content: 'kept' });
  store.save(
    saving(minutes, {
      changes: [change(item, minutes, { before: before === null ? null : { checksum: before, content: 'kept' } })],
      upserts: observed(item),
    }),
  );
}

describe('kept content', () => {
  it('can be read at once, and by others after the save', () => {
    const { store, dataDir } = testStore();
    const hash = keep(store, 'one\n');
    expect([store.has(hash), store.hasContent(hash), text(store, hash)]).toEqual([true, true, 'one\n']);
    const reader = openReader(dataDir);
    expect(reader.hasContent(hash)).toBe(false);
    store.save(saving(1, {}));
    expect(Buffer.from(reader.content(hash)?.bytes ?? []).toString()).toBe('one\n');
    expect(reader.content('sha256:none')).toBeUndefined();
    reader.close();
  });

  it('is kept once, however often it is handed over, and is counted', () => {
    const { store } = testStore();
    for (let n = 0; n < 3; n++) keep(store, 'the same\n');
    const first = store.verify();
    keep(store, 'the same\n');
    expect(first.contents).toBe(1);
    expect(store.verify().contents).toBe(1);
    expect(store.space().content).toBeGreaterThan(0);
    expect(store.space().content).toBeLessThan(50);
  });

  it('is written early when much of it waits', () => {
    const { store, dataDir } = testStore();
    const hashes = Array.from({ length: 5 }, () => keep(store, randomBytes(3_000_000)));
    const reader = openReader(dataDir);
    expect(hashes.map((hash) => reader.hasContent(hash))).toEqual([true, true, true, true, false].map((_, n) => n < 4));
    reader.close();
    expect(hashes.every((hash) => store.content(hash)?.bytes.byteLength === 3_000_000)).toBe(true);
  });
});

describe('pruning', () => {
  it('takes the oldest content beyond the quota, and what the present inventory has last', () => {
    const { store } = testStore();
    const hashes = ['v1', 'v2', 'v3', 'v4'].map((name) => keep(store, name + randomBytes(10_000).toString('latin1')));
    const [first = '', second = '', third = '', last = ''] = hashes;
    changed(store, '/etc/old', null, first, 1);
    changed(store, '/etc/a', second, third, 2);
    changed(store, '/etc/a', third, last, 3);
    const one = store.space().content / 4;
    // The first one is the oldest, but it is how /etc/old is now.
    expect(store.prune({ days: null, contentTotal: Math.ceil(one * 2.5), now: at(5) })).toEqual({
      changes: 0,
      contents: 2,
    });
    expect(hashes.map((hash) => store.hasContent(hash))).toEqual([true, false, false, true]);
    expect(store.space().content).toBeCloseTo(one * 2, -3);
    store.prune({ days: null, contentTotal: Math.ceil(one * 1.5), now: at(5) });
    expect(hashes.map((hash) => store.hasContent(hash))).toEqual([false, false, false, true]);
    expect(store.prune({ days: null, contentTotal: 0, now: at(5) }).contents).toBe(1);
    expect(store.space().content).toBe(0);
    expect(store.verify()).toMatchObject({ changes: 3, contents: 0, faults: [] });
  });

  it('takes the content of changes that went, but never what a change or the inventory still has', () => {
    const { store } = testStore();
    const [gone = '', shared = '', present = ''] = ['gone', 'shared', 'present'].map((name) => keep(store, name));
    changed(store, '/etc/a', gone, shared, 1);
    changed(store, '/etc/b', null, present, 1);
    changed(store, '/etc/a', shared, keep(store, 'new'), 30 * day);
    expect(store.prune({ days: 10, contentTotal: far, now: at(30 * day) }).changes).toBe(2);
    // Content is dated by the clock: today's is spared, since a collection that runs may need it.
    expect(store.hasContent(gone)).toBe(true);
    expect(store.prune({ days: null, contentTotal: far, now: later(2) })).toEqual({ changes: 0, contents: 1 });
    expect([gone, shared, present].map((hash) => store.hasContent(hash))).toEqual([false, true, true]);
    expect(store.verify()).toMatchObject({ changes: 1, contents: 3, faults: [] });
  });

  it('knows that a registry value has its data still', () => {
    const { store } = testStore();
    const hash = keep(store, 'large data');
    const key = 'HKEY_LOCAL_MACHINE\\software\\\\large';
    const item = {
      type: 'Registry' as const,
      key,
      name: 'Large',
      fields: { kind: 'value', checksum: hash, content: 'kept' },
    };
    store.save(saving(1, { type: 'Registry', upserts: observed(item), baselines: ['etc'] }));
    expect(store.prune({ days: null, contentTotal: far, now: later(2) }).contents).toBe(0);
    store.save(saving(2, { type: 'Registry', deletes: [key] }));
    expect(store.prune({ days: null, contentTotal: far, now: later(2) }).contents).toBe(1);
    expect(store.hasContent(hash)).toBe(false);
  });

  it('knows what a file refers to by its SHA-256, whatever its checksum is made by', () => {
    const { store } = testStore();
    const [before, after] = [keep(store, 'before'), keep(store, 'after')];
    const fields = (contentHash: string) => ({ checksum: 'md5:1', contentHash, content: 'kept' });
    const item = fileItem('/etc/a', fields(after));
    store.save(
      saving(1, {
        changes: [change(item, 1, { before: fields(before) })],
        upserts: observed(item),
        baselines: ['etc'],
      }),
    );
    expect(store.prune({ days: null, contentTotal: far, now: later(2) }).contents).toBe(0);
    expect(store.prune({ days: 1, contentTotal: far, now: later(2) }).contents).toBe(1);
    expect([before, after].map((hash) => store.hasContent(hash))).toEqual([false, true]);
  });

  it('takes no change that is to be kept, though an older one comes after it in the log', () => {
    const { store } = testStore();
    store.save(saving(1, { changes: [change(fileItem('/a'), 20 * day), change(fileItem('/b'), 1)] }));
    expect(store.prune({ days: 10, contentTotal: far, now: at(21 * day) }).changes).toBe(0);
    expect(store.prune({ days: null, contentTotal: far, now: at(900 * day) }).changes).toBe(0);
    expect(store.prune({ days: 10, contentTotal: far, now: at(900 * day) }).changes).toBe(2);
    expect(store.verify()).toMatchObject({ changes: 0, faults: [] });
    expect(store.save(saving(2, { changes: [change(fileItem('/c'), 900 * day)] })).changes[0]?.id).toBe(3);
  });

  it('gives the space back', () => {
    const { store } = testStore();
    for (let n = 0; n < 20; n++) keep(store, randomBytes(500_000));
    store.save(saving(1, {}));
    const full = store.space().database;
    store.prune({ days: null, contentTotal: 0, now: at(2) });
    store.save(saving(3, {}));
    expect(store.space().database).toBeLessThan(full);
  });
});
