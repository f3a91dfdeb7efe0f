import { describe, expect, it } from 'vitest';
import {
  frontend,
  historyBegins,
  historyParser,
  requester,
} from '../../../../electron/engine/explain/transactions/debian/history.ts';
import { parseAll } from './lines.ts';

const log = `
Start-Date: 2026-03-01  10:00:00
Commandline: apt install probe
Requested-By: alice (1000)
Install: probe:amd64 (1.0-1), probe-data:amd64 (2:1.0~rc1-1, automatic)
Upgrade: libprobe1:amd64 (0.9, 1.0), libprobe1:i386 (0.9, 1.0)
Downgrade: older:amd64 (2, 1)
Reinstall: again:amd64 (3)
Remove: gone:amd64 (4)
Purge: wiped:amd64 (5)
Error: Sub-process /usr/bin/dpkg returned an error code (1)
Disappeared: swallowed:amd64 (6)
Nonsense
End-Date: 2026-03-01  10:00:09
Install: after-the-end:amd64 (1)

Start-Date: 2026-03-02  06:25:01
Commandline: /usr/bin/unattended-upgrade
Upgrade: probe:amd64 (1.0-1, 1.0-2)
`;

describe('apt’s history', () => {
  it('tells of each transaction its times, its command, who asked, and what it did to which package', () => {
    const [first, second] = parseAll(historyParser(), log);
    expect(first).toEqual({
      start: '2026-03-01T10:00:00',
      end: '2026-03-01T10:00:09',
      command: 'apt install probe',
      requestedBy: 'alice (1000)',
      fault: 'Sub-process /usr/bin/dpkg returned an error code (1)',
      packages: [
        { action: 'installed', name: 'probe', architecture: 'amd64', from: null, to: '1.0-1' },
        { action: 'installed', name: 'probe-data', architecture: 'amd64', from: null, to: '2:1.0~rc1-1' },
        { action: 'upgraded', name: 'libprobe1', architecture: 'amd64', from: '0.9', to: '1.0' },
        { action: 'upgraded', name: 'libprobe1', architecture: 'i386', from: '0.9', to: '1.0' },
        { action: 'downgraded', name: 'older', architecture: 'amd64', from: '2', to: '1' },
        { action: 'reinstalled', name: 'again', architecture: 'amd64', from: '3', to: '3' },
        { action: 'removed', name: 'gone', architecture: 'amd64', from: '4', to: null },
        { action: 'purged', name: 'wiped', architecture: 'amd64', from: '5', to: null },
        { action: 'removed', name: 'swallowed', architecture: 'amd64', from: '6', to: null },
      ],
    });
    expect(second).toMatchObject({ start: '2026-03-02T06:25:01', end: null, requestedBy: null, fault: null });
  });

  it('has one place where an entry begins', () => {
    expect(log.split('\n').map(historyBegins).filter(Boolean)).toEqual(['2026-03-01T10:00:00', '2026-03-02T06:25:01']);
  });

  it('gives nothing for what is none', () => {
    expect(parseAll(historyParser(), 'Install: stray:amd64 (1)\n\0\0\nStart')).toEqual([]);
  });
});

it('names the user who asked, by the number where there is no name', () => {
  const nameOf = (uid: number) => (uid === 1001 ? 'bob' : String(uid));
  expect(requester('alice (1000)', nameOf)).toBe('alice');
  expect(requester('(1001)', nameOf)).toBe('bob');
  expect(requester(' (77)', nameOf)).toBe('77');
  expect(requester('alice', nameOf)).toBe('alice');
  expect(requester(null, nameOf)).toBeNull();
});

it('knows programs that use apt’s library by their command lines', () => {
  expect(frontend('/usr/bin/unattended-upgrade')).toBe('unattended-upgrades');
  expect(frontend('/usr/bin/python3 /usr/bin/unattended-upgrade -d')).toBe('unattended-upgrades');
  expect(frontend('aptitude upgrade')).toBe('aptitude');
  expect(frontend("packagekit role='update-packages'")).toBe('packagekit');
  expect(frontend('apt-get -y dist-upgrade')).toBe('apt');
  expect(frontend('apt install aptitude')).toBe('apt');
  expect(frontend(null)).toBe('apt');
});
