import { describe, expect, test } from 'vitest';
import { endOfDay, expectationLine, packageOf, scopeChoices } from '../../../../renderer/words/approval.ts';
import { awayWords } from '../../../../renderer/words/away.ts';
import { causeLine, packageWords, tiedTo, versionWords } from '../../../../renderer/words/explanation.ts';
import { at, cause, change, explanation, now } from './samples.ts';

describe('a cause in a line', () => {
  const packages = ['curl', 'openssl', 'libc6', 'vim', 'bash'].map((name) => ({
    action: 'upgraded' as const,
    name,
    architecture: 'amd64',
    from: '1',
    to: '2',
  }));

  test('says who, by which command, and of which packages', () => {
    expect(causeLine(cause(1, { packages }))).toBe('alice · apt upgrade · curl 1 → 2, openssl, libc6 and 2 more');
    expect(causeLine(cause(1, { packages: packages.slice(0, 1), user: null, command: null }))).toBe('curl 1 → 2');
    expect(causeLine(cause(1, { packages: [], user: null, command: null }))).toBe('');
  });

  test('says of a plan that it is one, and whether it is open', () => {
    expect(causeLine(cause(1, { kind: 'planned', endedAt: null }))).toBe('A plan of yours that is open');
    expect(causeLine(cause(1, { kind: 'planned', endedAt: at(22, 12, 5) }))).toBe('A plan of yours, ended at 12:05');
  });

  test('shows what a machine says as text alone', () => {
    expect(causeLine(cause(1, { command: 'apt\u001b[31m', user: 'a\nb', packages: [] }))).toBe('a\\nb · apt\\x1b[31m');
  });

  test('counts what is tied to it', () => {
    expect(tiedTo(cause(1, { counts: { Files: 3, Daemons: 2 } }))).toBe(5);
    expect(tiedTo(cause(1, { counts: {} }))).toBe(0);
  });
});

test('versions and packages are named by what is known of them', () => {
  expect(versionWords({ from: '1', to: '2' })).toBe('1 → 2');
  expect(versionWords({ from: '1', to: '1' })).toBe('1');
  expect(versionWords({ from: null, to: '2' })).toBe('2');
  expect(versionWords({ from: null, to: null })).toBe('');
  expect(packageWords({ manager: 'dpkg', name: 'curl', version: '8.1', architecture: 'amd64' })).toBe(
    'curl 8.1 (amd64)',
  );
  expect(packageWords({ manager: 'dpkg', name: 'curl', version: null, architecture: null })).toBe('curl');
});

describe('what can be expected', () => {
  const scopes = (...given: Parameters<typeof scopeChoices>) => scopeChoices(...given).map(({ scope }) => scope);

  test('of its package only where it has one', () => {
    expect(scopes(change(1))).toEqual(['once', 'content', 'path']);
    expect(scopes(change(1, { explanation }))).toEqual(['once', 'content', 'package', 'path']);
    const software = change(1, { type: 'Software', key: 'dpkg:curl:amd64', name: 'curl' });
    expect(packageOf(software)).toBe('curl');
    expect(scopes(software)).toContain('package');
  });

  test('says of what is gone that it goes, and of a daemon that it is one', () => {
    const gone = change(1, { category: 'Removed' });
    expect(scopeChoices(gone).find(({ scope }) => scope === 'content')?.says).toContain('file-1 is removed again');
    const daemon = change(1, { type: 'Daemons', key: 'systemd:cron.service', name: 'cron.service' });
    expect(scopeChoices(daemon).at(-1)?.says).toBe('Any change of this daemon, whoever makes it.');
  });

  test('holds until the end of a day, by the clock of the machine', () => {
    expect(endOfDay('2026-11-30')).toBe(new Date(2026, 10, 30, 23, 59, 59).toISOString());
    expect(endOfDay('')).toBeNull();
    expect(endOfDay('30.11.2026')).toBeNull();
  });

  test('says how it did, and until when it holds', () => {
    const made = {
      id: 1,
      scope: 'path' as const,
      subject: '/etc/cron.d/*',
      reason: '',
      madeAt: at(20, 9),
      until: null,
      endedAt: null,
      uses: 0,
      lastUsedAt: null,
    };
    expect(expectationLine(made, now)).toBe('Not used yet · since 20 Nov');
    const used = { ...made, uses: 2, lastUsedAt: at(22, 9), until: at(23, 9), reason: 'backup' };
    expect(expectationLine(used, now)).toBe('2 changes, the last 09:00 · until tomorrow 09:00 · backup');
    expect(expectationLine({ ...used, endedAt: at(22, 10) }, now)).toContain('ended 10:00');
  });
});

test('a time away is told with what changed in it', () => {
  const away = {
    reason: 'asleep' as const,
    from: at(21, 18),
    to: at(22, 8),
    changes: 5,
    counts: { Files: 4, Daemons: 1 },
    causes: [],
    unexplained: 1,
    standingOut: 0,
    others: [],
  };
  expect(awayWords(away)).toBe('The machine slept for 14 h. 5 changes in that time: 4 files, 1 daemon.');
  expect(awayWords({ ...away, reason: 'notRunning' })).toMatch(/^Tidemark did not run for 14 h\./);
});
