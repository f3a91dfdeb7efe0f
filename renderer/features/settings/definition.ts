import type { ItemType } from '../../../electron/shared/model/item.ts';
import type { Platform } from '../../../electron/shared/model/recommended.ts';
import type { SettingPath } from '../../words/settings.ts';

/** One setting as the screen shows it. Its range and its default are those of the shared schema. */
export interface SettingDefinition {
  readonly path: SettingPath;
  readonly label: string;
  readonly help?: string;
  /**
   * `duration` is stored in seconds, `bytes` in bytes; `days` may be empty, for
   * no end; `patterns` is a list of texts; `choice` is one of `choices`; `services` is the
   * slider of seconds between collections of services; `minutes` is stored in minutes; `clock` is a time of
   * day; `weekdays` and `several` are lists, of days and of `choices`, `sounds` of severities; `mute` is a moment, or `null`.
   */
  readonly kind:
    | 'switch'
    | 'duration'
    | 'minutes'
    | 'count'
    | 'bytes'
    | 'days'
    | 'patterns'
    | 'choice'
    | 'services'
    | 'clock'
    | 'weekdays'
    | 'several'
    | 'sounds'
    | 'mute';
  /** Shown only on platforms that have this type. */
  readonly of?: ItemType;
  /** Shown only on this platform. */
  readonly on?: Platform;
  /** Shown only while the switch at this path is on. */
  readonly while?: SettingPath;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

export interface SettingSection {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly settings: readonly SettingDefinition[];
}

/** The sections below the tracked files, in order. */
export const sections: readonly SettingSection[] = [
  {
    id: 'tracking',
    title: 'What else is tracked',
    settings: [
      {
        path: ['tracking', 'software', 'enabled'],
        label: 'Software',
        help: 'What is installed, and its versions.',
        kind: 'switch',
      },
      {
        path: ['tracking', 'software', 'optional', 'pip'],
        label: 'Python packages (pip)',
        help: 'What pip and its like have installed for everyone, and for people in their homes.',
        kind: 'switch',
        while: ['tracking', 'software', 'enabled'],
      },
      {
        path: ['tracking', 'software', 'optional', 'npm'],
        label: 'Node packages (npm)',
        help: 'What npm has installed globally, under nvm too.',
        kind: 'switch',
        while: ['tracking', 'software', 'enabled'],
      },
      {
        path: ['tracking', 'software', 'optional', 'cargo'],
        label: 'Rust programs (cargo)',
        help: 'What people have installed by cargo install.',
        kind: 'switch',
        while: ['tracking', 'software', 'enabled'],
      },
      {
        path: ['tracking', 'software', 'optional', 'appImages'],
        label: 'AppImages',
        help: 'In Applications, Downloads, the desktop, .local/bin and bin of a home, and in /opt.',
        kind: 'switch',
        on: 'linux',
        while: ['tracking', 'software', 'enabled'],
      },
      {
        path: ['tracking', 'services', 'enabled'],
        label: 'Services',
        help: 'How they start, as whom, and whether they run.',
        kind: 'switch',
        of: 'WindowsServices',
      },
      {
        path: ['tracking', 'services', 'drivers'],
        label: 'Drivers among the services',
        help: 'Drivers of the kernel and of file systems are services too.',
        kind: 'switch',
        of: 'WindowsServices',
      },
      {
        path: ['tracking', 'services', 'perUser'],
        label: 'Services of each user',
        help: 'Copies that Windows makes of some services at every sign-in, under a new name each time.',
        kind: 'switch',
        of: 'WindowsServices',
      },
      {
        path: ['tracking', 'daemons', 'enabled'],
        label: 'Daemons',
        help: 'What runs in the background, how it starts, and whether it runs.',
        kind: 'switch',
        of: 'Daemons',
      },
      {
        path: ['tracking', 'daemons', 'kinds'],
        label: 'Kinds of daemons',
        help: 'Of systemd. Timers start others at times, sockets when somebody connects.',
        kind: 'several',
        of: 'Daemons',
        while: ['tracking', 'daemons', 'enabled'],
        choices: [
          { value: 'service', label: 'Services' },
          { value: 'timer', label: 'Timers' },
          { value: 'socket', label: 'Sockets' },
        ],
      },
      {
        path: ['tracking', 'daemons', 'user'],
        label: 'Daemons of users',
        help: 'Your own systemd’s too, and with root’s rights everyone’s, while they are signed in.',
        kind: 'switch',
        of: 'Daemons',
        while: ['tracking', 'daemons', 'enabled'],
      },
      {
        path: ['tracking', 'daemons', 'states'],
        label: 'States that are told',
        help: 'A change into or out of one of these is told; of none, only how daemons are set up.',
        kind: 'several',
        of: 'Daemons',
        while: ['tracking', 'daemons', 'enabled'],
        choices: [
          { value: 'running', label: 'Running' },
          { value: 'stopped', label: 'Stopped' },
          { value: 'failed', label: 'Failed' },
        ],
      },
      {
        path: ['tracking', 'machine', 'enabled'],
        label: 'Machine',
        help: 'Operating system, hardware, disks, network, users.',
        kind: 'switch',
      },
    ],
  },
  {
    id: 'files',
    title: 'How files are compared',
    settings: [
      {
        path: ['tracking', 'hash'],
        label: 'Checksum',
        help: 'MD5 and SHA-1 are for comparing with other tools. Content is told apart by its SHA-256 in any case.',
        kind: 'choice',
        choices: [
          { value: 'sha256', label: 'SHA-256' },
          { value: 'sha1', label: 'SHA-1' },
          { value: 'md5', label: 'MD5' },
        ],
      },
      {
        path: ['tracking', 'muteTouches'],
        label: 'Leave out what was only touched',
        help: 'Files whose times changed and nothing else are no change then.',
        kind: 'switch',
      },
    ],
  },
  {
    id: 'frequencies',
    title: 'When it is collected',
    text: 'With live watching a change shows within a second; the frequencies below are the safety net under it.',
    settings: [
      {
        path: ['tracking', 'live'],
        label: 'Watch live',
        help: 'Without it only the frequencies count.',
        kind: 'switch',
      },
      { path: ['frequencies', 'files'], label: 'Files every', kind: 'duration' },
      { path: ['frequencies', 'registry'], label: 'Registry every', kind: 'duration', of: 'Registry' },
      { path: ['frequencies', 'software'], label: 'Software every', kind: 'duration' },
      {
        path: ['frequencies', 'services'],
        label: 'Services',
        help: 'A service that stops and starts between two looks is missed where Windows does not tell of it.',
        kind: 'services',
        of: 'WindowsServices',
      },
      { path: ['frequencies', 'daemons'], label: 'Daemons every', kind: 'duration', of: 'Daemons' },
      { path: ['frequencies', 'machine'], label: 'Machine every', kind: 'duration' },
    ],
  },
  {
    id: 'notifications',
    title: 'Notifications',
    settings: [
      {
        path: ['notifications', 'enabled'],
        label: 'Desktop notifications',
        help: 'Tell of changes on the desktop as they are noticed.',
        kind: 'switch',
      },
      { path: ['notifications', 'files'], label: 'For files', kind: 'switch' },
      { path: ['notifications', 'registry'], label: 'For the registry', kind: 'switch', of: 'Registry' },
      { path: ['notifications', 'software'], label: 'For software', kind: 'switch' },
      { path: ['notifications', 'services'], label: 'For services', kind: 'switch', of: 'WindowsServices' },
      { path: ['notifications', 'daemons'], label: 'For daemons', kind: 'switch', of: 'Daemons' },
      { path: ['notifications', 'machine'], label: 'For the machine', kind: 'switch' },
      {
        path: ['notifications', 'digestAbove'],
        label: 'One digest above',
        help: 'More changes than this at once are told in one notification.',
        kind: 'count',
      },
    ],
  },
  {
    id: 'attention',
    title: 'Attention',
    text: 'How much of it notifications may take. What is held back is told later, never lost, and stands in the lists at once. What is critical is always shown at once.',
    settings: [
      {
        path: ['attention', 'mutedUntil'],
        label: 'Mute',
        help: 'Until then only what is critical is shown.',
        kind: 'mute',
      },
      {
        path: ['attention', 'honourDoNotDisturb'],
        label: 'Follow the desktop',
        help: 'Hold back while the desktop is set not to disturb.',
        kind: 'switch',
      },
      {
        path: ['attention', 'quietHours', 'enabled'],
        label: 'Quiet hours',
        help: 'In these hours nothing is shown; at their end one notification tells of all.',
        kind: 'switch',
      },
      {
        path: ['attention', 'quietHours', 'from'],
        label: 'From',
        kind: 'clock',
        while: ['attention', 'quietHours', 'enabled'],
      },
      {
        path: ['attention', 'quietHours', 'to'],
        label: 'To',
        help: 'Where this is earlier than the beginning they end on the next day.',
        kind: 'clock',
        while: ['attention', 'quietHours', 'enabled'],
      },
      {
        path: ['attention', 'quietHours', 'days'],
        label: 'On',
        help: 'The days on which they begin.',
        kind: 'weekdays',
        while: ['attention', 'quietHours', 'enabled'],
      },
      {
        path: ['attention', 'digest', 'severities'],
        label: 'Gather',
        help: 'These are gathered and told together. Changes of which no rule alerts count as info.',
        kind: 'several',
        choices: [
          { value: 'info', label: 'Info' },
          { value: 'warning', label: 'Warnings' },
        ],
      },
      {
        path: ['attention', 'digest', 'every'],
        label: 'Tell what was gathered every',
        kind: 'minutes',
      },
      {
        path: ['attention', 'mostPerRule'],
        label: 'Most an hour of one rule',
        help: 'Further ones are told together: ‘and 37 more’. A rule can have its own limit.',
        kind: 'count',
      },
      {
        path: ['attention', 'mostInAll'],
        label: 'Most an hour in all',
        kind: 'count',
      },
      {
        path: ['attention', 'sounds'],
        label: 'Sound for',
        help: 'The notes rise, and there are more of them the more it matters.',
        kind: 'sounds',
      },
    ],
  },
  {
    id: 'explanations',
    title: 'Explanations',
    text: 'What is known of a change’s cause stands beside it. It hides nothing, and approves nothing.',
    settings: [
      {
        path: ['explanations', 'enabled'],
        label: 'Explain changes',
        help: 'Which package a thing belongs to, whether its bytes are as shipped, and which transaction changed it.',
        kind: 'switch',
      },
      {
        path: ['explanations', 'who'],
        label: 'Who changed a file',
        help: 'The process and the user of a live change. It takes the rights of root; without them it is unknown.',
        kind: 'switch',
        of: 'Daemons',
        while: ['explanations', 'enabled'],
      },
    ],
  },
  {
    id: 'limits',
    title: 'Limits',
    text: 'Safety valves. A limit that is reached is said aloud in the status; nothing is dropped silently.',
    settings: [
      { path: ['limits', 'files'], label: 'Files', kind: 'count' },
      { path: ['limits', 'registry'], label: 'Registry values', kind: 'count', of: 'Registry' },
      { path: ['limits', 'software'], label: 'Packages', kind: 'count' },
      { path: ['limits', 'services'], label: 'Services', kind: 'count', of: 'WindowsServices' },
      { path: ['limits', 'daemons'], label: 'Daemons', kind: 'count', of: 'Daemons' },
      {
        path: ['limits', 'contentPerFile'],
        label: 'Content kept of a file',
        help: 'A larger file is compared by its hash alone.',
        kind: 'bytes',
      },
      {
        path: ['limits', 'contentTotal'],
        label: 'Content kept in all',
        help: 'As it lies compressed on the disk. The oldest makes room.',
        kind: 'bytes',
      },
    ],
  },
  {
    id: 'keeping',
    title: 'Keeping and secrets',
    settings: [
      {
        path: ['retention', 'days'],
        label: 'Keep changes for',
        help: 'Older ones are removed. Empty keeps them all.',
        kind: 'days',
      },
      {
        path: ['secrets'],
        label: 'Further secret files',
        help: 'Patterns of files whose content never reaches the disk, beside the ones that Tidemark knows.',
        kind: 'patterns',
      },
    ],
  },
  {
    id: 'start',
    title: 'Start',
    settings: [
      {
        path: ['startAtLogin'],
        label: 'Start at login',
        help: 'Tidemark starts in the tray when you log in.',
        kind: 'switch',
      },
    ],
  },
];
