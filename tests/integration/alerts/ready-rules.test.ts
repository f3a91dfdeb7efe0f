import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { matches } from '../../../electron/engine/alerts/match/matches.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import type { Fields, ItemType } from '../../../electron/shared/model/item.ts';
import { readyQueries } from '../../../electron/shared/model/ready-queries.ts';
import { readyRules, readyRulesOf } from '../../../electron/shared/model/ready-rules/ready-rules.ts';
import { recommendedSettings } from '../../../electron/shared/model/recommended.ts';
import { withRules } from '../../support/alerts.ts';
import { testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const linux = readyRulesOf('linux').map(({ rule }) => rule);
/** Those that ask for what explains a change are tried with a real package manager: `causes/dpkg.test.ts`. */
const ofFiles = linux.filter(
  ({ when }) => when.kind === 'simple' && when.types.includes('Files') && when.verdicts === undefined,
);

/** What each rule of files is for, and what is near it and is not: paths below any root. */
const cases: readonly (readonly [id: string, hits: readonly string[], misses: readonly string[]])[] = [
  [
    'startup-entry',
    [
      'etc/xdg/autostart/x.desktop',
      'home/me/.config/autostart/y.desktop',
      'etc/systemd/system/evil.service',
      'etc/init.d/z',
    ],
    [
      'etc/xdg/autostart/readme.txt',
      'usr/share/applications/x.desktop',
      'etc/systemd/system/evil.service.dpkg-new',
      'etc/init.d/.z.swp',
    ],
  ],
  [
    'scheduled-job',
    ['etc/cron.d/job', 'etc/crontab', 'var/spool/cron/crontabs/me'],
    ['etc/cron.d/.placeholder', 'etc/crontab~', 'etc/cronology'],
  ],
  [
    'accounts-changed',
    ['etc/passwd', 'etc/shadow', 'etc/group'],
    ['etc/passwd-', 'etc/passwd.lock', 'etc/pam.d/passwd'],
  ],
  [
    'sudoers',
    ['etc/sudoers', 'etc/sudoers.d/me', 'etc/doas.conf'],
    ['etc/sudoers.tmp', 'etc/sudo.conf', 'usr/share/doc/sudoers'],
  ],
  [
    'ssh',
    ['root/.ssh/authorized_keys', 'etc/ssh/sshd_config', 'etc/ssh/sshd_config.d/x.conf'],
    ['home/me/.ssh/known_hosts', 'etc/ssh/ssh_config'],
  ],
  ['program-changed', ['usr/bin/ls', 'usr/local/bin/tool'], ['usr/share/bin.txt', 'usr/lib/x.so']],
  ['preloaded-library', ['etc/ld.so.preload'], ['etc/ld.so.conf', 'etc/ld.so.cache']],
  ['hosts', ['etc/hosts'], ['etc/hosts.allow', 'etc/hostname']],
  [
    'package-source',
    ['etc/apt/sources.list', 'etc/apt/sources.list.d/x.list', 'etc/apt/keyrings/x.gpg', 'etc/yum.repos.d/x.repo'],
    ['etc/apt/sources.list.d/x.list.save', 'etc/apt/apt.conf.d/x', 'etc/apt/preferences'],
  ],
];

describe('ready rules of files', () => {
  it('are each tried here', () => {
    expect(cases.map(([id]) => `ready-${id}`).sort()).toEqual(ofFiles.map(({ id }) => id).sort());
  });

  it('fire on the real change that they are for, and not on a near miss', { timeout: 40_000 }, async () => {
    const root = temporaryFolder();
    const put = (path: string, text: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    // A program changes, everything else appears.
    for (const [, hits, misses] of cases) for (const path of [...hits, ...misses]) put(path, '');
    for (const [id, hits, misses] of cases)
      if (id !== 'program-changed') for (const path of [...hits, ...misses]) rmSync(join(root, path));
    const settings = trackingFiles([{ path: root, pathType: 'directory', recursion: true }]);
    const test = await testEngine({ settings: withRules(settings, ...ofFiles) });
    await test.ready();
    for (const [, hits, misses] of cases) for (const path of [...hits, ...misses]) put(path, `${path}\n`);
    for (const [, hits, misses] of cases) for (const path of [...hits, ...misses]) await test.change(join(root, path));
    const last = (await test.log()).at(-1)?.id ?? 0;
    await test.until('the rules to have looked', () => test.of('alertsLooked').some(({ upTo }) => upTo >= last));
    const byId = new Map(test.changes.map((change) => [change.id, change.key.slice(root.length + 1)]));
    for (const [id, hits] of cases) {
      const fired = test.of('alert').filter(({ ruleId }) => ruleId === `ready-${id}`);
      const paths = fired.flatMap(({ changeIds }) => changeIds).map((change) => byId.get(change));
      expect([...new Set(paths)].sort(), id).toEqual([...hits].sort());
    }
  });
});

describe('ready rules of other things', () => {
  const noticed = {
    id: 1,
    noticedAt: '2026-03-01T10:00:00.000Z',
    since: '2026-03-01T09:59:00.000Z',
    how: 'live',
  } as const;
  const changed = (type: ItemType, name: string, before: Fields | null, after: Fields | null): Change => ({
    ...noticed,
    type,
    key: type === 'Daemons' ? `systemd:${name}` : type === 'Machine' ? name : name.toLowerCase(),
    name,
    category: before === null ? 'Added' : after === null ? 'Removed' : 'Modified',
    fieldsChanged: before && after ? Object.keys(after).filter((field) => after[field] !== before[field]) : [],
    before,
    after,
  });
  const running = { state: 'Running', startup: 'Auto', command: '/usr/sbin/x', account: 'root' };
  const stopped = { ...running, state: 'Stopped' };
  const runKey = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run';
  const runValue = { kind: 'value', key: runKey, valueName: 'x', data: 'x.exe' };

  it.each<[string, Change, boolean]>([
    ['guard-stopped', changed('Daemons', 'fail2ban.service', running, stopped), true],
    ['guard-stopped', changed('Daemons', 'clamav-daemon.service', running, { ...running, state: 'Failed' }), true],
    ['guard-stopped', changed('Daemons', 'fail2ban.service', stopped, running), false],
    ['guard-stopped', changed('Daemons', 'cups.service', running, stopped), false],
    ['guard-stopped', changed('Daemons', 'fail2ban.service', running, { ...running, command: '/x' }), false],
    ['guard-disabled', changed('Daemons', 'auditd.service', running, { ...running, startup: 'Disabled' }), true],
    ['guard-removed', changed('Daemons', 'auditd.service', running, null), true],
    ['daemon-command', changed('Daemons', 'cups.service', running, { ...running, command: '/tmp/x' }), true],
    ['daemon-command', changed('Daemons', 'cups.service', running, stopped), false],
    ['daemon-command', changed('Daemons', 'new.service', null, running), false],
    ['daemon-account', changed('Daemons', 'cups.service', running, { ...running, account: 'lp' }), true],
    ['new-daemon', changed('Daemons', 'new.service', null, running), true],
    ['new-account', changed('Machine', 'user:mallory', null, { part: 'user' }), true],
    ['new-account', changed('Machine', 'disk:sdb', null, { part: 'disk' }), false],
    ['new-account', changed('Machine', 'user:mallory', { part: 'user' }, null), false],
    ['new-software', changed('Software', 'netcat', null, { version: '1' }), true],
    ['new-software', changed('Software', 'netcat', { version: '1' }, { version: '2' }), false],
    ['software-removed', changed('Software', 'netcat', { version: '1' }, null), true],
    ['startup-entry-windows', changed('Registry', 'x', null, runValue), true],
    ['startup-entry-windows', changed('Registry', 'x', { ...runValue, data: 'y' }, runValue), true],
    ['startup-entry-windows', changed('Registry', 'x', null, { ...runValue, key: `${runKey}Time` }), false],
    ['guard-stopped-windows', changed('WindowsServices', 'WinDefend', running, stopped), true],
    ['guard-stopped-windows', changed('WindowsServices', 'Spooler', running, stopped), false],
    [
      'guard-disabled-windows',
      changed('WindowsServices', 'mpssvc', running, { ...running, startup: 'Disabled' }),
      true,
    ],
    ['guard-removed-windows', changed('WindowsServices', 'WinDefend', running, null), true],
    ['service-command', changed('WindowsServices', 'Spooler', running, { ...running, command: 'x' }), true],
    ['service-account', changed('WindowsServices', 'Spooler', running, { ...running, account: 'x' }), true],
    ['new-service', changed('WindowsServices', 'New', null, running), true],
    ['hosts-windows', changed('Files', 'C:/Windows/System32/drivers/etc/hosts', { size: 1 }, { size: 2 }), true],
    ['hosts-windows', changed('Files', 'C:/Windows/System32/drivers/etc/hosts.bak', { size: 1 }, { size: 2 }), false],
    ['scheduled-task', changed('Files', 'C:/Windows/System32/Tasks/Evil', null, { size: 2 }), true],
    ['scheduled-task', changed('Files', 'C:/Windows/System32/Taskmgr.exe', null, { size: 2 }), false],
    ['ssh-windows', changed('Files', 'C:/ProgramData/ssh/administrators_authorized_keys', null, { size: 2 }), true],
    [
      'program-changed-windows',
      changed('Files', 'C:/Windows/System32/cmd.exe', { checksum: 'a' }, { checksum: 'b' }),
      true,
    ],
    [
      'program-changed-windows',
      changed('Files', 'C:/Windows/System32/x.log', { checksum: 'a' }, { checksum: 'b' }),
      false,
    ],
    [
      'new-profile',
      changed('Registry', '', null, {
        kind: 'key',
        key: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\S-1-5-21-1-2-3-1001',
      }),
      true,
    ],
  ])('%s', (id, change, expected) => {
    const rule = readyRules.find((each) => each.rule.id === `ready-${id}`)?.rule;
    expect(rule?.when.kind === 'simple' && matches(rule.when, change)).toBe(expected);
  });
});

describe('ready rules', () => {
  it('have ids of their own and a why, and one for each of the eight queries', () => {
    const ids = readyRules.map(({ rule }) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { rule, platforms } of readyRules) {
      expect(rule.why, rule.id).toMatch(/\.$/);
      expect(platforms, rule.id).not.toEqual([]);
    }
    const queries = readyRules.flatMap(({ rule }) => (rule.when.kind === 'kql' ? [rule.when.query] : []));
    expect(queries).toEqual(readyQueries.filter(({ from }) => from === 'azure').map(({ text }) => text));
    expect(queries).toHaveLength(8);
  });

  it('are no part of the settings until they are added', () => {
    for (const platform of ['linux', 'windows', 'macos'] as const)
      expect(recommendedSettings(platform).alerts.rules).toEqual([]);
  });
});
