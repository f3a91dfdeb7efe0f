import { expect, test } from 'vitest';
import { readyQueries } from '../../../electron/shared/model/ready-queries.ts';
import {
  draftsSchema,
  entriesOf,
  firstDrafts,
  openedOf,
  withNew,
  withOpened,
  withoutDraft,
  withText,
} from '../../../renderer/features/query/drafts.ts';
import { columnGroups, queryTables } from '../../../renderer/words/columns.ts';

const own = [{ id: 'own', name: 'Mine', text: 'ConfigurationData' }];
const entry = (drafts: typeof firstDrafts, id: string) => entriesOf(drafts, own).find((each) => each.id === id);

test('at first a ready query is open, and nothing is unsaved', () => {
  const entries = entriesOf(firstDrafts, own);
  expect(openedOf(firstDrafts, entries)).toMatchObject({ kind: 'ready', edited: false });
  expect(entries).toHaveLength(1 + readyQueries.length);
  expect(entries.every(({ edited }) => !edited)).toBe(true);
});

test('what is written into a saved query is a draft until it is saved, put back or as before', () => {
  const saved = entry(firstDrafts, 'own');
  if (!saved) throw new Error('There is no such query.');
  const written = withText(firstDrafts, saved, 'ConfigurationData | count');
  expect(entry(written, 'own')).toMatchObject({
    text: 'ConfigurationData | count',
    saved: 'ConfigurationData',
    edited: true,
  });
  // It stays when another one is opened.
  expect(entry(withOpened(written, 'today-by-type'), 'own')?.edited).toBe(true);
  expect(withText(written, saved, saved.saved)).toEqual(firstDrafts);
  expect(withoutDraft(written, 'own')).toEqual(firstDrafts);
  expect(draftsSchema.parse(JSON.parse(JSON.stringify(written)))).toEqual(written);
});

test('a new text is called by its first words, and an empty one is taken again', () => {
  const begun = withNew(firstDrafts, 'a');
  expect(entry(begun, 'a')).toMatchObject({ kind: 'unnamed', name: 'New query', edited: false });
  expect(withNew(begun, 'b').opened).toBe('a');
  const written = withText(begun, { id: 'a', kind: 'unnamed', saved: '' }, '\n  ConfigurationChange\n| take 1');
  expect(entry(written, 'a')?.name).toBe('ConfigurationChange | take 1');
  expect(withNew(written, 'b').unnamed.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(withoutDraft(written, 'a').unnamed).toEqual([]);
});

test('a query that is gone leads to the first one', () => {
  const drafts = withOpened(firstDrafts, 'gone');
  expect(openedOf(drafts, entriesOf(drafts, own))?.id).toBe(firstDrafts.opened);
});

test('every column of both tables is told once, in words', () => {
  for (const { columns } of queryTables) {
    const told = columnGroups(columns).flatMap((group) => group.columns);
    expect(told.map(({ name }) => name).toSorted()).toEqual(columns.map(({ name }) => name).toSorted());
    expect(told.filter(({ words }) => words === '')).toEqual([]);
  }
});
