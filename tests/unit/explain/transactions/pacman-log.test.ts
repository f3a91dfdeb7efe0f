import { describe, expect, it } from 'vitest';
import { pacmanBegins, pacmanParser } from '../../../../electron/engine/explain/transactions/pacman/log.ts';
import { parseAll } from './lines.ts';

describe('pacman’s log', () => {
  it('tells of each transaction its command, its times and its packages', () => {
    const entries = parseAll(
      pacmanParser(),
      `[2026-03-01T14:21:00+0100] [PACMAN] Running 'pacman -Syu'
[2026-03-01T14:21:00+0100] [PACMAN] synchronizing package lists
[2026-03-01T14:21:07+0100] [ALPM] transaction started
[2026-03-01T14:21:08+0100] [ALPM] upgraded probe (1:1.0-1 -> 1:1.1-1)
[2026-03-01T14:21:08+0100] [ALPM] installed probe-data (1-1)
[2026-03-01T14:21:08+0100] [ALPM-SCRIPTLET] installed nothing (1)
[2026-03-01T14:21:08+0100] [ALPM] warning: /etc/probe.conf installed as /etc/probe.conf.pacnew
[2026-03-01T14:21:09+0100] [ALPM] removed gone (2-1)
[2026-03-01T14:21:09+0100] [ALPM] reinstalled again (3-1)
[2026-03-01T14:21:09+0100] [ALPM] downgraded older (2-1 -> 1-1)
[2026-03-01T14:21:10+0100] [ALPM] transaction completed
[2026-03-01T14:21:11+0100] [ALPM] running '30-systemd-update.hook'...
[2026-03-01T15:00:00+0100] [PACMAN] Running 'pacman -Q'
[2026-03-01T15:00:01+0100] [ALPM] transaction started
[2026-03-01T15:00:02+0100] [ALPM] error: problem occurred while upgrading probe
[2026-03-01T15:00:03+0100] [ALPM] transaction failed
`,
    );
    expect(entries).toEqual([
      {
        start: '2026-03-01T14:21:07+0100',
        end: '2026-03-01T14:21:10+0100',
        command: 'pacman -Syu',
        complete: true,
        fault: null,
        packages: [
          { action: 'upgraded', name: 'probe', architecture: null, from: '1:1.0-1', to: '1:1.1-1' },
          { action: 'installed', name: 'probe-data', architecture: null, from: null, to: '1-1' },
          { action: 'removed', name: 'gone', architecture: null, from: '2-1', to: null },
          { action: 'reinstalled', name: 'again', architecture: null, from: '3-1', to: '3-1' },
          { action: 'downgraded', name: 'older', architecture: null, from: '2-1', to: '1-1' },
        ],
      },
      {
        start: '2026-03-01T15:00:01+0100',
        end: '2026-03-01T15:00:03+0100',
        command: 'pacman -Q',
        complete: true,
        fault: 'problem occurred while upgrading probe',
        packages: [],
      },
    ]);
  });

  it('is read in its older forms: times to the minute, no names of who speaks', () => {
    const entries = parseAll(
      pacmanParser(),
      `[2018-06-01 09:04] [PACMAN] Running 'pacman -S probe'
[2018-06-01 09:04] [ALPM] transaction started
[2018-06-01 09:05] [ALPM] installed probe (1-1)
[2018-06-01 09:05] [ALPM] transaction completed
[2012-06-01 09:05] installed old (1-1)
`,
    );
    expect(entries).toMatchObject([
      { start: '2018-06-01 09:04', end: '2018-06-01 09:05:59', command: 'pacman -S probe', complete: true },
      { start: '2012-06-01 09:05', command: null, packages: [{ name: 'old' }], complete: false },
    ]);
  });

  it('tells a transaction that was killed by its missing end', () => {
    const entries = parseAll(
      pacmanParser(),
      `[2026-03-01T14:21:07+0100] [ALPM] transaction started
[2026-03-01T14:21:08+0100] [ALPM] installed probe (1-1)
[2026-03-01T16:00:00+0100] [PACMAN] Running 'pacman -Syu'
[2026-03-01T16:00:07+0100] [ALPM] transaction started
[2026-03-01T16:00:08+0100] [ALPM] installed other (1-1)
`,
    );
    expect(entries.map(({ end, command, complete }) => [end, command, complete])).toEqual([
      ['2026-03-01T14:21:08+0100', null, false],
      ['2026-03-01T16:00:08+0100', 'pacman -Syu', false],
    ]);
  });

  it('begins something at a command and at a transaction', () => {
    expect(pacmanBegins("[2026-03-01T16:00:00+0100] [PACMAN] Running 'pacman -Syu'")).toBe('2026-03-01T16:00:00+0100');
    expect(pacmanBegins('[2026-03-01T16:00:00+0100] [ALPM] transaction started')).toBe('2026-03-01T16:00:00+0100');
    expect(pacmanBegins('[2026-03-01T16:00:00+0100] [ALPM] installed probe (1-1)')).toBeUndefined();
  });
});
