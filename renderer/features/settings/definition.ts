/** Where a setting stands in the settings. */
export type SettingPath = readonly string[];

/** One setting as the screen shows it. Its range and its default are those of the shared schema. */
export interface SettingDefinition {
  readonly path: SettingPath;
  readonly label: string;
  readonly help?: string;
  /**
   * `duration` is stored in seconds, `bytes` in bytes; `days` may be empty, for
   * no end; `patterns` is a list of texts; `choice` is one of `choices`.
   */
  readonly kind: 'switch' | 'duration' | 'count' | 'bytes' | 'days' | 'patterns' | 'choice';
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
        help: 'Installed packages and their versions.',
        kind: 'switch',
      },
      {
        path: ['tracking', 'daemons', 'enabled'],
        label: 'Daemons',
        help: 'Services, how they start, and whether they run.',
        kind: 'switch',
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
      { path: ['frequencies', 'software'], label: 'Software every', kind: 'duration' },
      { path: ['frequencies', 'daemons'], label: 'Daemons every', kind: 'duration' },
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
      { path: ['notifications', 'software'], label: 'For software', kind: 'switch' },
      { path: ['notifications', 'daemons'], label: 'For daemons', kind: 'switch' },
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
    id: 'limits',
    title: 'Limits',
    text: 'Safety valves. A limit that is reached is said aloud in the status; nothing is dropped silently.',
    settings: [
      { path: ['limits', 'files'], label: 'Files', kind: 'count' },
      { path: ['limits', 'software'], label: 'Packages', kind: 'count' },
      { path: ['limits', 'daemons'], label: 'Daemons', kind: 'count' },
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
