import { expect, it } from 'vitest';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';
import { addUnit, removeUnit, serviceUnit } from '../support/machine/unit.ts';

onMachine('Daemons under the systemd of a whole machine', (booted) => {
  it('records the life of a unit: each step once, and nothing where it ends as it was', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const unit = 'probe-life.service';
    const file = `/etc/systemd/system/${unit}`;
    const link = `/etc/systemd/system/multi-user.target.wants/${unit}`;
    const state = `Modified Daemons ${unit} (SvcState)`;
    const startup = `Modified Daemons ${unit} (SvcStartupType)`;
    const control = (...args: string[]) => machine.run('systemctl', ...args);
    const watching = await tidemark.watch();

    await addUnit(machine, unit, serviceUnit('Probe of a life'));
    expect(await watching.change(`Added Daemons ${unit}`)).toMatchObject({
      SvcState: 'Stopped',
      SvcStartupType: 'Manual',
      SvcPath: '/bin/sleep infinity',
      SvcAccount: 'root',
      SvcController: 'systemd',
      SvcDisplayName: 'Probe of a life',
      How: 'live',
    });
    await watching.change(`Added Files ${file}`);

    await control('start', unit);
    expect(await watching.change(state)).toMatchObject({
      SvcPreviousState: 'Stopped',
      SvcState: 'Running',
      SvcChangeType: 'State',
      How: 'live',
    });
    // Running again before the next thing happens: no change of its own.
    await control('restart', unit);
    await control('stop', unit);
    expect(await watching.change(state, 2)).toMatchObject({ SvcPreviousState: 'Running', SvcState: 'Stopped' });

    await control('enable', unit);
    expect(await watching.change(startup)).toMatchObject({
      SvcPreviousStartupType: 'Manual',
      SvcStartupType: 'Auto',
      SvcChangeType: 'StartupType',
    });
    await watching.change(`Added Files ${link}`);
    await control('disable', unit);
    expect(await watching.change(startup, 2)).toMatchObject({
      SvcPreviousStartupType: 'Auto',
      SvcStartupType: 'Manual',
    });
    await watching.change(`Removed Files ${link}`);

    await control('start', unit);
    await watching.change(state, 3);
    // A crash, without anything that starts it again.
    await control('kill', '--kill-whom=main', '--signal=KILL', unit);
    expect(await watching.change(state, 4)).toMatchObject({ SvcPreviousState: 'Running', SvcState: 'Failed' });
    await control('reset-failed', unit);
    expect(await watching.change(state, 5)).toMatchObject({ SvcPreviousState: 'Failed', SvcState: 'Stopped' });

    await removeUnit(machine, unit);
    await watching.change(`Removed Daemons ${unit}`);
    await watching.change(`Removed Files ${file}`);

    expect(await tidemark.settle(watching)).toEqual([
      `Added Daemons ${unit}`,
      `Added Files ${link}`,
      `Added Files ${file}`,
      startup,
      startup,
      ...Array(5).fill(state),
      `Removed Daemons ${unit}`,
      `Removed Files ${link}`,
      `Removed Files ${file}`,
    ]);
  });

  it('records a packaged unit that is masked and unmasked', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const unit = 'cron.service';
    const mask = `/etc/systemd/system/${unit}`;
    // A masked unit is one without a command, whose file is /dev/null (systemctl(1)).
    const masking = `Modified Daemons ${unit} (SvcStartupType,SvcPath,SvcUnitFile,SvcUnitFileChecksum)`;
    const watching = await tidemark.watch();

    await machine.run('systemctl', 'mask', unit);
    expect(await watching.change(masking)).toMatchObject({
      SvcPreviousStartupType: 'Auto',
      SvcStartupType: 'Disabled',
    });
    await watching.change(`Added Files ${mask}`);
    await machine.run('systemctl', 'unmask', unit);
    expect(await watching.change(masking, 2)).toMatchObject({
      SvcPreviousStartupType: 'Disabled',
      SvcStartupType: 'Auto',
    });
    await watching.change(`Removed Files ${mask}`);

    expect(await tidemark.settle(watching)).toEqual([`Added Files ${mask}`, masking, masking, `Removed Files ${mask}`]);
  });

  it('records nothing of a restart, a crash that systemd repairs, a oneshot that runs again, and transient units', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const control = (...args: string[]) => machine.run('systemctl', ...args);
    await addUnit(machine, 'probe-steady.service', serviceUnit('Probe of a restart'));
    await addUnit(
      machine,
      'probe-once.service',
      serviceUnit('Probe of a oneshot', ['Type=oneshot', 'ExecStart=/bin/true']),
    );
    const repaired = ['ExecStart=/bin/sleep infinity', 'Restart=always', 'RestartSec=200ms'];
    await addUnit(machine, 'probe-repaired.service', serviceUnit('Probe of a crash', repaired));
    await addUnit(machine, 'probe-marker.service', serviceUnit('Marks the end'));
    await control('start', 'probe-steady.service', 'probe-repaired.service', 'probe-once.service');
    const watching = await tidemark.watch();

    for (let round = 0; round < 3; round += 1) {
      await control('restart', 'probe-steady.service');
      await control('start', 'probe-once.service');
      await control('kill', '--kill-whom=main', '--signal=KILL', 'probe-repaired.service');
      await machine.run('systemd-run', '--quiet', '--wait', '--unit', `probe-transient-${round}`, '/bin/sleep', '0.2');
    }
    // Told after all that, over the same bus.
    await control('start', 'probe-marker.service');
    await watching.change('Modified Daemons probe-marker.service (SvcState)');

    expect(await tidemark.settle(watching)).toEqual(['Modified Daemons probe-marker.service (SvcState)']);
  });

  it('records a unit whose definition changed by the fields that changed', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const unit = 'probe-definition.service';
    await addUnit(machine, unit, serviceUnit('Probe of a definition'));
    const watching = await tidemark.watch();

    await addUnit(machine, unit, serviceUnit('Probe of a definition', ['User=daemon', 'ExecStart=/bin/sleep 1d']));
    const changed = `Modified Daemons ${unit} (SvcPath,SvcAccount,SvcUnitFileChecksum)`;
    expect(await watching.change(changed)).toMatchObject({
      SvcPreviousPath: '/bin/sleep infinity',
      SvcPath: '/bin/sleep 1d',
      SvcPreviousAccount: 'root',
      SvcAccount: 'daemon',
      SvcChangeType: 'Path,ServiceAccount',
    });

    expect(await tidemark.settle(watching)).toEqual([
      changed,
      `Modified Files /etc/systemd/system/${unit} (Size,FileContentChecksum,DateModified)`,
    ]);
  });

  it('records a System V script under one name, with what starts it', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const script = '/etc/init.d/probe-script';
    const watching = await tidemark.watch();

    await machine.script('printf %s "$2" > "$1"; chmod 755 "$1"; systemctl daemon-reload', script, initScript);
    expect(await watching.change('Added Daemons probe-script.service')).toMatchObject({
      SvcController: 'systemd',
      SvcState: 'Stopped',
    });
    await machine.run('update-rc.d', 'probe-script', 'defaults');
    await watching.change('Modified Daemons probe-script.service (SvcStartupType,SvcRunlevels)');
    await machine.run('service', 'probe-script', 'start');
    await watching.change('Modified Daemons probe-script.service (SvcState)');
    await machine.run('service', 'probe-script', 'stop');
    await watching.change('Modified Daemons probe-script.service (SvcState)', 2);
    await machine.script('rm "$1"; update-rc.d probe-script remove; systemctl daemon-reload', script);
    await watching.change('Removed Daemons probe-script.service');
    await watching.change(`Removed Files ${script}`);

    expect(await tidemark.settle(watching)).toEqual([
      'Added Daemons probe-script.service',
      `Added Files ${script}`,
      'Modified Daemons probe-script.service (SvcStartupType,SvcRunlevels)',
      'Modified Daemons probe-script.service (SvcState)',
      'Modified Daemons probe-script.service (SvcState)',
      'Removed Daemons probe-script.service',
      `Removed Files ${script}`,
    ]);
  });
});

const initScript = `#!/bin/sh
### BEGIN INIT INFO
# Provides:          probe-script
# Required-Start:    $remote_fs
# Required-Stop:     $remote_fs
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: Probe of a script
### END INIT INFO
case "$1" in
  start) start-stop-daemon --start --background --make-pidfile --pidfile /run/probe-script.pid --exec /bin/sleep -- infinity ;;
  stop) start-stop-daemon --stop --pidfile /run/probe-script.pid --remove-pidfile ;;
esac
`;
