import { expect, test } from 'vitest';
import { testStore } from '../../support/store.ts';

test('keys are found by the beginning of their stamps, those without a stamp always', () => {
  const { store } = testStore();
  const at = '2026-03-01T10:00:00.000Z';
  const stamps = { '/a': 'f12.3.4', '/b': 'f12.9.9', '/c': 'f1.2.3', '/d': '', '/two\nlines': 'f7.1.1', '/e': 'd12.3' };
  store.save({
    type: 'Files',
    changes: [],
    upserts: Object.entries(stamps).map(([key, stamp]) => ({
      item: { type: 'Files', key, name: key, fields: {} },
      stamp,
      source: 's',
    })),
    deletes: [],
    baselines: [],
    forgotten: [],
    problems: [],
    scope: { kind: 'all' },
    at,
  });
  expect(Object.fromEntries(store.stamped('Files', ['f12.', 'f7.']))).toEqual({
    '/a': 'f12.3.4',
    '/b': 'f12.9.9',
    '/d': '',
    '/two\nlines': 'f7.1.1',
  });
  expect([...store.stamped('Software', ['f12.'])]).toEqual([]);
});
