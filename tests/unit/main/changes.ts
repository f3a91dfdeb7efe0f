import type { ListedChange } from '../../../electron/shared/model/change.ts';

let lastId = 0;

/** A change with what a test says of it. */
export function aChange(part: Partial<ListedChange> = {}): ListedChange {
  lastId += 1;
  return {
    id: lastId,
    type: 'Files',
    key: '/etc/hosts',
    name: '/etc/hosts',
    category: 'Modified',
    noticedAt: '2026-11-22T10:00:00.000Z',
    since: '2026-11-22T09:55:00.000Z',
    how: 'live',
    fieldsChanged: ['checksum'],
    before: { checksum: 'sha256:a' },
    after: { checksum: 'sha256:b' },
    lines: null,
    ...part,
  };
}

export const aPackage = (part: Partial<ListedChange> = {}): ListedChange =>
  aChange({
    type: 'Software',
    key: 'dpkg:htop:amd64',
    name: 'htop',
    category: 'Added',
    fieldsChanged: [],
    before: null,
    after: { version: '3.2.2', description: 'interactive processes viewer' },
    ...part,
  });

export const aDaemon = (part: Partial<ListedChange> = {}): ListedChange =>
  aChange({
    type: 'Daemons',
    key: 'systemd:ssh.service',
    name: 'ssh.service',
    fieldsChanged: ['state'],
    before: { state: 'Running', description: 'OpenBSD Secure Shell server' },
    after: { state: 'Stopped', description: 'OpenBSD Secure Shell server' },
    ...part,
  });
