import { describe, expect, it } from 'vitest';
import { dpkgParser, runBegins } from '../../../../electron/engine/explain/transactions/debian/dpkg-log.ts';
import { parseAll } from './lines.ts';

/** A log of one day: a line's time and what it says. */
const day = (...lines: readonly string[]) => lines.map((line) => `2026-03-01 ${line}`).join('\n');

describe('dpkg’s log', () => {
  it('is parted into runs, each with its packages and its last moment', () => {
    const runs = parseAll(
      dpkgParser(),
      day(
        '09:59:59 status installed stray:all 1',
        '10:00:00 startup archives unpack',
        '10:00:00 install probe:amd64 <none> 1.0-1',
        '10:00:01 status half-installed probe:amd64 1.0-1',
        '10:00:01 status unpacked probe:amd64 1.0-1',
        '10:00:02 startup packages configure',
        '10:00:02 configure probe:amd64 1.0-1 <none>',
        '10:00:03 status installed probe:amd64 1.0-1',
        '10:00:03 trigproc man-db:amd64 2.11.2-2 <none>',
        '10:00:04 status installed man-db:amd64 2.11.2-2',
      ),
    );
    expect(runs.map(({ start, end, packages, fault }) => ({ start, end, packages, fault }))).toEqual([
      {
        start: '2026-03-01T10:00:00',
        end: '2026-03-01T10:00:01',
        packages: [{ action: 'installed', name: 'probe', architecture: 'amd64', from: null, to: '1.0-1' }],
        fault: null,
      },
      {
        start: '2026-03-01T10:00:02',
        end: '2026-03-01T10:00:04',
        packages: [
          { action: 'configured', name: 'probe', architecture: 'amd64', from: '1.0-1', to: '1.0-1' },
          { action: 'configured', name: 'man-db', architecture: 'amd64', from: '2.11.2-2', to: '2.11.2-2' },
        ],
        fault: null,
      },
    ]);
  });

  it.each([
    ['upgrade probe:all 1 2', { action: 'upgraded', from: '1', to: '2' }],
    ['upgrade probe:all 2 1', { action: 'downgraded', from: '2', to: '1' }],
    ['upgrade probe:all 2 2', { action: 'reinstalled', from: '2', to: '2' }],
    ['upgrade probe:all 1:1 2', { action: 'downgraded', from: '1:1', to: '2' }],
    // The configuration files of an older version had stayed.
    ['install probe:all 1 2', { action: 'installed', from: null, to: '2' }],
    ['remove probe:all 1 <none>', { action: 'removed', from: '1', to: null }],
    ['purge probe:all 1 <none>', { action: 'purged', from: '1', to: null }],
    ['disappear probe:all 1 <none>', { action: 'removed', from: '1', to: null }],
  ])('reads %s', (line, step) => {
    const [run] = parseAll(dpkgParser(), day('10:00:00 startup archives install', `10:00:00 ${line}`));
    expect(run?.packages).toEqual([{ name: 'probe', architecture: 'all', ...step }]);
  });

  it('counts the steps of one package in one run as one', () => {
    const [upgraded, purged] = parseAll(
      dpkgParser(),
      day(
        '10:00:00 startup archives install',
        '10:00:00 upgrade probe:all 1 2',
        '10:00:00 configure probe:all 2 <none>',
        '10:00:01 startup packages purge',
        '10:00:01 remove probe:all 2 <none>',
        '10:00:01 purge probe:all 2 <none>',
      ),
    );
    expect(upgraded?.packages).toEqual([
      { action: 'upgraded', name: 'probe', architecture: 'all', from: '1', to: '2' },
    ]);
    expect(purged?.packages).toEqual([{ action: 'purged', name: 'probe', architecture: 'all', from: '2', to: null }]);
  });

  it('says which package was left between two states', () => {
    const [run] = parseAll(
      dpkgParser(),
      day(
        '10:00:00 startup archives install',
        '10:00:00 install probe:all <none> 1',
        '10:00:00 status unpacked probe:all 1',
        '10:00:00 status half-configured probe:all 1',
      ),
    );
    expect(run?.fault).toBe('status half-configured probe:all');
  });

  it('passes over lines of no known form', () => {
    const runs = parseAll(
      dpkgParser(),
      '\0\0\nstartup\n2026-03-01 10:00:00 startup archives install\nZwölf Boxkämpfer\n2026-03-01 10:00:00 install\n',
    );
    expect(runs.map((run) => run.packages)).toEqual([[]]);
  });

  it('begins a run at each startup', () => {
    expect(runBegins('2026-03-01 10:00:00 startup packages remove')).toBe('2026-03-01T10:00:00');
    expect(runBegins('2026-03-01 10:00:00 remove probe:all 1 <none>')).toBeUndefined();
  });
});
