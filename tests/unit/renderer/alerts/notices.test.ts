import { expect, test } from 'vitest';
import type { Notice } from '../../../../electron/shared/model/notice.ts';
import { noticeCount, onlyThing } from '../../../../renderer/words/notices.ts';

const notice = (part: Partial<Notice>): Notice => ({
  id: 1,
  shownAt: '2026-11-22T12:00:00.000Z',
  title: '',
  body: '',
  changeIds: [],
  alertIds: [],
  count: 1,
  read: false,
  ...part,
});

test('a notification of one thing leads to it: an alert with its changes is one', () => {
  expect(onlyThing(notice({ changeIds: [7] }))).toEqual({ kind: 'change', id: 7 });
  expect(onlyThing(notice({ alertIds: [3], changeIds: [7, 8] }))).toEqual({ kind: 'alert', id: 3 });
  expect(onlyThing(notice({ alertIds: [3], changeIds: [7], count: 2 }))).toBeNull();
  expect(onlyThing(notice({ changeIds: [7, 8], count: 2 }))).toBeNull();
});

test('alerts and changes are counted apart', () => {
  expect(noticeCount(notice({ changeIds: [1, 2], count: 60 }))).toBe('60 changes');
  expect(noticeCount(notice({ alertIds: [1], count: 3 }))).toBe('1 alert, 2 changes');
  expect(noticeCount(notice({ alertIds: [1, 2], changeIds: [5], count: 2 }))).toBe('2 alerts');
});
