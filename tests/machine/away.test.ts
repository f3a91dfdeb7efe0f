import { expect, it } from 'vitest';
import { entry, ledger } from '../support/machine/ledger.ts';
import { apt, buildPackage } from '../support/machine/package.ts';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';
import { addUnit, serviceUnit } from '../support/machine/unit.ts';

onMachine('A whole machine that changes while Tidemark does not run', (booted) => {
  it('records at the next start exactly what changed, as found at start', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const file = await buildPackage(machine, { name: 'probe-away', version: '1' });
    await addUnit(machine, 'probe-away.service', serviceUnit('Probe of an absence'));
    await machine.write('/etc/cron.d/probe-away', '# here before\n');
    const before = await tidemark.watch();
    expect(await before.stop()).toBe(0);
    const left = new Date().toISOString();

    await machine.append('/etc/hosts', '192.0.2.8\taway.example\n');
    await machine.run('rm', '/etc/cron.d/probe-away');
    await machine.write('/etc/sudoers.d/probe-away', '# new\n');
    await apt(machine, 'install', file);
    await machine.run('systemctl', 'start', 'probe-away.service');
    // There and gone: nobody was here to see it.
    await machine.script('echo x > /etc/cron.d/probe-fleeting && rm /etc/cron.d/probe-fleeting');

    const after = await tidemark.watch();
    const expected = [
      'Added Files /etc/sudoers.d/probe-away',
      'Added Software probe-away',
      'Modified Daemons probe-away.service (SvcState)',
      'Modified Files /etc/hosts (Size,FileContentChecksum,DateModified)',
      'Removed Files /etc/cron.d/probe-away',
    ];
    expect(ledger(after.rows)).toEqual(expected);
    for (const row of after.rows) {
      expect([entry(row), row.How]).toEqual([entry(row), 'startup']);
      expect([entry(row), String(row.Since) <= left]).toEqual([entry(row), true]);
    }
    expect(await tidemark.settle(after)).toEqual(expected);
  });

  it('finds the same after it was killed', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const before = await tidemark.watch();
    await before.kill();

    await machine.append('/etc/hosts', '192.0.2.9\tkilled.example\n');

    const after = await tidemark.watch();
    const expected = ['Modified Files /etc/hosts (Size,FileContentChecksum,DateModified)'];
    expect(ledger(after.rows)).toEqual(expected);
    expect(after.rows[0]?.How).toBe('startup');
    expect(await tidemark.settle(after)).toEqual(expected);
  });
});
