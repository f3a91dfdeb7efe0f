import { expect, it } from 'vitest';
import { explainedLedger } from '../support/machine/explained-ledger.ts';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';

/** A script that adds a line to the file `$1`, and stays until `$2` is there: who is gone can't be told for certain. */
const addsAndStays = 'echo edited >> "$1"; while [ ! -e "$2" ]; do sleep 0.05; done';
const edited = (path: string) => `Modified Files ${path} (Size,FileContentChecksum,DateModified)`;

onMachine('Who changes what on a whole machine', (booted) => {
  it('is the process and its user where one alone did it, and nobody where two did', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const [one, both] = ['/var/lib/probe-who/one', '/var/lib/probe-who/both'];
    await machine.script(
      'useradd alice; mkdir /var/lib/probe-who; touch "$@"; chown -R alice: /var/lib/probe-who',
      one,
      both,
    );
    const asAlice = ['setpriv', '--reuid=alice', '--regid=alice', '--clear-groups', 'sh', '-c', addsAndStays, 'sh'];
    await tidemark.run('settings', 'init');
    await tidemark.run('track', 'files', '/var/lib/probe-who', '--recursion');
    const watching = await tidemark.watch();

    const go = '/run/probe-who-goes';
    machine.start(...asAlice, one, go);
    const found = await watching.explained(edited(one));
    expect(found).toMatchObject({ verdict: 'unexplained', actor: { program: '/usr/bin/dash', user: 'alice' } });
    // At once, so that it is one change.
    machine.start(
      ...['sh', '-c', 'sh -c "$1" sh "$2" "$3" & shift 3; exec "$@"', 'sh', addsAndStays, both, go],
      ...[...asAlice, both, go],
    );
    expect(await watching.explained(edited(both))).toMatchObject({ verdict: 'unexplained', actor: null });
    await machine.run('touch', go);

    await tidemark.settle(watching);
    const rows = await tidemark.changes();
    expect(explainedLedger(rows)).toEqual([`${edited(both)} | unexplained`, `${edited(one)} | unexplained`]);
    expect(rows.map(({ Name, ChangedBy }) => [Name, ChangedBy])).toEqual([
      ['one', '/usr/bin/dash (alice)'],
      ['both', ''],
    ]);
  });

  it('leaves what is done to a packaged daemon by hand unexplained, and tells nothing of a restart', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const unit = 'cron.service';
    const link = `/etc/systemd/system/multi-user.target.wants/${unit}`;
    const watching = await tidemark.watch();

    await machine.run('systemctl', 'restart', unit);
    await machine.run('systemctl', 'disable', unit);
    const disabled = await watching.explained(`Modified Daemons ${unit} (SvcStartupType)`);
    expect(disabled).toMatchObject({ verdict: 'unexplained', package: { name: 'cron' } });
    await watching.explained(`Removed Files ${link}`);
    await machine.run('systemctl', 'enable', unit);
    await watching.explained(`Modified Daemons ${unit} (SvcStartupType)`, 2);
    await watching.explained(`Added Files ${link}`);

    await tidemark.settle(watching);
    expect(explainedLedger(await tidemark.changes())).toEqual([
      `Added Files ${link} | unexplained`,
      `Modified Daemons ${unit} (SvcStartupType) | unexplained`,
      `Modified Daemons ${unit} (SvcStartupType) | unexplained`,
      `Removed Files ${link} | unexplained`,
    ]);
  });
});
