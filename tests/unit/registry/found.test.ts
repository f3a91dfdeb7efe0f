import { expect, it } from 'vitest';
import { byKey, digestOfValues, FoundItems } from '../../../electron/engine/collectors/registry/found.ts';

const known = { stamp: 's', source: 'a' };

it('groups what is known by the registry’s keys', () => {
  const keys = byKey(
    new Map([
      ['HKEY_USERS\\a', known],
      ['HKEY_USERS\\a\\\\x', known],
      ['HKEY_USERS\\a\\\\', known],
      ['HKEY_USERS\\a\\b\\\\x\\\\y', known],
    ]),
  );
  expect([...keys].map(([key, { items }]) => [key, items.size])).toEqual([
    ['HKEY_USERS\\a', 3],
    ['HKEY_USERS\\a\\b', 1],
  ]);
});

it('a digest of the values holds only for just these', () => {
  const digest = digestOfValues(
    new Map([
      ['x', '1'],
      ['y', '2'],
    ]),
  );
  expect(
    digestOfValues(
      new Map([
        ['y', '2'],
        ['x', '1'],
      ]),
    ),
  ).toBe(digest);
  expect(digestOfValues(new Map([['x', '1']]))).not.toBe(digest);
  expect(
    digestOfValues(
      new Map([
        ['x', '1'],
        ['y', '3'],
      ]),
    ),
  ).not.toBe(digest);
});

it('what was not read, and all below it, is undecided', () => {
  const found = new FoundItems({ known: new Map(), full: false, room: 10 });
  found.leave('HKEY_USERS\\s-1-5-21');
  expect(found.undecided('HKEY_USERS\\s-1-5-21\\software\\\\x')).toBe(true);
  expect(found.undecided('HKEY_USERS\\s-1-5-21')).toBe(true);
  expect(found.undecided('HKEY_USERS\\s-1-5-21_classes\\\\x')).toBe(false);
});
