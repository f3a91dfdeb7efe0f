import { expect, it } from 'vitest';
import { emptySettings } from '../../electron/shared/model/settings.ts';
import { apt, buildPackage } from '../support/machine/package.ts';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';
import { addUnit, removeUnit, serviceUnit } from '../support/machine/unit.ts';
import { rulesOfPrintedQueries } from '../support/printed-queries.ts';

onMachine('rules made of the printed queries, on a whole machine', (booted) => {
  it('fire when a daemon is not running any more, and when software comes, and only then', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const empty = emptySettings();
    await machine.run('mkdir', '-p', tidemark.data);
    await machine.write(
      `${tidemark.data}/settings.json`,
      JSON.stringify({
        ...empty,
        tracking: { ...empty.tracking, software: { enabled: true }, daemons: { enabled: true } },
        alerts: { actions: [], rules: rulesOfPrintedQueries() },
      }),
    );
    for (const unit of ['probe-sshd.service', 'probe-other.service']) {
      await addUnit(machine, unit, serviceUnit(`The probe ${unit}`));
      await machine.run('systemctl', 'start', unit);
    }
    const watching = await tidemark.watch();

    await machine.run('systemctl', 'stop', 'probe-other.service');
    await watching.change('Modified Daemons probe-other.service (SvcState)');
    await machine.run('systemctl', 'kill', '--kill-whom=main', '--signal=KILL', 'probe-sshd.service');
    const fired = await watching.alert('azure-ssh-not-running');
    expect(fired).toMatchObject({ count: 1, rows: [{ SvcName: 'probe-sshd.service', SvcState: 'Failed' }] });

    const older = await buildPackage(machine, { name: 'probe-fired', version: '1.0-1' });
    await apt(machine, 'install', older);
    expect((await watching.alert('azure-software-added')).rows).toMatchObject([{ SoftwareName: 'probe-fired' }]);
    const newer = await buildPackage(machine, { name: 'probe-fired', version: '1.1-1' });
    await apt(machine, 'install', newer);
    await watching.change('Modified Software probe-fired (Current)');
    await machine.run('systemctl', 'start', 'probe-sshd.service');
    await watching.change('Modified Daemons probe-sshd.service (SvcState)', 2);

    await watching.stop();
    expect([watching.alerts('azure-ssh-not-running').length, watching.alerts('azure-software-added').length]).toEqual([
      1, 1,
    ]);
    await apt(machine, 'purge', 'probe-fired');
    for (const unit of ['probe-sshd.service', 'probe-other.service']) {
      await machine.run('systemctl', 'stop', unit);
      await removeUnit(machine, unit);
    }
  });
});
