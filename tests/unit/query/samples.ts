import type { Change } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';

export const machine = { computer: 'harbour', id: '3f1c6a52-9b0e-4d0f-8a57-1c2d3e4f5a6b' };

const seen = { since: '2026-03-01T10:00:00.000Z', noticedAt: '2026-03-01T10:01:30.500Z', how: 'live' } as const;

export const oldFile: Fields = {
  kind: 'file',
  size: 120,
  checksum: 'sha256:aa11',
  modified: '2026-02-28T08:00:00.000Z',
  created: '2026-01-01T00:00:00.000Z',
  mode: 0o644,
  owner: 'root',
  group: 'root',
  linkTarget: null,
  content: 'kept',
};
export const newFile: Fields = {
  ...oldFile,
  size: 135,
  checksum: 'sha256:bb22',
  modified: '2026-03-01T10:01:30.000Z',
  mode: 0o600,
};

export const fileModified: Change = {
  ...seen,
  id: 7,
  type: 'Files',
  key: '/etc/hosts',
  name: 'hosts',
  category: 'Modified',
  fieldsChanged: ['size', 'checksum', 'modified', 'mode'],
  before: oldFile,
  after: newFile,
};
export const fileAdded: Change = { ...fileModified, id: 5, category: 'Added', fieldsChanged: [], before: null };
export const fileRemoved: Change = { ...fileModified, id: 9, category: 'Removed', fieldsChanged: [], after: null };

export const software: Fields = {
  version: '7.88.1-10',
  state: 'installed',
  held: false,
  architecture: 'amd64',
  publisher: 'A Maintainer <a@example.org>',
  description: 'transfers data by URL',
  softwareType: 'Package',
  source: 'curl',
  section: 'web',
  installedSize: 512000,
  manager: 'dpkg',
};
export const softwareUpgraded: Change = {
  ...seen,
  id: 11,
  type: 'Software',
  key: 'dpkg:curl:amd64',
  name: 'curl',
  category: 'Modified',
  how: 'scheduled',
  fieldsChanged: ['version'],
  before: software,
  after: { ...software, version: '7.88.1-12' },
};
export const softwareRemoved: Change = {
  ...softwareUpgraded,
  id: 12,
  category: 'Removed',
  fieldsChanged: [],
  after: null,
};

export const daemon: Fields = {
  state: 'Running',
  subState: 'running',
  startup: 'Auto',
  command: '/usr/sbin/sshd -D',
  account: 'root',
  runlevels: null,
  controller: 'systemd',
  description: 'OpenBSD Secure Shell server',
  unitFile: '/lib/systemd/system/ssh.service',
};
export const daemonStopped: Change = {
  ...seen,
  id: 21,
  type: 'Daemons',
  key: 'systemd:ssh.service',
  name: 'ssh.service',
  category: 'Modified',
  fieldsChanged: ['state', 'startup', 'command', 'account'],
  before: daemon,
  after: { ...daemon, state: 'Stopped', startup: 'Disabled', command: '/opt/sshd', account: 'sshd' },
};
export const daemonAdded: Change = {
  ...daemonStopped,
  id: 22,
  category: 'Added',
  fieldsChanged: [],
  before: null,
  after: daemon,
};

export const machineChanged: Change = {
  ...seen,
  id: 31,
  type: 'Machine',
  key: 'os',
  name: 'Operating system',
  category: 'Modified',
  how: 'startup',
  fieldsChanged: ['summary'],
  before: { part: 'os', summary: 'Debian 12.6', detail: 'kernel: 6.1' },
  after: { part: 'os', summary: 'Debian 12.7', detail: 'kernel: 6.1' },
};
