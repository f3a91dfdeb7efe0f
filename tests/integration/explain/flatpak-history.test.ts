import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFlatpakTransactions } from '../../../electron/engine/explain/transactions/flatpak/index.ts';
import { FlatpakMachine, flatpakArch } from '../../support/flatpak.ts';
import { runTool } from '../../support/run-tool.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const journald = '/lib/systemd/systemd-journald';

/** Whether there are Flatpak and the journal, and this process may have a /run of its own (mount_namespaces(7)). */
const canTry =
  ['/usr/bin/flatpak', '/usr/bin/ostree', '/usr/bin/journalctl', journald].every((each) => existsSync(each)) &&
  mayMount();

function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/run'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Starts the journal below /run, whose journals lie in the folder $1; does the rest; stops it. */
const withJournal = `
set -e
mount -t tmpfs tmpfs /run
mkdir -p /run/log/journal /run/systemd/journal /run/lock
mount --bind "$1" /run/log/journal
${journald} & journal=$!
shift
until test -S /run/systemd/journal/socket; do sleep 0.05; done
while test "$#" -gt 0; do sh -c "$1"; shift; done
journalctl --sync 2>/dev/null || kill -USR1 $journal
sleep 0.3
kill $journal
wait $journal || true
`;

const { signal } = new AbortController();

describe.runIf(canTry)('Flatpak and the journal, real', () => {
  it('tell of what was installed, updated and taken away, each transaction once', async () => {
    const folder = temporaryFolder();
    const journal = join(folder, 'journal');
    await mkdir(journal);
    const machine = await FlatpakMachine.create(folder);
    await machine.offerRuntime({ id: 'org.test.Platform' });
    await machine.offer({ id: 'org.test.App', version: '1' });
    const script = join(folder, 'script');
    await writeFile(script, withJournal);
    const began = Date.now();
    const flatpak = (what: string) => `flatpak --user ${what}`;
    const ran = await runTool(
      'unshare',
      [
        ...['--mount', 'sh', script, journal],
        flatpak(`remote-add --no-gpg-verify origin ${join(folder, 'repository')}`),
        flatpak('install -y origin org.test.App'),
        flatpak('uninstall -y org.test.App'),
      ],
      {
        timeLimit: 60_000,
        outputLimit: 1_000_000,
        environment: { HOME: machine.home, FLATPAK_USER_DIR: machine.user },
      },
    );
    expect(ran).toMatchObject({ kind: 'done' });
    const source = createFlatpakTransactions({ installations: [machine.user], journal });
    const { transactions, problems } = await source.since(began, signal);
    expect(problems).toEqual([]);
    expect(
      transactions.map(({ tool, user, packages }) => [
        tool,
        user,
        packages.map(({ action, name }) => `${action} ${name}`),
      ]),
    ).toEqual([
      ['flatpak', 'root', ['installed org.test.Platform', 'installed org.test.App']],
      ['flatpak', 'root', ['removed org.test.App']],
    ]);
    expect(transactions[0]?.packages[0]?.architecture).toBe(flatpakArch);
    for (const { startedAt, endedAt } of transactions) {
      expect(Date.parse(startedAt)).toBeGreaterThanOrEqual(began);
      expect(Date.parse(endedAt ?? '')).toBeLessThanOrEqual(Date.now());
    }
    expect((await source.since(Date.now() + 1000, signal)).transactions).toEqual([]);
  });
});

describe('without a journal', () => {
  it('nothing is known, and nothing is wrong', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, '.changed'), '');
    const source = createFlatpakTransactions({ installations: [folder], journal: join(folder, 'nowhere') });
    expect(await source.since(0, signal)).toEqual({ transactions: [], problems: [] });
  });
});
