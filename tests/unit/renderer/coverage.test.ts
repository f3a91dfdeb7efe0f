import { expect, test } from 'vitest';
import type { Status, TypeStatus } from '../../../electron/shared/model/status.ts';
import { coverage } from '../../../renderer/words/coverage.ts';
import { firstLook } from '../../../renderer/words/first-look.ts';
import { formatValue } from '../../../renderer/words/values.ts';

const now = new Date(2026, 10, 22, 14, 30);
const typeStatus = (type: TypeStatus['type'], items: number, part: Partial<TypeStatus> = {}): TypeStatus => ({
  type,
  enabled: true,
  items,
  last: null,
  lastFull: new Date(2026, 10, 22, 6, 12).toISOString(),
  nextAt: null,
  running: null,
  live: { armed: true, watched: 1, armedIn: 5, unwatched: { folders: 0, first: [] } },
  bySchedule: [],
  limit: null,
  ...part,
});
const notWatching = { armed: false, watched: 0, armedIn: null, unwatched: { folders: 0, first: [] } };
const unreadable = {
  type: 'Files',
  kind: 'unreadable',
  subject: '/x',
  message: '',
  advice: '',
  firstSeen: '',
  lastSeen: '',
} as const;
const status: Status = {
  state: 'tracking',
  pausedUntil: null,
  types: [typeStatus('Files', 1284), typeStatus('Software', 787), typeStatus('Daemons', 1), typeStatus('Machine', 9)],
  problems: [unreadable, { ...unreadable, kind: 'absent' }, { ...unreadable, subject: '/y' }],
  gaps: [],
  space: { database: 0, content: 0, changes: 0 },
  plan: null,
  engine: null,
};

test('coverage says what is tracked and what can’t be read', () => {
  expect(coverage(status, now)).toEqual({
    tone: 'well',
    title: 'Tracking, live',
    counts: ['1,284 files · 787 packages', '1 daemon · 2 unreadable'],
    lastFull: 'Last full read 06:12',
  });
});

test('coverage says when it is paused, not live, or empty', () => {
  const until = new Date(2026, 10, 22, 15).toISOString();
  expect(coverage({ ...status, state: 'paused', pausedUntil: until }, now).title).toBe('Paused until 15:00');
  const still = { ...status, types: [typeStatus('Files', 0, { live: notWatching })], problems: [] };
  expect(coverage(still, now)).toMatchObject({ title: 'Tracking', counts: ['Nothing is tracked yet'] });
  expect(coverage({ ...status, state: 'attention' }, now).tone).toBe('attention');
});

test('coverage says that folders are left to the schedule', () => {
  const unwatched = { folders: 2, first: ['/srv/a', '/srv/b'] };
  const live = { armed: true, watched: 7, armedIn: 5, unwatched };
  expect(coverage({ ...status, types: [typeStatus('Files', 9, { live })] }, now).title).toBe('Tracking, partly live');
});

test('the first look tells how far it is, as far as that is known', () => {
  expect(firstLook(status)).toBeNull();
  const running = { done: 500, expected: 2000, baseline: true };
  const looking = { ...status, types: [typeStatus('Files', 0, { running })] };
  expect(coverage(looking, now).counts).toEqual(['2 unreadable']);
  expect(coverage({ ...looking, problems: [] }, now).counts).toEqual(['500 of 2,000 files']);
  expect(firstLook(looking)).toEqual({ percent: 25, words: '500 of 2,000 files' });
  const unknown = { ...status, types: [typeStatus('Files', 0, { running: { ...running, expected: null } })] };
  expect(firstLook(unknown)).toEqual({ percent: null, words: '500 files' });
  const usual = { ...status, types: [typeStatus('Files', 9, { running: { ...running, baseline: false } })] };
  expect(firstLook(usual)).toBeNull();
});

test('values are shown by their kind, and what is not there as a dash', () => {
  expect(formatValue({ kind: 'bytes' }, 20_480, now)).toBe('20 KB');
  expect(formatValue({ kind: 'mode' }, '0644', now)).toBe('0644');
  expect(formatValue({ kind: 'flag' }, false, now)).toBe('No');
  expect(formatValue({ kind: 'time' }, new Date(2026, 10, 16, 9, 5, 1).toISOString(), now)).toBe('16 Nov 09:05:01');
  expect(formatValue({ kind: 'time' }, '2026-11-16', now)).toBe('16 Nov');
  expect(formatValue({ kind: 'time' }, '+275761-01-01', now)).toBe('+275761-01-01');
  expect(formatValue({ kind: 'text' }, null, now)).toBe('–');
  expect(formatValue({ kind: 'hash' }, 'md5:0a1b', now)).toBe('MD5 0a1b');
  expect(formatValue({ kind: 'text', name: 'kind' }, 'directory', now)).toBe('directory');
  expect(formatValue({ kind: 'text', name: 'content' }, 'secret', now)).toBe('not kept: it may hold secrets');
  expect(formatValue({ kind: 'list' }, 'unsupported', now)).toBe('unsupported');
});
