import { describe, expect, test } from 'vitest';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { matchesFilter } from '../../../renderer/api/filter.ts';
import { prepend } from '../../../renderer/api/live-lists.ts';
import { formatPlace, parsePlace } from '../../../renderer/app/navigation.ts';
import { entriesOf, ungrouped } from '../../../renderer/features/changes/entries.ts';
import { firstView, isNarrowed, listFilter } from '../../../renderer/features/changes/view.ts';

const now = new Date(2026, 10, 22, 14, 30);
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString();
const change = (id: number, noticedAt: string, part: Partial<ListedChange> = {}): ListedChange => ({
  id,
  type: 'Files',
  key: '/etc/hosts',
  name: '/etc/hosts',
  category: 'Modified',
  noticedAt,
  since: noticedAt,
  how: 'live',
  fieldsChanged: [],
  before: null,
  after: null,
  lines: null,
  ...part,
});
const away = { how: 'startup' as const, since: at(21, 18, 2) };

test('a package is found by what it is, not by the name of its manager', () => {
  const curl = change(1, at(22, 14), { type: 'Software', key: 'dpkg:curl:amd64', name: 'curl' });
  expect(matchesFilter(curl, { text: 'dpkg' })).toBe(false);
  expect(matchesFilter(curl, { text: 'curl amd64' })).toBe(true);
});

describe('the lines of the list', () => {
  const lines = (changes: readonly ListedChange[]) => entriesOf(ungrouped(changes), now);
  test('days and the time away are headings', () => {
    const entries = lines([
      change(5, at(22, 14)),
      change(4, at(22, 8, 14), away),
      change(3, at(22, 8, 14), { ...away, since: at(21, 18, 5) }),
      change(2, at(21, 17)),
      change(1, at(20, 9)),
    ]);
    expect(entries.map((entry) => (entry.kind === 'heading' ? entry.label : entry.id))).toEqual([
      'Today',
      'change-5',
      'While you were away · Sat 18:02 – Sun 08:14',
      'change-4',
      'change-3',
      'Yesterday',
      'change-2',
      'Friday 20 November',
      'change-1',
    ]);
  });

  test('two starts in a row are two times away', () => {
    const entries = lines([
      change(2, at(22, 8), { ...away, since: at(21, 20) }),
      change(1, at(21, 12), { ...away, since: at(20, 20) }),
    ]);
    expect(entries.filter((entry) => entry.kind === 'heading')).toHaveLength(2);
  });

  test('there are none without changes', () => {
    expect(lines([])).toEqual([]);
  });
});

describe('what belongs to a filter', () => {
  const hosts = change(1, at(22, 14));
  test('every part that is given must hold', () => {
    expect(matchesFilter(hosts, {})).toBe(true);
    expect(matchesFilter(hosts, { types: ['Software'] })).toBe(false);
    expect(matchesFilter(hosts, { categories: ['Modified', 'Added'] })).toBe(true);
    expect(matchesFilter(hosts, { since: at(22, 15) })).toBe(false);
    expect(matchesFilter(hosts, { until: at(22, 13) })).toBe(false);
  });

  test('words may stand in any order and case', () => {
    expect(matchesFilter(hosts, { text: 'HOST etc' })).toBe(true);
    expect(matchesFilter(hosts, { text: 'host passwd' })).toBe(false);
  });

  test('a view becomes a filter, a picked bar instead of its period', () => {
    const stretch = { since: at(15, 0), until: at(22, 16), bars: 84, step: 1 };
    expect(listFilter({ ...firstView, text: ' curl ' }, stretch)).toEqual({ since: at(15, 0), text: 'curl' });
    const picked = { since: at(20, 0), until: at(20, 2) };
    expect(listFilter({ ...firstView, span: picked }, stretch)).toEqual(picked);
    expect(listFilter({ ...firstView, period: 'any' }, stretch)).toEqual({});
    expect(isNarrowed({ ...firstView, period: 'year' })).toBe(false);
    expect(isNarrowed({ ...firstView, span: picked })).toBe(true);
  });
});

describe('changes that come in', () => {
  const pages = { pages: [{ changes: [change(3, at(22, 13))], total: 7, next: 3 }], pageParams: [null] };

  test('go on top, the newest first, and are counted', () => {
    const [first] = prepend(pages, [change(4, at(22, 14)), change(5, at(22, 14))], {}).pages;
    expect(first?.changes.map(({ id }) => id)).toEqual([5, 4, 3]);
    expect(first).toMatchObject({ total: 9, next: 3 });
  });

  test('are left out when they are there already or do not belong', () => {
    expect(prepend(pages, [change(3, at(22, 13))], {})).toBe(pages);
    expect(prepend(pages, [change(4, at(22, 14))], { types: ['Daemons'] })).toBe(pages);
  });
});

describe('places', () => {
  test('an address leads where it was made for', () => {
    for (const place of [
      { screen: 'changes', changeId: 12, causeId: null, alertId: null },
      { screen: 'changes', changeId: null, causeId: 3, alertId: null },
      { screen: 'settings', changeId: null, causeId: null, alertId: null },
      { screen: 'alerts', changeId: null, causeId: null, alertId: 7 },
    ] as const) {
      expect(parsePlace(formatPlace(place))).toEqual(place);
    }
  });

  const nowhere = { screen: 'changes', changeId: null, causeId: null, alertId: null };
  test('what is no place leads to the changes', () => {
    expect(parsePlace('')).toEqual(nowhere);
    expect(parsePlace('#/nowhere/1')).toEqual(nowhere);
    expect(parsePlace('#/changes/x')).toEqual(nowhere);
    expect(parsePlace('#/changes/cause/x')).toEqual(nowhere);
    expect(parsePlace('#/changes/cause')).toEqual(nowhere);
  });
});
