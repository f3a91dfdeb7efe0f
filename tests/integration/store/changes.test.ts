import { describe, expect, it } from 'vitest';
import type { ChangeQuery } from '../../../electron/shared/contract/queries.ts';
import type { NewChange } from '../../../electron/shared/model/change.ts';
import type { Item } from '../../../electron/shared/model/item.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, saving } from '../../support/store-samples.ts';

const curl: Item = { type: 'Software', key: 'dpkg:curl:amd64', name: 'curl', fields: { version: '8' } };
const ssh: Item = { type: 'Daemons', key: 'systemd:ssh.service', name: 'OpenBSD Secure Shell', fields: {} };
const log: readonly NewChange[] = [
  change(fileItem('/etc/passwd'), 1),
  change(curl, 2, { category: 'Added' }),
  change(fileItem('/etc/SSH/sshd_config'), 3),
  change(ssh, 4),
  change(fileItem('/etc/passwd'), 5, { category: 'Removed' }),
  // The clock was set back.
  change(curl, 3, { category: 'Removed' }),
  change(fileItem('/srv/100%_"größe"'), 6, { category: 'Added' }),
];

function filled() {
  const { store } = testStore();
  store.save(saving(7, { changes: log }));
  return store;
}

const queries: readonly (readonly [string, ChangeQuery, readonly number[]])[] = [
  ['everything', {}, [7, 6, 5, 4, 3, 2, 1]],
  ['a type', { types: ['Files'] }, [7, 5, 3, 1]],
  ['two types', { types: ['Daemons', 'Software'] }, [6, 4, 2]],
  ['no type', { types: [] }, []],
  ['a category', { categories: ['Removed'] }, [6, 5]],
  ['a type and a category', { types: ['Files'], categories: ['Added', 'Removed'] }, [7, 5]],
  ['a time, its end left out', { since: at(3), until: at(5) }, [6, 4, 3]],
  ['a time in another zone', { since: '2026-01-31T12:05:00+02:00' }, [7, 5]],
  ['a word in any case', { text: 'SSH' }, [4, 3]],
  ['words of name and key', { text: 'shell systemd' }, [4]],
  ['a short word', { text: 'wd' }, [5, 1]],
  ['a short and a long word', { text: 'et passwd' }, [5, 1]],
  ['letters beyond ASCII', { text: 'GRÖSSE' }, []],
  ['the same letters', { text: 'GRÖßE' }, [7]],
  ['signs that mean something to SQL', { text: '100%_"' }, [7]],
  ['a word and a type', { text: 'etc', types: ['Software'] }, []],
  ['a word, a category and a time', { text: 'passwd', categories: ['Removed'], since: at(2), until: at(6) }, [5]],
  ['blanks', { text: '  ' }, [7, 6, 5, 4, 3, 2, 1]],
];

describe('the log', () => {
  it.each(queries)('filters by %s', (_, query, ids) => {
    const store = filled();
    expect(store.changes(query).map(({ id }) => id)).toEqual(ids);
    expect(store.countChanges(query)).toBe(ids.length);
  });

  it.each(queries)('pages through %s', (_, query, ids) => {
    const store = filled();
    const paged: number[] = [];
    for (let before: number | undefined; ; before = paged.at(-1)) {
      const page = store.changes({ ...query, limit: 2, ...(before === undefined ? {} : { before }) });
      if (page.length === 0) break;
      paged.push(...page.map(({ id }) => id));
    }
    expect(paged).toEqual(ids);
  });

  it('counts a filter again rightly after more was saved and the oldest was pruned', () => {
    const store = filled();
    expect(store.countChanges({ text: 'passwd' })).toBe(2);
    store.save(saving(20 * 24 * 60, { changes: [change(fileItem('/etc/passwd'), 20 * 24 * 60)] }));
    expect(store.countChanges({ text: 'passwd' })).toBe(3);
    store.prune({ days: 10, contentTotal: 0, now: at(20 * 24 * 60) });
    expect(store.countChanges({ text: 'passwd' })).toBe(1);
    expect(store.changes({ text: 'passwd' }).map(({ id }) => id)).toEqual([8]);
    expect(store.countChanges({})).toBe(1);
  });

  it("gives an item's history, the newest first", () => {
    const store = filled();
    expect(store.history('Files', '/etc/passwd', 10).map(({ id }) => id)).toEqual([5, 1]);
    expect(store.history('Files', '/etc/passwd', 1).map(({ id }) => id)).toEqual([5]);
    expect(store.history('Daemons', '/etc/passwd', 10)).toEqual([]);
  });
});

describe('the timeline', () => {
  it.each([
    ['', undefined],
    [' of what a text matches', 'e'],
    [' of what a longer text matches', 'et'],
  ])('counts each change in its bar%s', (_, text) => {
    const store = filled();
    const bars = store.timeline({
      since: at(1),
      until: at(6),
      bars: 5,
      filter: { types: ['Files', 'Daemons'], ...(text === undefined ? {} : { text }) },
    });
    const daemon = { bar: 3, type: 'Daemons', count: 1 };
    expect([...bars].sort((a, b) => a.bar - b.bar)).toEqual([
      { bar: 0, type: 'Files', count: 1 },
      { bar: 2, type: 'Files', count: 1 },
      ...(text === 'et' ? [] : [daemon]),
      { bar: 4, type: 'Files', count: 1 },
    ]);
  });

  it('adds up to the count of the same time, in bars that divide no minute evenly', () => {
    const store = filled();
    for (const bars of [1, 3, 7, 500]) {
      const counted = store.timeline({ since: at(0), until: at(7), bars });
      expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(7);
      const matched = store.timeline({ since: at(0), until: at(7), bars, filter: { text: 'c' } });
      expect(matched.reduce((sum, { count }) => sum + count, 0)).toBe(store.countChanges({ text: 'c' }));
      for (const { bar } of [...counted, ...matched]) expect(Number.isInteger(bar) && bar < bars).toBe(true);
      // Counted by the index and counted one by one, each lands in the same bar.
      const passwd = store.timeline({ since: at(0), until: at(7), bars, filter: { text: 'passwd' } });
      for (const { bar, type } of passwd) expect(counted).toContainEqual(expect.objectContaining({ bar, type }));
    }
  });

  it('takes the narrower of its own and its filter’s time, and refuses one that runs backwards', () => {
    const store = filled();
    const bars = store.timeline({ since: at(0), until: at(10), bars: 10, filter: { since: at(4), until: at(6) } });
    expect(bars.map(({ bar }) => bar)).toEqual(expect.arrayContaining([4, 5]));
    expect(bars).toHaveLength(2);
    expect(() => store.timeline({ since: at(2), until: at(1), bars: 3 })).toThrow(/can't run/u);
  });
});
