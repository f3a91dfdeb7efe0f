import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { chainHash, hex } from '../../../electron/engine/store/chain.ts';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, saving } from '../../support/store-samples.ts';

const move = (minutes: number, from: string, to: string) => [
  change(fileItem(to), minutes, { category: 'Added', before: null, movedFrom: from }),
  change(fileItem(from), minutes, { category: 'Removed', after: null, movedTo: to }),
];

it('a move is a part of both records, whatever the names', () => {
  const { store } = testStore();
  store.save(saving(1, { changes: move(1, '/a\nb', '/c\0d') }));
  expect(store.change(1)).toMatchObject({ key: '/c\0d', movedFrom: '/a\nb' });
  expect(store.change(1)).not.toHaveProperty('movedTo');
  expect(store.change(2)).toMatchObject({ key: '/a\nb', movedTo: '/c\0d' });
  expect(store.verify()).toMatchObject({ changes: 2, faults: [] });
});

it.each([
  ['altered', "UPDATE change_records SET moved = '/other' WHERE id = 1"],
  ['taken out', 'UPDATE change_records SET moved = NULL WHERE id = 1'],
])('a move that was %s breaks the chain', (_, sql) => {
  const { store, dataDir } = testStore();
  store.save(saving(1, { changes: move(1, '/a', '/b') }));
  const hand = new Database(`${dataDir}/tidemark.db`, { readOnly: false });
  hand.exec(sql);
  hand.close();
  expect(store.verify().faults).toEqual([expect.stringContaining('Change 1 (Added Files /b) is not as it was stored')]);
});

it('version 2 of the store knows moves; the records of version 1 keep their hashes', () => {
  const first = testStore();
  first.store.save(saving(1, { changes: [change(fileItem('/etc/a'), 1), change(fileItem('/etc/b'), 1)] }));
  first.store.close();
  const db = new Database(`${first.dataDir}/tidemark.db`, { readOnly: false });
  // What the versions after the first added, the last first.
  db.exec('DROP TABLE deliveries; DROP TABLE rules; DROP TABLE alerts; ALTER TABLE notices DROP COLUMN alert_ids');
  db.exec(
    'DROP TABLE acknowledgements; DROP TABLE expectations; DROP TABLE explanation_records; DROP TABLE explanations; DROP TABLE causes',
  );
  db.exec(
    'DROP TABLE package_files; DROP TABLE late_moves; ALTER TABLE change_records DROP COLUMN moved; PRAGMA user_version = 1',
  );
  db.close();

  const { store } = testStore(first.dataDir);
  expect(store.verify()).toMatchObject({ changes: 2, faults: [] });
  expect(store.change(1)).not.toHaveProperty('movedFrom');
  store.save(saving(2, { changes: move(2, '/etc/a', '/etc/c') }));
  expect(store.change(3)).toMatchObject({ movedFrom: '/etc/a' });
  expect(store.verify()).toMatchObject({ changes: 4, faults: [] });
});

it('a move whose other end was noticed later is told by both, and the chain holds it once', () => {
  const { store } = testStore();
  const [came, went] = move(1, '/etc/a', '/etc/b');
  if (came === undefined || went === undefined) throw new Error('a move has two ends');
  const { movedTo: _alone, ...first } = went;
  const file = { fileId: '1:7' };
  store.save(saving(1, { changes: [{ ...first, before: file }] }));
  const ends = { files: ['1:7'], others: ['Removed'] } as const;
  expect(store.loose('Files', ends, at(0)).map(({ key }) => key)).toEqual(['/etc/a']);
  expect(store.loose('Files', ends, at(2))).toEqual([]);
  expect(store.loose('Files', { ...ends, others: ['Added'] }, at(0))).toEqual([]);
  store.save(saving(2, { changes: [{ ...came, after: file }] }));
  expect(store.change(1)).toMatchObject({ key: '/etc/a', movedTo: '/etc/b' });
  expect(store.change(2)).toMatchObject({ key: '/etc/b', movedFrom: '/etc/a' });
  expect(store.loose('Files', ends, at(0))).toEqual([]);
  expect(store.verify()).toMatchObject({ changes: 2, faults: [] });
});

it('the hash of a record that is no move is that of version 1', () => {
  const moments = { noticed_at: Date.parse(at(1)), since: Date.parse(at(0)), known_since: Date.parse(at(0)) };
  const named = { type: 'Files', key: '/etc/a', name: 'a', category: 'Modified', how: 'live', search: null };
  const record = { id: 1, ...named, ...moments, fields_changed: '["size"]', before: '{}', after: '{}', moved: null };
  const previous = '00'.repeat(32);
  const said = `[1,"Files","/etc/a","a","Modified",${moments.noticed_at},${moments.since},"live","[\\"size\\"]","{}","{}",${moments.known_since}]`;
  const expected = createHash('sha256').update(Buffer.from(previous, 'hex')).update(said).digest('hex');
  expect(hex(chainHash(previous, record))).toBe(expected);
  expect(hex(chainHash(previous, { ...record, moved: '/etc/b' }))).not.toBe(expected);
});
