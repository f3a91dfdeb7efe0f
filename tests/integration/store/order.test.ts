import { expect, it } from 'vitest';
import type { Item } from '../../../electron/shared/model/item.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, observed, saving } from '../../support/store-samples.ts';

const pack = (name: string, fields: Item['fields']): Item => ({
  type: 'Software',
  key: `dpkg:${name}:amd64`,
  name,
  fields,
});

it('the inventory is sorted by any of its columns, whatever its size, what is not there last', () => {
  const { store } = testStore();
  const sizes = [300, null, 9, 1000, 9];
  const files = sizes.map((size, n) => fileItem(`/etc/${'abcde'[n]}`, { size, owner: `user${10 - n}` }));
  store.save(saving(1, { upserts: observed(...files) }));
  const names = (by: string, descending = false, page: { offset?: number; limit?: number; text?: string } = {}) => {
    const found = store.inventory({ type: 'Files', sort: { by, descending }, ...page });
    return [found.items.map(({ name }) => name).join(''), found.total];
  };
  expect(names('size')).toEqual(['ceadb', 5]);
  expect(names('size', true)).toEqual(['daceb', 5]);
  // Numbers in words count by their size: user9 before user10.
  expect(names('owner')).toEqual(['edcba', 5]);
  expect(names('name', true)).toEqual(['edcba', 5]);
  expect(names('no such field')).toEqual(['abcde', 5]);
  expect(names('size', false, { offset: 1, limit: 2 })).toEqual(['ea', 5]);
  expect(names('size', false, { text: '/E' })).toEqual(['ceadb', 5]);
  expect(names('size', false, { text: '/etc/d' })).toEqual(['d', 1]);
  // What is written shows at once, between the pages of an order too.
  store.save(saving(2, { upserts: observed(fileItem('/etc/f', { size: 1 })), deletes: ['/etc/c'] }));
  expect(names('size', false, { limit: 3 })).toEqual(['fea', 5]);
  expect(() => store.inventory({ type: 'Files', sort: { by: 'size', descending: false }, at: at(1) })).toThrow(
    /by key/,
  );
});

it('names are sorted as people read them', () => {
  const { store } = testStore();
  const items = ['file10', 'zlib', 'file9', 'File1'].map((name) => pack(name, { version: '1' }));
  store.save(saving(1, { type: 'Software', upserts: observed(...items) }));
  const { items: found } = store.inventory({ type: 'Software', sort: { by: 'name', descending: false } });
  expect(found.map(({ name }) => name)).toEqual(['File1', 'file9', 'file10', 'zlib']);
});

it('packages are searched by what they are, not by the name of their manager', () => {
  const { store } = testStore();
  const items = [pack('curl', { version: '1' }), pack('dpkg-dev', { version: '2' })];
  store.save(
    saving(1, { type: 'Software', upserts: observed(...items), changes: items.map((item) => change(item, 1)) }),
  );
  const search = (text: string) => [
    store.inventory({ type: 'Software', text }).items.map(({ name }) => name),
    store.inventory({ type: 'Software', text, at: at(2) }).items.map(({ name }) => name),
    store.inventory({ type: 'Software', text, sort: { by: 'name', descending: false } }).items.map(({ name }) => name),
    store.changes({ text }).map(({ name }) => name),
    store.changes({ text, types: ['Software'] }).map(({ name }) => name),
  ];
  expect(search('dpkg')).toEqual(Array(5).fill(['dpkg-dev']));
  expect(search('curl:amd64')).toEqual(Array(5).fill(['curl']));
  expect(store.countChanges({ text: 'DPKG' })).toBe(1);
});
