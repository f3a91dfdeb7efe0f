import { because, filesGroup, type RecommendedFile } from './recommended-group.ts';
import { windowsFiles, windowsRegistry } from './recommended-windows.ts';
import { type Settings, settingsSchema } from './settings.ts';

export type Platform = 'linux' | 'windows' | 'macos';

const group = (name: string, why: string, items: readonly RecommendedFile[]) => filesGroup(name, because(why, items));

/**
 * What dpkg, rpm (the name, a semicolon and the transaction's number) and apk lay beside a file for as long as they
 * work: they come and go with every package. The programs that read these folders pass over such names.
 */
const passing = ['*.dpkg-new', '*.dpkg-tmp', `*;${'[0-9a-f]'.repeat(8)}`, '.apk.*'];

const directory = (name: string, path: string): RecommendedFile => ({
  name,
  path,
  pathType: 'directory',
  excludes: passing,
});
const tree = (name: string, path: string): RecommendedFile => ({ ...directory(name, path), recursion: true });

/**
 * What people and intruders change on a Linux machine, and what it costs little
 * to watch. Nothing here needs to exist: a machine without zsh is no problem.
 */
const linux = () => [
  ...group('Names and hosts', 'They decide which machine a name leads to, and who may connect.', [
    { name: 'Hosts', path: '/etc/hosts' },
    { name: 'Host name', path: '/etc/hostname' },
    { name: 'Resolver', path: '/etc/resolv.conf' },
    { name: 'Name services', path: '/etc/nsswitch.conf' },
    { name: 'Hosts allowed', path: '/etc/hosts.allow' },
    { name: 'Hosts denied', path: '/etc/hosts.deny' },
  ]),
  ...group('Accounts', 'Who can sign in here, and by which rules.', [
    { name: 'Accounts', path: '/etc/passwd' },
    { name: 'Groups', path: '/etc/group' },
    // Tracked by hash alone: what it holds is secret.
    { name: 'Passwords', path: '/etc/shadow' },
    { name: 'Group passwords', path: '/etc/gshadow' },
    { name: 'Subordinate ids', path: '/etc/sub[ug]id' },
    { name: 'Login rules', path: '/etc/login.defs' },
    directory('Login modules (PAM)', '/etc/pam.d'),
    tree('Login security', '/etc/security'),
  ]),
  ...group('Rights', 'Who may act as root.', [
    { name: 'Sudo', path: '/etc/sudoers' },
    directory('Sudo drop-ins', '/etc/sudoers.d'),
    tree('Polkit', '/etc/polkit-1'),
    { name: 'Doas', path: '/etc/doas.conf' },
  ]),
  ...group('SSH', 'Who may sign in from elsewhere, and which machines are trusted.', [
    tree('SSH', '/etc/ssh'),
    directory('My SSH keys and hosts', '~/.ssh'),
    { name: 'Root’s SSH keys', path: '/root/.ssh/authorized_keys' },
  ]),
  ...group('Scheduled', 'Programs that are run by the clock, often as root.', [
    { name: 'Cron table', path: '/etc/crontab' },
    directory('Cron jobs', '/etc/cron.*'),
    tree('Users’ cron tables', '/var/spool/cron'),
    { name: 'Anacron table', path: '/etc/anacrontab' },
  ]),
  ...group('Package sources', 'Where software comes from, and whose signatures are believed.', [
    tree('Apt', '/etc/apt'),
    directory('Dnf sources', '/etc/yum.repos.d'),
    { name: 'Pacman', path: '/etc/pacman.conf' },
    { name: 'Apk sources', path: '/etc/apk/repositories' },
  ]),
  ...group('Start-up', 'Programs that start with the machine or at sign-in.', [
    tree('Systemd', '/etc/systemd'),
    directory('Systemd units of packages', '/usr/lib/systemd/system'),
    tree('Local systemd units', '/usr/local/lib/systemd'),
    tree('My systemd units', '~/.config/systemd/user'),
    directory('Start-up scripts', '/etc/init.d'),
    { name: 'Local start-up script', path: '/etc/rc.local' },
    directory('Autostart', '/etc/xdg/autostart'),
    directory('My autostart', '~/.config/autostart'),
  ]),
  ...group('Shells', 'Commands that every new shell runs, and the folders that programs are taken from.', [
    { name: 'Profile', path: '/etc/profile' },
    directory('Profile drop-ins', '/etc/profile.d'),
    { name: 'Bash', path: '/etc/bash.bashrc' },
    directory('Zsh', '/etc/zsh'),
    tree('Fish', '/etc/fish'),
    { name: 'Environment', path: '/etc/environment' },
    { name: 'My profile', path: '~/.profile' },
    { name: 'My bash', path: '~/.bashrc' },
    { name: 'My bash at login', path: '~/.bash_[pl]*' },
    { name: 'My zsh', path: '~/.zsh[re]*' },
    { name: 'My zsh at login', path: '~/.zprofile' },
    tree('My fish', '~/.config/fish'),
  ]),
  ...group('Kernel and loader', 'What the kernel and every program load, and what is mounted.', [
    { name: 'Preloaded libraries', path: '/etc/ld.so.preload' },
    { name: 'Library folders', path: '/etc/ld.so.conf' },
    directory('Library folders’ drop-ins', '/etc/ld.so.conf.d'),
    { name: 'Kernel modules', path: '/etc/modules' },
    directory('Kernel modules loaded', '/etc/modules-load.d'),
    directory('Kernel modules’ options', '/etc/modprobe.d'),
    { name: 'Kernel settings', path: '/etc/sysctl.conf' },
    directory('Kernel settings’ drop-ins', '/etc/sysctl.d'),
    { name: 'File systems', path: '/etc/fstab' },
    { name: 'Boot loader', path: '/etc/default/grub' },
    directory('Device rules', '/etc/udev/rules.d'),
  ]),
];

/**
 * The settings of a first start: useful without a single decision. Windows files and
 * software are collected as often as the original does it; other platforms begin with
 * their defaults.
 */
export function recommendedSettings(platform: Platform): Settings {
  switch (platform) {
    case 'linux':
      return settingsSchema.parse({ tracking: { files: linux().map(({ item }) => item) } });
    case 'windows':
      return settingsSchema.parse({
        tracking: {
          files: windowsFiles().map(({ item }) => item),
          registry: windowsRegistry().map(({ item }) => item),
        },
        frequencies: { files: 30 * 60, software: 30 * 60 },
      });
    case 'macos':
      return settingsSchema.parse({});
  }
}

const reasons = new Map(
  [...linux(), ...windowsFiles(), ...windowsRegistry()].map(({ item, why }) => [item.id, why] as const),
);

/** Why an item of the recommended set is worth watching, in a sentence; `undefined` for an item of one's own. */
export const whyRecommended = (id: string): string | undefined => reasons.get(id);
