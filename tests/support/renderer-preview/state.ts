import type { EngineState } from '../../../electron/shared/contract/contract.ts';
import { type ItemType, itemTypes } from '../../../electron/shared/model/item.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import type { Status, TypeStatus } from '../../../electron/shared/model/status.ts';
import type { WatchUse } from '../../../electron/shared/model/watch-use.ts';
import { ago, changes } from './data.ts';
import { windowsTypes } from './windows-data.ts';

const minute = 60_000;
const hour = 60 * minute;

const nowhere = { folders: 0, first: [] };

function typeStatus(type: ItemType, items: number, more: Partial<TypeStatus> = {}): TypeStatus {
  const id = items + 1;
  return {
    type,
    enabled: true,
    items,
    last: {
      id,
      type,
      how: 'scheduled',
      full: false,
      startedAt: ago(4 * minute + 1234),
      endedAt: ago(4 * minute),
      items,
      changes: type === 'Files' ? 2 : 0,
      baseline: false,
    },
    lastFull: ago(8 * hour),
    nextAt: ago(-11 * minute),
    running: null,
    live: {
      armed: type !== 'Machine',
      watched: type === 'Files' ? 312 : type === 'Software' ? 3 : 0,
      armedIn: 18,
      unwatched: type === 'Files' ? { folders: 3, first: ['/srv/vault', '/srv/vault/keys'] } : nowhere,
    },
    bySchedule: type === 'Files' ? [{ path: '/home/mara/nas', fileSystem: 'nfs4' }] : [],
    limit: type === 'Machine' ? null : type === 'Files' ? 1400 : 50_000,
    ...more,
  };
}

/** The status of each state that the preview can show. */
export function statusOf(state: string): Status {
  const base: Status = {
    state: 'tracking',
    pausedUntil: null,
    types: [
      typeStatus('Files', 1284),
      typeStatus('Software', 787),
      typeStatus('Daemons', 63),
      typeStatus('Machine', 21),
    ],
    problems: [
      {
        type: 'Files',
        kind: 'unreadable',
        subject: '/root/.ssh/authorized_keys',
        message: 'It can’t be read: permission denied.',
        advice: 'Run Tidemark with rights to read it, or switch this item off.',
        firstSeen: ago(30 * hour),
        lastSeen: ago(4 * minute),
      },
      {
        type: 'Files',
        kind: 'unreadable',
        subject: '/etc/sudoers',
        message: 'It can’t be read: permission denied.',
        advice: 'Run Tidemark with rights to read it, or switch this item off.',
        firstSeen: ago(30 * hour),
        lastSeen: ago(4 * minute),
      },
      {
        type: 'Files',
        kind: 'limit',
        subject: '/srv/data',
        message: 'The limit of 1,400 files leaves out 3,912 files below it.',
        advice: 'Raise the limit in the settings, or leave folders out.',
        firstSeen: ago(2 * hour),
        lastSeen: ago(4 * minute),
      },
      {
        type: 'Software',
        kind: 'failed',
        subject: 'snap',
        message: 'snapd did not answer within 10 seconds.',
        advice: 'See whether snapd runs; it is tried again at the next collection.',
        firstSeen: ago(26 * minute),
        lastSeen: ago(4 * minute),
      },
      {
        type: 'Files',
        kind: 'note',
        subject: '/srv/www/site/current/latest',
        message:
          'The link /srv/www/site/current/latest leads back to /srv/www/site, in which it lies, so it was not followed.',
        advice: "Exclude the link, or set the tracked item's links to manage or ignore.",
        firstSeen: ago(30 * hour),
        lastSeen: ago(4 * minute),
      },
    ],
    gaps: [
      { id: 3, type: 'Files', reason: 'overflow', subject: '/srv/data', from: ago(3 * hour), to: ago(3 * hour - 4000) },
      { id: 2, type: null, reason: 'notRunning', subject: '', from: ago(38 * hour), to: ago(14 * hour) },
      { id: 1, type: null, reason: 'paused', subject: '', from: ago(80 * hour), to: ago(79 * hour) },
    ],
    space: { database: 48_300_000, content: 21_700_000, changes: changes.length },
    plan: null,
    engine: { pid: 4121, startedAt: ago(14 * hour) },
  };
  switch (state) {
    case 'paused':
      return {
        ...base,
        state: 'paused',
        pausedUntil: ago(-42 * minute),
        types: base.types.map((each) => ({ ...each, nextAt: null })),
      };
    case 'baseline':
      return {
        ...base,
        state: 'starting',
        types: [
          typeStatus('Files', 0, {
            last: null,
            lastFull: null,
            nextAt: null,
            running: { done: 41_230, expected: 119_869, baseline: true },
            live: { armed: false, watched: 0, armedIn: null, unwatched: nowhere },
          }),
          typeStatus('Software', 787),
          typeStatus('Daemons', 63),
          typeStatus('Machine', 0, { last: null, enabled: false }),
        ],
        problems: [],
        gaps: [],
        space: { database: 90_000, content: 0, changes: 0 },
      };
    case 'windows':
      return {
        ...base,
        types: itemTypes.flatMap((type) =>
          type === 'Daemons' ? [] : [typeStatus(type, windowsTypes[type], { bySchedule: [], limit: 50_000 })],
        ),
        problems: [],
        gaps: [],
      };
    case 'empty':
      return { ...base, problems: [], gaps: [], space: { database: 90_000, content: 0, changes: 0 } };
    default:
      return base;
  }
}

export function engineOf(state: string): EngineState {
  if (state === 'failing')
    return {
      state: 'failed',
      message: 'The engine ended five times within a minute and was given up.',
      advice: 'See whether the disk is full, then start it again.',
    };
  if (state === 'restarting') return { state: 'restarting', restarts: 2, reason: 'Its process ended with signal 9.' };
  return { state: 'running', pid: 4121, restarts: 0 };
}

const tracked = (id: string, group: string, name: string, path: string, more: object = {}) => ({
  id,
  group,
  name,
  path,
  ...more,
});

export const settings = settingsSchema.parse({
  tracking: {
    files: [
      tracked('hosts', 'Host', 'Host names', '/etc/hosts'),
      tracked('fstab', 'Host', 'Mounted file systems', '/etc/fstab'),
      tracked('passwd', 'Accounts', 'Accounts', '/etc/passwd'),
      tracked('shadow', 'Accounts', 'Passwords', '/etc/shadow', { keepContent: false }),
      tracked('sudo', 'Accounts', 'Who may become root', '/etc/sudoers.d', { pathType: 'directory' }),
      tracked('ssh', 'Secure shell', 'Secure shell', '/etc/ssh', {
        pathType: 'directory',
        recursion: true,
        excludes: ['*.bak'],
      }),
      tracked('keys', 'Secure shell', 'Who may log in', '/home/*/.ssh/authorized_keys', { mustExist: false }),
      tracked('cron', 'Scheduled', 'Scheduled tasks', '/etc/cron.*', { pathType: 'directory', enabled: false }),
    ],
  },
});

const raise = (line: string) => ({
  file: '/etc/sysctl.d/99-tidemark.conf',
  line,
  command: `echo ${line} | sudo tee -a /etc/sysctl.d/99-tidemark.conf && sudo sysctl --system`,
});

/** Watches that are nearly used up, by other programs for the most part. */
export const watchUse: WatchUse = {
  watches: {
    setting: 'fs.inotify.max_user_watches',
    limit: 65_536,
    held: 312,
    used: 61_204,
    raise: raise('fs.inotify.max_user_watches=524288'),
  },
  instances: {
    setting: 'fs.inotify.max_user_instances',
    limit: 128,
    held: 1,
    used: 34,
    raise: raise('fs.inotify.max_user_instances=1024'),
  },
  queuedEvents: 16_384,
  complete: true,
};
