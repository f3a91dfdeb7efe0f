import { expect, it } from 'vitest';
import { apt, buildPackage } from '../support/machine/package.ts';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';
import { serviceUnit } from '../support/machine/unit.ts';

onMachine('Software on a whole machine', (booted) => {
  it('records a package installed, held, upgraded, downgraded, removed and purged, each once', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    // Configuration that is not tracked, so that there is something to purge.
    const configured = { files: { 'etc/probe-plain.conf': 'probe=1' }, conffiles: ['/etc/probe-plain.conf'] };
    const older = await buildPackage(machine, { name: 'probe-plain', version: '1.0-1', ...configured });
    const newer = await buildPackage(machine, { name: 'probe-plain', version: '1.1-1', ...configured });
    const watching = await tidemark.watch();

    await apt(machine, 'install', older);
    expect(await watching.change('Added Software probe-plain')).toMatchObject({
      Current: '1.0-1',
      Previous: '',
      SoftwareType: 'Package',
      How: 'live',
    });
    await machine.run('apt-mark', 'hold', 'probe-plain');
    expect(await watching.change('Modified Software probe-plain (SoftwareHeld)')).toMatchObject({ SoftwareHeld: true });
    await machine.run('apt-mark', 'unhold', 'probe-plain');
    await watching.change('Modified Software probe-plain (SoftwareHeld)', 2);
    await apt(machine, 'install', newer);
    expect(await watching.change('Modified Software probe-plain (Current)')).toMatchObject({
      Previous: '1.0-1',
      Current: '1.1-1',
      How: 'live',
    });
    await apt(machine, 'install', older);
    expect(await watching.change('Modified Software probe-plain (Current)', 2)).toMatchObject({
      Previous: '1.1-1',
      Current: '1.0-1',
    });
    await apt(machine, 'remove', 'probe-plain');
    expect(await watching.change('Removed Software probe-plain')).toMatchObject({ Previous: '1.0-1', How: 'live' });
    await apt(machine, 'purge', 'probe-plain');

    expect(await tidemark.settle(watching)).toEqual([
      'Added Software probe-plain',
      'Modified Software probe-plain (Current)',
      'Modified Software probe-plain (Current)',
      'Modified Software probe-plain (SoftwareHeld)',
      'Modified Software probe-plain (SoftwareHeld)',
      'Removed Software probe-plain',
    ]);
  });

  it('records a package with a daemon as software, file and daemon, and its restart by an upgrade as nothing', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const unit = 'probe-packaged.service';
    const packaged = (version: string) =>
      buildPackage(machine, {
        name: 'probe-packaged',
        version,
        files: { [`lib/systemd/system/${unit}`]: serviceUnit('Probe of a packaged daemon') },
        // What debhelper writes for a unit that its administrator is to enable.
        scripts: {
          postinst: `systemctl --system daemon-reload\nif [ -n "$2" ]; then deb-systemd-invoke try-restart ${unit}; fi`,
          postrm: 'systemctl --system daemon-reload',
        },
      });
    const older = await packaged('2.0');
    const newer = await packaged('2.1');
    const link = `/etc/systemd/system/multi-user.target.wants/${unit}`;
    const watching = await tidemark.watch();

    await apt(machine, 'install', older);
    await watching.change('Added Software probe-packaged');
    await watching.change(`Added Files /usr/lib/systemd/system/${unit}`);
    expect(await watching.change(`Added Daemons ${unit}`)).toMatchObject({
      SvcState: 'Stopped',
      SvcStartupType: 'Manual',
    });
    await machine.run('systemctl', 'enable', unit);
    await watching.change(`Added Files ${link}`);
    await watching.change(`Modified Daemons ${unit} (SvcStartupType)`);
    await machine.run('systemctl', 'start', unit);
    await watching.change(`Modified Daemons ${unit} (SvcState)`);

    await apt(machine, 'install', newer);
    await watching.change('Modified Software probe-packaged (Current)');

    await machine.run('systemctl', 'stop', unit);
    await watching.change(`Modified Daemons ${unit} (SvcState)`, 2);
    await machine.run('systemctl', 'disable', unit);
    await watching.change(`Removed Files ${link}`);
    await watching.change(`Modified Daemons ${unit} (SvcStartupType)`, 2);
    await apt(machine, 'remove', 'probe-packaged');
    await watching.change('Removed Software probe-packaged');
    await watching.change(`Removed Files /usr/lib/systemd/system/${unit}`);
    await watching.change(`Removed Daemons ${unit}`);

    expect(await tidemark.settle(watching)).toEqual([
      `Added Daemons ${unit}`,
      `Added Files ${link}`,
      `Added Files /usr/lib/systemd/system/${unit}`,
      'Added Software probe-packaged',
      `Modified Daemons ${unit} (SvcStartupType)`,
      `Modified Daemons ${unit} (SvcStartupType)`,
      `Modified Daemons ${unit} (SvcState)`,
      `Modified Daemons ${unit} (SvcState)`,
      'Modified Software probe-packaged (Current)',
      `Removed Daemons ${unit}`,
      `Removed Files ${link}`,
      `Removed Files /usr/lib/systemd/system/${unit}`,
      'Removed Software probe-packaged',
    ]);
  });

  it('records a tracked configuration file, which outlives its package until it is purged', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const path = '/etc/profile.d/probe-conffile.sh';
    const file = await buildPackage(machine, {
      name: 'probe-conffile',
      version: '3',
      files: { [path.slice(1)]: 'PROBE=1' },
      conffiles: [path],
    });
    const watching = await tidemark.watch();

    await apt(machine, 'install', file);
    await watching.change('Added Software probe-conffile');
    await watching.change(`Added Files ${path}`);
    await apt(machine, 'remove', 'probe-conffile');
    await watching.change('Removed Software probe-conffile');
    await apt(machine, 'purge', 'probe-conffile');
    await watching.change(`Removed Files ${path}`);

    expect(await tidemark.settle(watching)).toEqual([
      `Added Files ${path}`,
      'Added Software probe-conffile',
      `Removed Files ${path}`,
      'Removed Software probe-conffile',
    ]);
  });

  it('records a package whose installation broke off, and its repair', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const file = await buildPackage(machine, {
      name: 'probe-broken',
      version: '4',
      scripts: { postinst: 'test -e /run/probe-repaired' },
    });
    const watching = await tidemark.watch();

    expect((await machine.attempt('dpkg', '--install', file)).status).not.toBe(0);
    expect(await watching.change('Added Software probe-broken')).toMatchObject({
      Current: '4',
      SoftwareState: 'half-configured',
    });
    await machine.script('touch /run/probe-repaired; dpkg --configure --pending');
    expect(await watching.change('Modified Software probe-broken (SoftwareState)')).toMatchObject({
      PreviousSoftwareState: 'half-configured',
      SoftwareState: 'installed',
    });
    await machine.run('dpkg', '--purge', 'probe-broken');
    await watching.change('Removed Software probe-broken');

    expect(await tidemark.settle(watching)).toEqual([
      'Added Software probe-broken',
      'Modified Software probe-broken (SoftwareState)',
      'Removed Software probe-broken',
    ]);
  });
});
