import { expect, it } from 'vitest';
import { groupEntries, parseEntry } from '../../../../electron/engine/explain/transactions/flatpak/entries.ts';
import { packageOf } from '../../../../electron/engine/explain/verdict/software.ts';

const line = (operation: string, seconds: number, more: object = {}) =>
  JSON.stringify({
    OPERATION: operation,
    REF: 'app/org.test.App/x86_64/stable',
    INSTALLATION: 'system',
    __REALTIME_TIMESTAMP: String((1_772_359_200 + seconds) * 1_000_000 + 250),
    _PID: '700',
    _UID: '0',
    ...more,
  });

const group = (...lines: readonly string[]) =>
  groupEntries(
    lines.flatMap((each) => parseEntry(each) ?? []),
    (uid) => (uid === 1000 ? 'alice' : String(uid)),
  ).map(({ startedAt, endedAt, user, packages }) => [
    startedAt.slice(11, 19),
    endedAt?.slice(11, 19),
    user,
    packages.map(({ action, name, architecture }) => `${action} ${name} ${architecture}`),
  ]);

it('makes one transaction of what one process asked for', () => {
  const asked = { OBJECT_PID: '900', OBJECT_UID: '1000' };
  expect(
    group(
      line('deploy install', 0, { ...asked, REF: 'runtime/org.test.Platform/x86_64/1' }),
      line('pull', 1, asked),
      line('deploy install', 60, asked),
      line('deploy update', 61, { OBJECT_PID: '901', OBJECT_UID: '1001' }),
      line('uninstall', 700, asked),
    ),
  ).toEqual([
    ['10:00:00', '10:01:00', 'alice', ['installed org.test.Platform x86_64', 'installed org.test.App x86_64']],
    ['10:01:01', '10:01:01', '1001', ['upgraded org.test.App x86_64']],
    ['10:11:40', '10:11:40', 'alice', ['removed org.test.App x86_64']],
  ]);
});

it('counts who ran it where nobody was asked', () => {
  expect(group(line('uninstall', 0, { OBJECT_PID: '0', _UID: '1000' }))).toEqual([
    ['10:00:00', '10:00:00', 'alice', ['removed org.test.App x86_64']],
  ]);
});

it('passes over what it does not know', () => {
  for (const odd of [
    '',
    '{',
    '{}',
    line('remote add', 0),
    line('uninstall', 0, { REF: '' }),
    line('uninstall', 0, { _UID: 'x' }),
  ])
    expect(parseEntry(odd)).toBeUndefined();
});

it('names applications as their records do, whatever people call them', () => {
  const fields = { manager: 'flatpak', architecture: 'x86_64', source: 'app/org.test.App/x86_64/stable' };
  expect(packageOf({ name: 'An Application', before: null, after: fields }).name).toBe('org.test.App');
  expect(packageOf({ name: 'curl', before: { ...fields, manager: 'dpkg', source: 'curl/x' }, after: null }).name).toBe(
    'curl',
  );
});
