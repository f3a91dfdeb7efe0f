import type { Platform } from '../recommended.ts';
import { type ReadyRule, ready } from './ready-rule.ts';

const linux: readonly Platform[] = ['linux'];

/** What editors and package managers lay beside a file, while they work and after. */
const passing = [
  ...['*~', '*.swp', '*.swx', '*.tmp', '*.dpkg-*', '*.ucf-*'],
  ...['*.rpmnew', '*.rpmsave', '*.rpmorig', `*;${'[0-9a-f]'.repeat(8)}`],
  ...['*.pacnew', '*.pacsave', '*.apk-new', '*/.apk.*'],
];

/** Daemons that guard a machine, by what their units are called. */
const guards = [
  'apparmor.service',
  'auditd.service',
  'auditbeat*',
  'clamav-*',
  'clamd*',
  'crowdsec*',
  'fail2ban.service',
  'falco*',
  'firewalld.service',
  'iptables.service',
  'mdatp.service',
  'nftables.service',
  'osqueryd.service',
  'ossec*',
  'rsyslog.service',
  'samhain*',
  'snort*',
  'suricata*',
  'sysmon.service',
  'ufw.service',
  'usbguard.service',
  'wazuh-*',
];

const programs = ['/usr/bin/', '/usr/sbin/', '/usr/local/bin/', '/usr/local/sbin/'];

/** What people watch for on Linux. Places are parts of a path, so that they are found below another root too. */
export const linuxRules: readonly ReadyRule[] = [
  ready(
    'startup-entry',
    {
      name: 'A new start-up entry',
      why: 'What stands in these folders starts with the machine or when somebody signs in: the commonest way to stay on a machine.',
    },
    {
      types: ['Files'],
      categories: ['Added'],
      things: [
        '*/autostart/*.desktop',
        '*/etc/systemd/system/*',
        '*/etc/systemd/user/*',
        '*/.config/systemd/user/*',
        '*/usr/local/lib/systemd/*',
        '*/etc/init.d/*',
        '*/etc/rc.local',
        '*/etc/profile.d/*',
      ],
      except: passing,
    },
    linux,
  ),
  ready(
    'scheduled-job',
    {
      name: 'A scheduled job is new or was changed',
      why: 'What cron runs it runs again and again, often as root, and nobody has to be signed in.',
    },
    {
      types: ['Files'],
      categories: ['Added', 'Modified'],
      things: ['*/etc/crontab', '*/etc/anacrontab', '*/etc/cron.*/*', '*/var/spool/cron/*', '*/etc/systemd/*.timer'],
      except: [...passing, '*/.placeholder'],
    },
    linux,
  ),
  ready(
    'new-account',
    {
      name: 'A new account',
      why: 'Whoever has an account can come back. It is told with the next look at the machine, within an hour.',
    },
    { types: ['Machine'], categories: ['Added'], things: ['user:*'] },
    linux,
  ),
  ready(
    'accounts-changed',
    {
      name: 'Accounts, groups or passwords changed',
      why: 'Who can sign in here, and what they may do, stands in these files; it is told at once.',
    },
    {
      types: ['Files'],
      things: ['*/etc/passwd', '*/etc/shadow', '*/etc/group', '*/etc/gshadow'],
      except: passing,
    },
    linux,
  ),
  ready(
    'sudoers',
    {
      name: 'Who may act as root changed',
      why: 'A line here gives somebody all rights on this machine.',
      severity: 'critical',
    },
    {
      types: ['Files'],
      things: ['*/etc/sudoers', '*/etc/sudoers.d/*', '*/etc/doas.conf', '*/etc/polkit-1/*'],
      except: passing,
    },
    linux,
  ),
  ready(
    'ssh',
    {
      name: 'Who may sign in over ssh changed',
      why: 'A key in authorized_keys opens this machine to its holder without a password; sshd_config says who may come at all.',
      severity: 'critical',
    },
    {
      types: ['Files'],
      things: ['*/.ssh/authorized_keys*', '*/etc/ssh/sshd_config', '*/etc/ssh/sshd_config.d/*', '*/etc/ssh/*.pub'],
      except: passing,
    },
    linux,
  ),
  ready(
    'guard-stopped',
    {
      name: 'A security tool does not run any more',
      why: 'What wants to stay unseen stops first what would see it. A restart or an upgrade can be the reason too.',
      severity: 'critical',
    },
    {
      types: ['Daemons'],
      categories: ['Modified'],
      things: guards,
      field: 'state',
      value: { test: 'isNot', text: 'Running' },
    },
    linux,
  ),
  ready(
    'guard-disabled',
    {
      name: 'A security tool does not start by itself any more',
      why: 'It may still run, but will not after the next restart.',
      severity: 'critical',
    },
    {
      types: ['Daemons'],
      categories: ['Modified'],
      things: guards,
      field: 'startup',
      value: { test: 'isNot', text: 'Auto' },
    },
    linux,
  ),
  ready(
    'guard-removed',
    {
      name: 'A security tool was removed',
      why: 'What it guarded is guarded no longer.',
      severity: 'critical',
    },
    { types: ['Daemons'], categories: ['Removed'], things: guards },
    linux,
  ),
  ready(
    'daemon-command',
    {
      name: 'A daemon runs another command',
      why: 'A daemon that was sound yesterday may run somebody else’s program today, with the same rights.',
    },
    { types: ['Daemons'], categories: ['Modified'], field: 'command' },
    linux,
  ),
  ready(
    'daemon-account',
    {
      name: 'A daemon runs as another account',
      why: 'With another account it may do other things, as root all of them.',
    },
    { types: ['Daemons'], categories: ['Modified'], field: 'account' },
    linux,
  ),
  ready(
    'new-daemon',
    {
      name: 'A new daemon',
      why: 'It runs in the background, mostly from the start of the machine, and often as root.',
    },
    { types: ['Daemons'], categories: ['Added'] },
    linux,
  ),
  ready(
    'program-changed',
    {
      name: 'A program’s content changed',
      why: 'Programs change when their package is upgraded, which then stands in the log beside it. One that changes by itself was altered by somebody.',
    },
    { types: ['Files'], categories: ['Modified'], things: programs, except: passing, field: 'checksum' },
    linux,
    {
      words:
        'The folders of programs are not in the recommended set: track those that matter to you, or it never fires.',
      places: programs,
    },
  ),
  ready(
    'packaged-file-altered',
    {
      name: 'A package’s file changed by itself',
      why: 'No package manager did it, and its bytes are no longer those that its package ships: somebody altered a program, a library or a unit.',
      severity: 'critical',
    },
    { types: ['Files'], verdicts: ['standsOut'] },
    linux,
  ),
  ready(
    'preloaded-library',
    {
      name: 'A library is loaded into every program',
      why: 'What ld.so.preload names is loaded into every program, and can hide files and processes. It is seldom there on a sound machine.',
      severity: 'critical',
    },
    { types: ['Files'], things: ['*/etc/ld.so.preload'], categories: ['Added', 'Modified'] },
    linux,
  ),
  ready(
    'hosts',
    {
      name: 'The hosts file changed',
      why: 'It decides before any name server which machine a name leads to: a bank’s name may lead elsewhere.',
    },
    { types: ['Files'], things: ['*/etc/hosts'] },
    linux,
  ),
  ready(
    'package-source',
    {
      name: 'A source of software was added or changed',
      why: 'Whoever signs packages of a source can put any program on this machine with the next upgrade.',
    },
    {
      types: ['Files'],
      categories: ['Added', 'Modified'],
      things: [
        '*/etc/apt/sources.list',
        '*/etc/apt/sources.list.d/*',
        '*/etc/apt/trusted.gpg*',
        '*/etc/apt/keyrings/*',
        '*/etc/yum.repos.d/*',
        '*/etc/pacman.conf',
        '*/etc/apk/repositories',
      ],
      except: [...passing, '*.save', '*.distUpgrade'],
    },
    linux,
  ),
];
