import { describe, expect, it } from 'vitest';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, keep, observed, saving } from '../../support/store-samples.ts';

const passwd = fileItem('/etc/passwd');
const awkward = fileItem('/srv/nul\0 and half \ud800', { size: 3, linkTarget: 'to\0here' });

describe('a save', () => {
  it('writes changes, inventory, baselines, problems and the run, and gives them back', () => {
    const { store } = testStore();
    const problem = {
      type: 'Files',
      kind: 'unreadable',
      subject: '/etc/x',
      message: 'It may not be read.',
      advice: 'Give rights.',
    } as const;
    const { changes, run } = store.save(
      saving(1, {
        scope: { kind: 'all' },
        changes: [change(passwd, 1), change(awkward, 1, { category: 'Added', before: null })],
        upserts: observed(passwd, awkward),
        baselines: ['etc'],
        problems: [problem],
        run: { how: 'scheduled', full: true, startedAt: at(0), baseline: true },
      }),
    );
    expect(changes.map(({ id }) => id)).toEqual([1, 2]);
    expect(changes[1]).toEqual({ id: 2, ...change(awkward, 1, { category: 'Added', before: null }) });
    expect(store.changes({})).toEqual([...changes].reverse());
    expect(store.change(1)).toEqual(changes[0]);
    expect(store.change(3)).toBeUndefined();
    expect(store.inventory({ type: 'Files' })).toEqual({ items: [passwd, awkward], total: 2 });
    expect(store.items('Files', [awkward.key, '/none'])).toEqual(new Map([[awkward.key, awkward]]));
    expect(store.baselines('Files')).toEqual(new Set(['etc']));
    expect(store.baselines('Software')).toEqual(new Set());
    expect(store.problems()).toEqual([{ ...problem, firstSeen: at(1), lastSeen: at(1) }]);
    expect(run).toEqual({
      id: 1,
      type: 'Files',
      how: 'scheduled',
      full: true,
      startedAt: at(0),
      endedAt: at(1),
      items: 2,
      changes: 2,
      baseline: true,
    });
    expect(store.lastCollection('Files', 'full')).toEqual(run);
    expect(store.verify().faults).toEqual([]);
  });

  it('is there whole after the store was opened again', () => {
    const { store, dataDir } = testStore();
    const hash = keep(store, 'root:x:0:0\n');
    store.save(saving(1, { changes: [change(passwd, 1)], upserts: observed(passwd), baselines: ['etc'] }));
    store.close();
    const again = testStore(dataDir).store;
    expect(again.changes({}).map(({ key }) => key)).toEqual(['/etc/passwd']);
    expect(again.known('Files', { kind: 'all' })).toEqual(new Map([['/etc/passwd', { stamp: 's1', source: 'etc' }]]));
    expect(Buffer.from(again.content(hash)?.bytes ?? []).toString()).toBe('root:x:0:0\n');
    expect(again.save(saving(2, { changes: [change(passwd, 2)] })).changes[0]?.id).toBe(2);
    expect(again.verify().faults).toEqual([]);
  });

  it('leaves nothing of itself when it fails in the middle', () => {
    const { store, dataDir } = testStore();
    store.save(saving(1, { upserts: observed(passwd), baselines: ['etc'] }));
    // A fault that strikes after changes and inventory were written.
    const side = new Database(`${dataDir}/tidemark.db`, { readOnly: false });
    side.exec(`CREATE TRIGGER fault BEFORE INSERT ON collections BEGIN SELECT RAISE(ABORT, 'struck'); END`);
    const hash = keep(store, 'kept with the save\n');
    const failing = saving(2, {
      changes: [change(passwd, 2)],
      upserts: observed(fileItem('/etc/passwd', { size: 99 }), fileItem('/etc/new')),
      forgotten: ['etc'],
      baselines: ['usr'],
      problems: [{ type: 'Files', kind: 'absent', subject: '/x', message: 'm', advice: 'a' }],
      run: { how: 'live', full: false, startedAt: at(2), baseline: false },
    });
    expect(() => store.save(failing)).toThrow('struck');
    expect(store.changes({})).toEqual([]);
    expect(store.inventory({ type: 'Files' }).items).toEqual([passwd]);
    expect(store.baselines('Files')).toEqual(new Set(['etc']));
    expect(store.problems()).toEqual([]);
    expect(store.verify()).toMatchObject({ changes: 0, faults: [] });

    side.exec('DROP TRIGGER fault');
    side.close();
    expect(store.save(failing).changes[0]?.id).toBe(1);
    expect(store.hasContent(hash)).toBe(true);
    expect(store.verify()).toEqual({ changes: 1, contents: 1, faults: [] });
  });

  it('ends the tracking of a source without a trace in the log, and lets it begin anew', () => {
    const { store } = testStore();
    store.save(saving(1, { upserts: observed(passwd), baselines: ['etc'] }));
    store.save(saving(2, { deletes: [passwd.key], forgotten: ['etc'] }));
    expect(store.baselines('Files')).toEqual(new Set());
    expect(store.countItems('Files')).toBe(0);
    expect(store.countChanges({})).toBe(0);
  });
});

describe('what is known within a scope', () => {
  it('is what equals a hint or lies below it', () => {
    const { store } = testStore();
    const keys = ['/', '/etc', '/etc/a', '/etc/a/b', '/etc-old', '/etc.d/x', '/etc0', '/usr/nul\0/x', '/usr/nul\0y'];
    store.save(saving(1, { upserts: observed(...keys.map((key) => fileItem(key))) }));
    const known = (...hints: readonly string[]) => [...store.known('Files', { kind: 'some', hints }).keys()].sort();
    expect(known('/etc')).toEqual(['/etc', '/etc/a', '/etc/a/b']);
    expect(known('/etc/a/', '/etc.d/x')).toEqual(['/etc.d/x', '/etc/a', '/etc/a/b']);
    expect(known('/usr/nul\0')).toEqual(['/usr/nul\0/x']);
    expect(known('/')).toEqual([...keys].sort());
    expect(known('')).toEqual([...keys].sort());
    expect(known('/nowhere')).toEqual([]);
    expect(store.known('Software', { kind: 'all' }).size).toBe(0);
  });

  it('is read whole in slices too, each item once', () => {
    const { store } = testStore();
    expect([...store.knownInSlices('Files')]).toEqual([]);
    const keys = Array.from({ length: 10_001 }, (_, n) => `/many/${n}\0`);
    store.save(saving(1, { upserts: observed(...keys.map((key) => fileItem(key))) }));
    const slices = [...store.knownInSlices('Files')];
    expect(slices.map((each) => each.size)).toEqual([10_000, 1]);
    expect(new Map(slices.flatMap((each) => [...each]))).toEqual(store.known('Files', { kind: 'all' }));
    expect([...store.knownInSlices('Software')]).toEqual([]);
  });

  it('is parted by backslashes in the registry, whatever the case of the hint', () => {
    const { store } = testStore();
    const run = 'HKEY_CURRENT_USER\\software\\run';
    const keys = [run, `${run}\\\\a "quoted" name`, `${run}\\below\\\\x`, `${run}once`, `${run}"`, `${run}/x`];
    const items = keys.map((key) => ({ ...fileItem(key), type: 'Registry' as const }));
    store.save({ ...saving(1, { upserts: observed(...items) }), type: 'Registry' });
    const known = store.known('Registry', { kind: 'some', hints: ['HKEY_CURRENT_USER\\Software\\Run'] });
    expect([...known.keys()].sort()).toEqual(keys.slice(0, 3).sort());
  });
});
