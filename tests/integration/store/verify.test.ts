import { describe, expect, it } from 'vitest';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, keep, saving } from '../../support/store-samples.ts';

/** A store with five changes and one kept content, then whatever a hand at the file does. */
function tampered(sql: string): readonly string[] {
  const { store, dataDir } = testStore();
  keep(store, 'content that is kept\n');
  for (let n = 1; n <= 5; n++) store.save(saving(n, { changes: [change(fileItem(`/etc/file-${n}`, { size: n }), n)] }));
  expect(store.verify()).toEqual({ changes: 5, contents: 1, faults: [] });
  const hand = new Database(`${dataDir}/tidemark.db`, { readOnly: false });
  hand.exec(sql);
  hand.close();
  return store.verify().faults;
}

describe('verify', () => {
  it.each([
    ['fields of a change', `UPDATE change_records SET after = '{"size":9}' WHERE id = 3`],
    ['the time of a change', 'UPDATE changes SET noticed_at = noticed_at + 1 WHERE id = 3'],
    ['the path of a change', `UPDATE changes SET key = '/etc/other' WHERE id = 3`],
    ['the hash of a change', `UPDATE change_records SET hash = zeroblob(32) WHERE id = 3`],
    ['a change with its record gone', 'PRAGMA foreign_keys = OFF; DELETE FROM change_records WHERE id = 3'],
  ])('names the change where %s was altered', (_, sql) => {
    expect(tampered(sql).join('\n')).toMatch(
      /Change 3 \(Modified Files \/etc\/(file-3|other)\) is not as it was stored/u,
    );
  });

  it('says which change is missing from the middle, and from the end', () => {
    expect(tampered('PRAGMA foreign_keys = ON; DELETE FROM changes WHERE id = 3')).toEqual(['Change 3 is missing.']);
    expect(tampered('PRAGMA foreign_keys = ON; DELETE FROM changes WHERE id >= 4')).toEqual([
      'Changes 4 to 5 are missing. The end of the log was cut off.',
    ]);
    expect(tampered('PRAGMA foreign_keys = ON; DELETE FROM changes')).toEqual([
      'Changes 1 to 5 are missing. The end of the log was cut off.',
    ]);
    expect(tampered('PRAGMA foreign_keys = ON; DELETE FROM changes WHERE id = 1')).toEqual(['Change 1 is missing.']);
  });

  it('sees two changes that were swapped, hashes and all', () => {
    const swap = (table: string) =>
      `UPDATE ${table} SET id = -2 WHERE id = 2; UPDATE ${table} SET id = 2 WHERE id = 4; UPDATE ${table} SET id = 4 WHERE id = -2;`;
    const faults = tampered(`PRAGMA foreign_keys = OFF; ${swap('changes')} ${swap('change_records')}`).join('\n');
    expect(faults).toContain('Change 2 (Modified Files /etc/file-4)');
    expect(faults).toContain('Change 4 (Modified Files /etc/file-2)');
  });

  it('sees an end that was cut off though the count was set right, and a record put in', () => {
    const cut = `DELETE FROM changes WHERE id = 5; UPDATE meta SET value = json_set(value, '$.id', 4) WHERE name = 'head'`;
    expect(tampered(`PRAGMA foreign_keys = ON; ${cut}`)).toEqual(['Change 4 is not the one that the log ended with.']);
    const added = `INSERT INTO changes SELECT 6, type, category, noticed_at, since, how, key, name, search FROM changes WHERE id = 5;
      INSERT INTO change_records SELECT 6, fields_changed, before, after, known_since, hash, moved FROM change_records WHERE id = 5`;
    expect(tampered(added).join('\n')).toContain('The log holds changes after number 5');
  });

  it('names a kept content that was altered, or lost its bytes', () => {
    const name =
      /^The kept content sha256:[0-9a-f]{64} (?:can't be unpacked|does not match its hash|has lost its bytes)\.$/u;
    for (const sql of [
      "UPDATE content_bytes SET packed = x'00'",
      'UPDATE contents SET size = 3',
      'PRAGMA foreign_keys = OFF; DELETE FROM content_bytes',
      `UPDATE contents SET hash = 'sha256:${'0'.repeat(64)}'`,
    ]) {
      const faults = tampered(sql);
      expect(faults, sql).toHaveLength(1);
      expect(faults[0]).toMatch(name);
    }
  });

  it('passes after retention took the oldest, and still sees the next one taken by hand', () => {
    const { store, dataDir } = testStore();
    for (const n of [1, 2, 3]) store.save(saving(n, { changes: [change(fileItem('/etc/a'), n - 60 * 24 * 10)] }));
    for (const n of [4, 5]) store.save(saving(n, { changes: [change(fileItem('/etc/a'), n)] }));
    expect(store.prune({ days: 5, contentTotal: 1000, now: at(6) })).toEqual({ changes: 3, contents: 0 });
    expect(store.verify()).toEqual({ changes: 2, contents: 0, faults: [] });
    expect(store.save(saving(6, { changes: [change(fileItem('/etc/a'), 6)] })).changes[0]?.id).toBe(6);
    expect(store.verify()).toEqual({ changes: 3, contents: 0, faults: [] });
    const hand = new Database(`${dataDir}/tidemark.db`, { readOnly: false });
    hand.exec('PRAGMA foreign_keys = ON; DELETE FROM changes WHERE id = 4');
    hand.close();
    expect(store.verify().faults).toEqual(['Change 4 is missing.']);
  });
});
