import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { ChangeRow } from '../support/machine/ledger.ts';
import type { Machine } from '../support/machine/machine.ts';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';

/** Writes, saves atomically, and removes files in turn, until it is told to stop by a file. */
const restless = `
n=0
while [ ! -e /run/probe-rest ]; do
  n=$((n + 1)); f=/etc/cron.d/probe-$((n % 9))
  case $((n % 5)) in
    0) rm -f $f ;;
    1) echo "# $n" > /run/probe.new && mv /run/probe.new $f ;;
    *) echo "# $n" >> $f ;;
  esac
  sleep 0.02
done`;

/** Checksums of the files that the machine holds, by path. */
async function onDisk(machine: Machine): Promise<Map<string, string>> {
  const listed = await machine.script('cd /etc/cron.d && sha256sum probe-* 2>/dev/null || true');
  return new Map(
    [...listed.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, hash = '', name = '']) => [`/etc/cron.d/${name}`, hash]),
  );
}

function ours(rows: readonly ChangeRow[]): ChangeRow[] {
  return rows.filter((row) => String(row.FileSystemPath).startsWith('/etc/cron.d/probe-'));
}

const checksums = (rows: readonly ChangeRow[]) =>
  new Map(ours(rows).map((row) => [String(row.FileSystemPath), String(row.FileContentChecksum)]));

/** What the log says is there in the end; each change has to begin where the one before it ended. */
function replayed(start: ReadonlyMap<string, string>, changes: readonly ChangeRow[]): Map<string, string> {
  const state = new Map(start);
  for (const row of ours(changes)) {
    const path = String(row.FileSystemPath);
    const previous = row.ChangeCategory === 'Added' ? undefined : row.PreviousFileContentChecksum;
    expect([row.ChangeId, path, state.get(path)]).toEqual([row.ChangeId, path, previous]);
    if (row.ChangeCategory === 'Removed') state.delete(path);
    else state.set(path, String(row.FileContentChecksum));
  }
  return state;
}

onMachine('Tidemark killed at any moment on a whole machine', (booted) => {
  it('keeps a store that verifies, and finds the last state of every file', { timeout: 120_000 }, async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const first = await tidemark.watch();
    await first.stop();
    const start = checksums(await tidemark.inventory('Files'));

    const writer = machine.start('sh', '-c', restless);
    onTestFinished(() => void writer.kill('SIGKILL'));
    for (let round = 1; round <= 6; round += 1) {
      const watching = tidemark.start();
      // Half of the kills hit the start, half the live watch.
      if (round % 2 === 0) await watching.ready();
      await wait(randomInt(20, 700));
      await watching.kill();
      const verified = await tidemark.attempt('verify');
      expect(verified, `round ${round}`).toMatchObject({ status: 0 });
    }
    const ended = once(writer, 'exit');
    await machine.run('touch', '/run/probe-rest');
    await ended;

    const last = await tidemark.watch();
    await last.stop();
    const disk = await onDisk(machine);
    expect(checksums(await tidemark.inventory('Files'))).toEqual(disk);
    expect(replayed(start, await tidemark.changes())).toEqual(disk);
    await tidemark.run('verify');
  });

  it('begins anew when the very first start was killed', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    for (const moment of [100, 250, 400, 600]) {
      const watching = tidemark.start();
      await wait(moment);
      await watching.kill();
    }
    const watching = await tidemark.watch();
    await machine.append('/etc/hosts', '192.0.2.10\tfirst.example\n');
    await watching.change('Modified Files /etc/hosts (Size,FileContentChecksum,DateModified)');
    expect(await tidemark.settle(watching)).toEqual([
      'Modified Files /etc/hosts (Size,FileContentChecksum,DateModified)',
    ]);
    await tidemark.run('verify');
  });
});
