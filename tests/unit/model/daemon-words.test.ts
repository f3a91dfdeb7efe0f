import { describe, expect, test } from 'vitest';
import type { Change } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { changeWords, thingNoun } from '../../../electron/shared/model/words.ts';

const sum = (digit: string) => `sha256:${digit.repeat(64)}`;

const modified = (before: Fields, after: Fields): Change => ({
  id: 1,
  type: 'Daemons',
  key: 'systemd:a.service',
  name: 'a.service',
  category: 'Modified',
  noticedAt: '2026-01-01T00:00:00.000Z',
  since: '2026-01-01T00:00:00.000Z',
  how: 'live',
  fieldsChanged: Object.keys(after).filter((name) => before[name] !== after[name]),
  before,
  after,
});

describe('the words for a daemon', () => {
  test('name drop-ins by what became of them', () => {
    const folder = '/etc/systemd/system/a.service.d';
    const one = `${folder}/override.conf ${sum('1')}`;
    const other = `${folder}/my own.conf ${sum('2')}`;
    expect(changeWords(modified({ dropIns: null }, { dropIns: one }))).toBe('Drop-in override.conf added');
    expect(changeWords(modified({ dropIns: one }, { dropIns: null }))).toBe('Drop-in override.conf removed');
    expect(changeWords(modified({ dropIns: one }, { dropIns: `${folder}/override.conf ${sum('3')}` }))).toBe(
      'Drop-in override.conf changed',
    );
    expect(changeWords(modified({ dropIns: one }, { dropIns: `${folder}/override.conf` }))).toBe(
      'Drop-in override.conf changed',
    );
    expect(changeWords(modified({ dropIns: one }, { dropIns: other }))).toBe(
      'Drop-in my own.conf added, drop-in override.conf removed',
    );
    const many = [1, 2, 3, 4].map((number) => `${folder}/${number}.conf ${sum('4')}`).join('\n');
    expect(changeWords(modified({ dropIns: null }, { dropIns: many }))).toBe('4 drop-ins changed');
  });

  test('tell the file where nothing that it leads to is told', () => {
    const before = { kind: 'service', state: 'Running', command: '/bin/a', unitChecksum: sum('1') };
    expect(changeWords(modified(before, { ...before, unitChecksum: sum('2') }))).toBe('Unit file changed');
    expect(changeWords(modified(before, { ...before, unitChecksum: sum('2'), command: '/bin/b' }))).toBe(
      'Command changed',
    );
    expect(changeWords(modified(before, { ...before, unitChecksum: sum('2'), state: 'Stopped' }))).toBe(
      'Running → Stopped, unit file changed',
    );
    const script = { kind: 'script', unitChecksum: sum('1') };
    expect(changeWords(modified(script, { ...script, unitChecksum: sum('2') }))).toBe('Script changed');
  });

  test('tell what a timer starts and when, and where a socket listens', () => {
    const timer = { kind: 'timer', command: 'backup.service: OnCalendar=*-*-* 00:00:00' };
    expect(changeWords(modified(timer, { ...timer, command: 'backup.service: OnBootSec=15min' }))).toBe(
      'Schedule OnCalendar=*-*-* 00:00:00 → OnBootSec=15min',
    );
    expect(changeWords(modified(timer, { ...timer, command: 'other.service: OnCalendar=*-*-* 00:00:00' }))).toBe(
      'Starts backup.service → other.service',
    );
    const socket = { kind: 'socket', command: 'ListenStream=/run/a' };
    expect(changeWords(modified(socket, { ...socket, command: 'ListenStream=22' }))).toBe(
      'Listens on ListenStream=/run/a → ListenStream=22',
    );
  });

  test('tell new ones and those that are gone by their kind and whose they are', () => {
    const timer = { kind: 'timer', startup: 'Auto', state: 'Running', user: null };
    const base = modified({}, {});
    expect(changeWords({ ...base, category: 'Added', before: null, after: timer })).toBe(
      'New timer, starts at boot, running',
    );
    const socket = { kind: 'socket', user: 'alice' };
    expect(changeWords({ ...base, category: 'Removed', before: socket, after: null })).toBe('Socket of alice removed');
    expect(changeWords({ ...base, category: 'Removed', before: {}, after: null })).toBe('Daemon removed');
    expect(thingNoun({ type: 'Daemons', before: null, after: timer })).toBe('daemon');
  });
});
