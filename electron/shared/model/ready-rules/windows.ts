import type { Platform } from '../recommended.ts';
import { type ReadyRule, ready } from './ready-rule.ts';

const windows: readonly Platform[] = ['windows'];

/** Services that guard a machine: those of Windows, and those of well-known makers. */
const guards = [
  'WinDefend',
  'WdNisSvc',
  'mpssvc',
  'wscsvc',
  'Sense',
  'SecurityHealthService',
  'BFE',
  'EventLog',
  'Sysmon*',
  'CSFalconService',
  'SentinelAgent',
  'WazuhSvc',
  'OssecSvc',
  'osqueryd',
  'clamd',
];

const programs = ['*\\Windows\\System32\\*.exe', '*\\Windows\\System32\\*.dll', '*\\Program Files*\\*.exe'];

/** What people watch for on Windows. */
export const windowsRules: readonly ReadyRule[] = [
  ready(
    'startup-entry-windows',
    {
      name: 'A start-up entry is new or was changed',
      why: 'What stands here starts whenever somebody signs in: the commonest way to stay on a machine.',
    },
    {
      types: ['Registry', 'Files'],
      categories: ['Added', 'Modified'],
      things: [
        '*\\CurrentVersion\\Run\\*',
        '*\\CurrentVersion\\RunOnce\\*',
        '*\\Policies\\Explorer\\Run\\*',
        '*\\Winlogon\\Shell',
        '*\\Winlogon\\Userinit',
        '*\\Start Menu\\Programs\\Startup\\*',
      ],
      except: ['*\\desktop.ini'],
    },
    windows,
  ),
  ready(
    'scheduled-task',
    {
      name: 'A scheduled task is new or was changed',
      why: 'A task outlives restarts, needs nobody signed in, and can run with the rights of the system.',
    },
    {
      types: ['Files'],
      categories: ['Added', 'Modified'],
      things: ['*\\Windows\\System32\\Tasks\\*', '*\\Windows\\Tasks\\*'],
    },
    windows,
  ),
  ready(
    'new-service',
    {
      name: 'A new service',
      why: 'It runs in the background from the start of Windows, often with the rights of the system.',
    },
    { types: ['WindowsServices'], categories: ['Added'] },
    windows,
  ),
  ready(
    'new-profile',
    {
      name: 'A new account signed in',
      why: 'Windows keeps its accounts where only the system reads them; a profile is made when one signs in for the first time.',
    },
    { types: ['Registry'], categories: ['Added'], things: ['*\\ProfileList\\S-1-5-21-*'] },
    windows,
    {
      words:
        'The list of profiles is not in the recommended set: track it with everything below it, or it never fires.',
      places: ['HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList'],
    },
  ),
  ready(
    'ssh-windows',
    {
      name: 'Who may sign in over ssh changed',
      why: 'A key in authorized_keys opens this machine to its holder without a password.',
      severity: 'critical',
    },
    {
      types: ['Files'],
      things: [
        '*\\.ssh\\authorized_keys*',
        '*\\ProgramData\\ssh\\administrators_authorized_keys',
        '*\\ProgramData\\ssh\\sshd_config',
      ],
    },
    windows,
  ),
  ready(
    'guard-stopped-windows',
    {
      name: 'A security service does not run any more',
      why: 'What wants to stay unseen stops first what would see it. An update can be the reason too.',
      severity: 'critical',
    },
    {
      types: ['WindowsServices'],
      categories: ['Modified'],
      things: guards,
      field: 'state',
      value: { test: 'isNot', text: 'Running' },
    },
    windows,
  ),
  ready(
    'guard-disabled-windows',
    { name: 'A security service was disabled', why: 'It will not start again.', severity: 'critical' },
    {
      types: ['WindowsServices'],
      categories: ['Modified'],
      things: guards,
      field: 'startup',
      value: { test: 'is', text: 'Disabled' },
    },
    windows,
  ),
  ready(
    'guard-removed-windows',
    { name: 'A security service was removed', why: 'What it guarded is guarded no longer.', severity: 'critical' },
    { types: ['WindowsServices'], categories: ['Removed'], things: guards },
    windows,
  ),
  ready(
    'service-command',
    {
      name: 'A service runs another command',
      why: 'A service that was sound yesterday may run somebody else’s program today, with the same rights.',
    },
    { types: ['WindowsServices'], categories: ['Modified'], field: 'command' },
    windows,
  ),
  ready(
    'service-account',
    {
      name: 'A service runs as another account',
      why: 'With another account it may do other things, as the system all of them.',
    },
    { types: ['WindowsServices'], categories: ['Modified'], field: 'account' },
    windows,
  ),
  ready(
    'program-changed-windows',
    {
      name: 'A program’s content changed',
      why: 'Programs change when they are updated, which then stands in the log beside it. One that changes by itself was altered by somebody.',
    },
    { types: ['Files'], categories: ['Modified'], things: programs, field: 'checksum' },
    windows,
    {
      words:
        'The folders of programs are not in the recommended set: track those that matter to you, or it never fires.',
      places: ['%SystemRoot%\\System32', '%ProgramFiles%', '%ProgramFiles(x86)%'],
    },
  ),
  ready(
    'hosts-windows',
    {
      name: 'The hosts file changed',
      why: 'It decides before any name server which machine a name leads to: a bank’s name may lead elsewhere.',
    },
    { types: ['Files'], things: ['*\\drivers\\etc\\hosts'] },
    windows,
  ),
];
