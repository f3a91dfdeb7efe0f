import type { ListedChange } from '../../../electron/shared/model/change.ts';
import type { Fields, Item, ItemType } from '../../../electron/shared/model/item.ts';
import type { Notice } from '../../../electron/shared/model/notice.ts';

export const start = Date.now();
const minute = 60_000;
const hour = 60 * minute;
export const ago = (milliseconds: number) => new Date(start - milliseconds).toISOString();

/** The same figures on every run. */
let seed = 7;
const random = () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
};
const hash = (text: string) =>
  `sha256:${[...text.repeat(9)]
    .map((c) => (c.charCodeAt(0) % 16).toString(16))
    .join('')
    .padEnd(64, 'a')
    .slice(0, 64)}`;

const file = (path: string, size: number, more: Fields = {}): Fields => ({
  kind: 'file',
  size,
  checksum: hash(path + size),
  modified: ago(90 * minute),
  created: ago(900 * hour),
  mode: '0644',
  owner: 'root',
  group: 'root',
  linkTarget: null,
  content: 'kept',
  ...more,
});

type Part = Partial<ListedChange> & Pick<ListedChange, 'key' | 'category'>;
let nextId = 0;
const made: ListedChange[] = [];
function put(at: number, type: ItemType, part: Part): void {
  made.push({
    id: 0,
    type,
    name: part.key,
    noticedAt: ago(at),
    since: ago(at + 1000),
    how: 'live',
    fieldsChanged: [],
    before: null,
    after: null,
    lines: null,
    ...part,
  });
}

const paths = [
  '/etc/hosts',
  '/etc/fstab',
  '/etc/apt/sources.list.d/docker.list',
  '/home/alice/.bashrc',
  '/etc/cron.d/backup',
  '/etc/sudoers.d/alice',
  '/etc/systemd/system/backup-agent.service',
  '/etc/ssh/sshd_config.d/50-cloud.conf',
];
const packages = ['curl', 'openssl', 'libc6', 'vim', 'nginx', 'postgresql-15', 'linux-image-amd64'];
for (let at = 3; at < 7 * 24; at += 1 + random() * 5) {
  if (at > 14 && at < 38) continue;
  const path = paths[Math.floor(random() * paths.length)] ?? '/etc/hosts';
  const name = packages[Math.floor(random() * packages.length)] ?? 'curl';
  const count = 1 + Math.floor(random() * 4);
  for (let each = 0; each < count; each += 1) {
    put(at * hour + each * minute, 'Files', {
      key: path,
      category: 'Modified',
      how: random() > 0.7 ? 'scheduled' : 'live',
      fieldsChanged: ['size', 'checksum', 'modified'],
      before: file(path, 800),
      after: file(path, 820),
      lines: { added: count, removed: each % 3 },
    });
  }
  if (random() > 0.6)
    put(at * hour, 'Software', {
      key: `dpkg:${name}:amd64`,
      name,
      category: 'Modified',
      fieldsChanged: ['version'],
      before: { version: '3.0.15-1~deb12u1', state: 'installed' },
      after: { version: '3.0.17-1~deb12u2', state: 'installed' },
    });
  if (random() > 0.75)
    put(at * hour, 'Daemons', {
      key: 'systemd:cron.service',
      name: 'cron.service',
      category: 'Modified',
      fieldsChanged: ['state'],
      before: { state: 'Running', startup: 'Auto' },
      after: { state: 'Stopped', startup: 'Auto' },
    });
}
const long = `/srv/projects/${'a-folder-with-quite-a-long-name/'.repeat(6)}settings/production/database-connection.config.yaml`;
put(6 * minute, 'Files', {
  key: '/etc/ssh/sshd_config',
  category: 'Modified',
  fieldsChanged: ['size', 'checksum', 'modified'],
  before: file('/etc/ssh/sshd_config', 3287),
  after: file('/etc/ssh/sshd_config', 3310),
  lines: { added: 3, removed: 2 },
});
const moved = file('/etc/cron.d/backup', 214, {
  acl: 'user::rw-\nuser:backup:rw-\ngroup::r--\nmask::rw-\nother::r--',
  xattrs: 'user.origin=ansible',
  fileId: '64768:1312',
});
put(7 * minute, 'Files', {
  key: '/etc/cron.d/backup',
  category: 'Removed',
  before: moved,
  movedTo: '/etc/cron.d/nightly-backup',
});
put(7 * minute, 'Files', {
  key: '/etc/cron.d/nightly-backup',
  category: 'Added',
  after: moved,
  movedFrom: '/etc/cron.d/backup',
});
put(8 * minute, 'Daemons', {
  key: 'systemd:backup-agent.service',
  name: 'backup-agent.service',
  category: 'Added',
  after: {
    state: 'Running',
    subState: 'running',
    startup: 'Auto',
    command: '/usr/local/bin/backup-agent --config /etc/backup-agent.toml --every 3600',
    account: 'backup',
    controller: 'systemd',
    description: 'Backs up /home every hour',
    unitFile: '/etc/systemd/system/backup-agent.service',
  },
});
put(9 * minute, 'Files', {
  key: '/etc/systemd/system/backup-agent.service',
  category: 'Added',
  after: file('/etc/systemd/system/backup-agent.service', 412),
});
put(20 * minute, 'Files', {
  key: long,
  category: 'Modified',
  fieldsChanged: ['mode', 'owner'],
  before: file(long, 3287, { mode: '0644' }),
  after: file(long, 3287, { mode: '0600', owner: 'postgres' }),
});
put(22 * minute, 'Files', {
  key: '/etc/shadow',
  category: 'Modified',
  fieldsChanged: ['size', 'checksum', 'modified'],
  before: file('/etc/shadow', 1200, { content: 'secret', mode: '0640' }),
  after: file('/etc/shadow', 1311, { content: 'secret', mode: '0640' }),
});
put(40 * minute, 'Software', {
  key: 'dpkg:telnet:amd64',
  name: 'telnet',
  category: 'Removed',
  before: {
    version: '0.17-44',
    state: 'installed',
    description: 'Telnet client',
    architecture: 'amd64',
    manager: 'dpkg',
    installedSize: 164_000,
  },
});
put(41 * minute, 'Software', {
  key: 'dpkg:cowsay:all',
  name: 'cowsay',
  category: 'Added',
  after: {
    version: '3.03+dfsg2-8',
    state: 'installed',
    description: 'configurable talking cow',
    architecture: 'all',
    manager: 'dpkg',
    installedSize: 92_160,
  },
});
put(42 * minute, 'Files', {
  key: '/usr/local/share/big-export.csv',
  category: 'Modified',
  fieldsChanged: ['size', 'checksum'],
  before: file('/usr/local/share/big-export.csv', 900_000),
  after: file('/usr/local/share/big-export.csv', 910_000),
  lines: { added: 400, removed: 12 },
});
put(55 * minute, 'Machine', {
  key: 'user:bob',
  name: 'bob',
  category: 'Added',
  after: { part: 'user', summary: 'bob, uid 1001, /home/bob, /bin/bash', detail: null },
});
put(56 * minute, 'Files', {
  key: '/home/alice/.ssh/authorized_keys',
  category: 'Removed',
  before: file('/home/alice/.ssh/authorized_keys', 552, { mode: '0600', owner: 'alice' }),
});
put(57 * minute, 'Files', {
  key: '/usr/local/bin/tool',
  category: 'Modified',
  fieldsChanged: ['size', 'checksum', 'modified'],
  before: file('/usr/local/bin/tool', 1_200_000, { mode: '0755' }),
  after: file('/usr/local/bin/tool', 1_250_000, { mode: '0755' }),
});
for (const [key, more] of [
  ['/etc/hosts', { lines: { added: 1, removed: 0 } }],
  ['/etc/resolv.conf', { lines: { added: 1, removed: 1 } }],
] as const)
  put(14 * hour, 'Files', {
    key,
    category: 'Modified',
    how: 'startup',
    since: ago(38 * hour),
    fieldsChanged: ['size', 'checksum', 'modified'],
    before: file(key, 210),
    after: file(key, 240),
    ...more,
  });
put(14 * hour, 'Daemons', {
  key: 'systemd:cups.service',
  name: 'cups.service',
  category: 'Modified',
  how: 'startup',
  since: ago(38 * hour),
  fieldsChanged: ['startup'],
  before: { state: 'Stopped', startup: 'Auto' },
  after: { state: 'Stopped', startup: 'Disabled' },
});
for (let at = 0; at < 60; at += 1)
  put(
    2 * hour + at * 500,
    at % 5 === 0 ? 'Software' : 'Files',
    at % 5 === 0
      ? {
          key: `dpkg:lib${at}:amd64`,
          name: `libsample${at}`,
          category: 'Modified',
          fieldsChanged: ['version'],
          before: { version: '1.2' },
          after: { version: '1.3' },
        }
      : {
          key: `/usr/share/doc/lib${at}/changelog.gz`,
          category: 'Modified',
          fieldsChanged: ['size', 'checksum', 'modified'],
          before: file('/x', 4000),
          after: file('/x', 4100),
        },
  );

/** The log, the newest first. */
export const changes: ListedChange[] = made
  .sort((a, b) => (a.noticedAt < b.noticedAt ? -1 : 1))
  .map((change) => {
    nextId += 1;
    return { ...change, id: nextId };
  })
  .reverse();

const config = (more: readonly string[]) =>
  [
    ...Array.from({ length: 31 }, (_, at) => `# Line ${at + 1} of the defaults of the secure shell daemon`),
    '#LoginGraceTime 2m',
    more[0] ?? '',
    '#StrictModes yes',
    '#MaxAuthTries 6',
    '#MaxSessions 10',
    '',
    ...Array.from({ length: 19 }, (_, at) => `# Another comment, number ${at + 1}`),
    'UsePAM yes',
    ...more.slice(1),
    'X11Forwarding no',
    'PrintMotd no',
    '',
  ].join('\n');
const csv = (change: boolean) =>
  Array.from(
    { length: 18_000 },
    (_, at) => `${at},row ${at},${change && at % 900 === 3 ? 'other' : 'value'},${(at * 7) % 1000}`,
  ).join('\n');

/** The text of a path before and after. */
export function texts(path: string): readonly [string, string] {
  if (path === '/etc/ssh/sshd_config')
    return [
      config(['PermitRootLogin no', 'PasswordAuthentication no']),
      config(['PermitRootLogin yes', 'PasswordAuthentication yes', 'AllowUsers alice backup']),
    ];
  if (path.endsWith('.csv')) return [csv(false), csv(true)];
  const unit =
    '[Unit]\nDescription=Backs up /home every hour\nAfter=network-online.target\n\n[Service]\nExecStart=/usr/local/bin/backup-agent --config /etc/backup-agent.toml --every 3600 --a-rather-long-option=that-goes-on-beyond-the-edge\nUser=backup\n\n[Install]\nWantedBy=multi-user.target\n';
  return [unit, `${unit}# one more line\n`];
}

/** What there is of a type. */
export function inventory(type: ItemType): readonly Item[] {
  const item = (key: string, name: string, fields: Fields): Item => ({ type, key, name, fields });
  switch (type) {
    case 'Files':
      return Array.from({ length: 1284 }, (_, at) => {
        const path =
          at < paths.length
            ? (paths[at] ?? '')
            : `/etc/sample/folder-${at % 40}/file-${String(at).padStart(4, '0')}.conf`;
        return item(path, path, file(path, (at * 7919) % 90_000));
      }).sort((a, b) => (a.key < b.key ? -1 : 1));
    case 'Software':
      return Array.from({ length: 787 }, (_, at) =>
        item(`dpkg:lib${at}:amd64`, packages[at] ?? `libsample${at}`, {
          version: `${at % 9}.${at % 13}-1+deb12u${at % 4}`,
          state: 'installed',
          held: false,
          architecture: 'amd64',
          description: 'A shared library that other programs use',
          installedSize: at * 10_240,
          manager: 'dpkg',
          publisher: 'Debian developers <debian@example.org>',
        }),
      );
    case 'Daemons':
      return Array.from({ length: 63 }, (_, at) =>
        item(
          `systemd:unit${at}.service`,
          ['cron', 'ssh', 'cups', 'NetworkManager', 'dbus'][at]
            ? `${['cron', 'ssh', 'cups', 'NetworkManager', 'dbus'][at]}.service`
            : `unit-${at}.service`,
          {
            state: at % 3 ? 'Running' : 'Stopped',
            startup: at % 4 ? 'Auto' : 'Manual',
            account: 'root',
            description: 'A daemon that does one thing',
            command: '/usr/sbin/daemon -f',
            controller: 'systemd',
            unitFile: '/lib/systemd/system/x.service',
          },
        ),
      );
    case 'Machine':
      return [
        item('os', 'Operating system', {
          part: 'os',
          summary: 'Debian GNU/Linux 12 (bookworm), kernel 6.1.0-26-amd64',
          detail: null,
        }),
        item('cpu', 'Processor', {
          part: 'cpu',
          summary: 'Intel Core i7-1185G7, 4 cores',
          detail: 'Speed: 3 GHz\nCache: 12 MB',
        }),
      ];
    default:
      return [];
  }
}

export const notices: Notice[] = [
  {
    id: 5,
    shownAt: ago(6 * minute),
    title: 'sshd_config changed',
    body: '/etc/ssh/sshd_config · 2 lines changed, 1 added',
    changeIds: [changes[0]?.id ?? 1],
    alertIds: [],
    count: 1,
    read: false,
  },
  {
    id: 4,
    shownAt: ago(8 * minute),
    title: 'New daemon backup-agent.service',
    body: 'Starts at boot, running',
    changeIds: [changes[1]?.id ?? 1],
    alertIds: [],
    count: 1,
    read: false,
  },
  {
    id: 3,
    shownAt: ago(2 * hour),
    title: '60 changes',
    body: '48 files, 12 packages: libsample0, libsample5 and 58 more',
    changeIds: changes.slice(12, 60).map((change) => change.id),
    alertIds: [],
    count: 60,
    read: false,
  },
  {
    id: 2,
    shownAt: ago(26 * hour),
    title: 'cron.service: Running → Stopped',
    body: 'Daemon',
    changeIds: [changes[40]?.id ?? 1],
    alertIds: [],
    count: 1,
    read: true,
  },
  {
    id: 1,
    shownAt: ago(50 * hour),
    title: 'hosts changed',
    body: '/etc/hosts · 1 line added',
    changeIds: [changes[50]?.id ?? 1],
    alertIds: [],
    count: 1,
    read: true,
  },
];
