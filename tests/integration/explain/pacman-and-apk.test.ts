import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApkTransactions } from '../../../electron/engine/explain/transactions/apk/index.ts';
import { createPacmanTransactions } from '../../../electron/engine/explain/transactions/pacman/index.ts';
import { hasPacman, PacmanRoot } from '../../support/pacman.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const signal = new AbortController().signal;

describe.skipIf(!hasPacman)('pacman, real', () => {
  it('is read of each transaction once, even those of one second', async () => {
    const root = await PacmanRoot.create(temporaryFolder());
    const [one, two] = [await root.build('probe', '1-1'), await root.build('probe', '2-1')];
    const began = Date.now();
    await root.pacman('-U', one);
    await root.pacman('-U', two);
    await root.pacman('-U', two);
    await root.pacman('-U', one);
    await root.pacman('-R', 'probe');
    const source = createPacmanTransactions({ log: root.log, database: root.database });
    const { transactions, problems } = await source.since(began - 1000, signal);
    expect(problems).toEqual([]);
    expect(
      transactions.map(({ packages }) =>
        packages.map(({ action, name, from, to }) => `${action} ${name} ${from} ${to}`),
      ),
    ).toEqual([
      ['installed probe null 1-1'],
      ['upgraded probe 1-1 2-1'],
      ['reinstalled probe 2-1 2-1'],
      ['downgraded probe 2-1 1-1'],
      ['removed probe 1-1 null'],
    ]);
    expect(transactions[4]?.command).toMatch(/^pacman .* -R probe$/);
    expect(new Set(transactions.map((each) => each.identity)).size).toBe(5);
    for (const { startedAt, endedAt, fault } of transactions) {
      expect(Date.parse(startedAt)).toBeGreaterThanOrEqual(began - 1000);
      expect(Date.parse(endedAt ?? '')).toBeLessThan(Date.now() + 1000);
      expect(fault).toBeNull();
    }
    expect(await source.busy()).toBe(false);
    expect((await source.since(Date.now() + 1000, signal)).transactions).toEqual([]);
  });
});

describe('pacman’s lock', () => {
  it('says that it runs, and that one which is not over was interrupted without it', async () => {
    const folder = temporaryFolder();
    const log = join(folder, 'pacman.log');
    const lock = join(folder, 'db.lck');
    await writeFile(
      log,
      "[2026-03-01T14:21:00+0100] [PACMAN] Running 'pacman -S probe'\n" +
        '[2026-03-01T14:21:07+0100] [ALPM] transaction started\n' +
        '[2026-03-01T14:21:08+0100] [ALPM] installed probe (1-1)\n',
    );
    const source = createPacmanTransactions({ log, database: folder });
    await writeFile(lock, '');
    expect(await source.busy()).toBe(true);
    expect((await source.since(Date.now(), signal)).transactions).toMatchObject([{ endedAt: null, fault: null }]);
    // One that was left behind by a pacman that was killed long ago holds up nothing: its inode may be of today.
    const left = await readFile(log, 'utf8');
    await writeFile(log, `${left}[2026-03-01T14:21:09+0100] [ALPM] transaction completed\n`);
    expect((await source.since(0, signal)).transactions).toMatchObject([
      { endedAt: '2026-03-01T13:21:09.999Z', fault: null, command: 'pacman -S probe' },
    ]);
  });

  it('is none where there is no file', async () => {
    expect(await createPacmanTransactions({ database: temporaryFolder() }).busy()).toBe(false);
  });
});

describe('apk’s log', () => {
  it('is read from a moment on; its last command ended when it was last written', async () => {
    const log = join(temporaryFolder(), 'apk.log');
    await writeFile(
      log,
      'Running `apk add probe` at 2026-02-01 06:10:04\n(1/1) Installing probe (1-r0)\nOK: 10 MiB in 20 packages\n' +
        'Running `apk fix` at 2026-02-02 06:10:04\nOK: 10 MiB in 20 packages\n' +
        'Running `apk upgrade` at 2026-03-01 06:10:04\n(1/1) Upgrading probe (1-r0 -> 2-r0)\nOK: 10 MiB in 20 packages\n',
    );
    await utimes(log, new Date(), new Date('2026-03-01T06:10:09.250Z'));
    const source = createApkTransactions({ log, locks: [] });
    expect(await source.busy()).toBe(false);
    const { transactions, problems } = await source.since(0, signal);
    expect(problems).toEqual([]);
    expect(transactions).toEqual([
      expect.objectContaining({ identity: 'apk:2026-02-01T06:10:04Z', endedAt: '2026-02-01T06:10:04.000Z' }),
      {
        identity: 'apk:2026-03-01T06:10:04Z',
        tool: 'apk',
        manager: 'apk',
        startedAt: '2026-03-01T06:10:04.000Z',
        endedAt: '2026-03-01T06:10:09.250Z',
        command: 'apk upgrade',
        user: null,
        packages: [{ action: 'upgraded', name: 'probe', architecture: null, from: '1-r0', to: '2-r0' }],
        fault: null,
      },
    ]);
    expect((await source.since(Date.parse('2026-03-01T06:10:09Z'), signal)).transactions).toHaveLength(1);
    expect((await source.since(Date.parse('2026-03-01T06:10:10Z'), signal)).transactions).toHaveLength(0);
  });
});
