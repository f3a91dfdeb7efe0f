import { expect, it } from 'vitest';
import { z } from 'zod';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';
import { addUnit, serviceUnit } from '../support/machine/unit.ts';

const statusSchema = z.looseObject({
  problems: z.array(z.looseObject({ type: z.string(), subject: z.string(), message: z.string() })),
});

/** The entries of a ledger that are not of files: those of units are tracked too, and others test that. */
const daemons = (entries: readonly string[]) => entries.filter((entry) => !entry.includes(' Files '));

onMachine('Units of all kinds under the systemd of a whole machine', (booted) => {
  it('records drop-ins, with a reload and without one', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const folder = '/etc/systemd/system/cron.service.d';
    const watching = await tidemark.watch();

    // As `systemctl edit` does.
    await machine.script(
      'mkdir "$1"; printf %s "$2" > "$1/.#override"; mv "$1/.#override" "$1/override.conf"; systemctl daemon-reload',
      folder,
      '[Unit]\nDescription=Another title\n',
    );
    const changed = 'Modified Daemons cron.service (SvcDropIns)';
    expect(await watching.change(changed)).toMatchObject({
      SvcPreviousDropIns: '',
      SvcDropIns: expect.stringMatching(new RegExp(`^${folder}/override.conf sha256:[0-9a-f]{64}$`)),
      SvcDisplayName: 'Another title',
      How: 'live',
    });
    await machine.append(`${folder}/override.conf`, '# by hand, and not reloaded\n');
    await watching.change(changed, 2);
    await machine.script('rm -r "$1"; systemctl daemon-reload', folder);
    expect(await watching.change(changed, 3)).toMatchObject({ SvcDropIns: '' });

    expect(daemons(await tidemark.settle(watching))).toEqual([changed, changed, changed]);
  });

  it('records a timer and a socket, and nothing of what they do', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    await addUnit(machine, 'probe-job.service', serviceUnit('A job', ['Type=oneshot', 'ExecStart=/bin/true']));
    await addUnit(machine, 'probe-marker.service', serviceUnit('Marks the end'));
    const watching = await tidemark.watch();

    const timer = (setting: string) => `[Timer]\n${setting}\n[Install]\nWantedBy=timers.target\n`;
    await addUnit(machine, 'probe-job.timer', timer('OnActiveSec=200ms\nOnUnitActiveSec=200ms\nAccuracySec=1ms'));
    expect(await watching.change('Added Daemons probe-job.timer')).toMatchObject({
      SvcPath: 'probe-job.service: OnActiveSec=200ms; OnUnitActiveSec=200ms',
      SvcKind: 'timer',
      SvcState: 'Stopped',
      SvcStartupType: 'Manual',
    });
    const state = 'Modified Daemons probe-job.timer (SvcState)';
    await machine.run('systemctl', 'start', 'probe-job.timer');
    await watching.change(state);
    // It elapses some times.
    await machine.script(
      'for each in 1 2 3; do before=$(systemctl show --value -p LastTriggerUSecMonotonic probe-job.timer); ' +
        'until test "$before" != "$(systemctl show --value -p LastTriggerUSecMonotonic probe-job.timer)"; do sleep 0.05; done; done',
    );
    await machine.run('systemctl', 'stop', 'probe-job.timer');
    await watching.change(state, 2);
    await addUnit(machine, 'probe-job.timer', timer('OnCalendar=daily'));
    const schedule = 'Modified Daemons probe-job.timer (SvcPath,SvcUnitFileChecksum)';
    expect(await watching.change(schedule)).toMatchObject({
      SvcPath: 'probe-job.service: OnCalendar=*-*-* 00:00:00',
    });

    // Each connection is an instance of a service of its own.
    await addUnit(machine, 'probe-door@.service', '[Service]\nExecStart=/bin/cat\nStandardInput=socket\n');
    await addUnit(machine, 'probe-door.socket', '[Socket]\nListenStream=/run/probe-door\nAccept=yes\n');
    expect(await watching.change('Added Daemons probe-door.socket')).toMatchObject({
      SvcPath: 'ListenStream=/run/probe-door',
      SvcKind: 'socket',
    });
    await machine.run('systemctl', 'start', 'probe-door.socket');
    await watching.change('Modified Daemons probe-door.socket (SvcState)');
    const knock = "const c = require('net').connect('/run/probe-door', () => c.end('knock')); c.resume();";
    for (let round = 0; round < 3; round += 1) await machine.run('node', '--eval', knock);
    await machine.run('systemctl', 'start', 'probe-marker.service');
    await watching.change('Modified Daemons probe-marker.service (SvcState)');

    expect(daemons(await tidemark.settle(watching))).toEqual([
      'Added Daemons probe-door.socket',
      'Added Daemons probe-job.timer',
      'Modified Daemons probe-door.socket (SvcState)',
      schedule,
      state,
      state,
      'Modified Daemons probe-marker.service (SvcState)',
    ]);
  });

  it('records an instance of a template that a link starts, and nothing of one that merely runs', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const template = '/etc/systemd/system/probe-vpn@.service';
    await addUnit(machine, 'probe-vpn@.service', serviceUnit('A line to %i'));
    const watching = await tidemark.watch();

    await machine.run('systemctl', 'start', 'probe-vpn@passing.service');
    await machine.run('systemctl', 'enable', '--now', 'probe-vpn@home.service');
    const home = 'Daemons probe-vpn@home.service';
    expect(await watching.change(`Added ${home}`)).toMatchObject({
      SvcDisplayName: 'A line to home',
      SvcStartupType: 'Auto',
      SvcUnitFile: template,
    });
    await machine.run('systemctl', 'restart', 'probe-vpn@home.service');
    await machine.run('systemctl', 'stop', 'probe-vpn@passing.service');
    await machine.append(template, '# by hand\n');
    const edited = `Modified ${home} (SvcUnitFileChecksum)`;
    await watching.change(edited);
    await machine.run('systemctl', 'stop', 'probe-vpn@home.service');
    const stopped = `Modified ${home} (SvcState)`;
    await watching.change(stopped);
    // By hand, with nobody told.
    const link = '/etc/systemd/system/multi-user.target.wants/probe-vpn@';
    await machine.run('ln', '-s', template, `${link}more.service`);
    await watching.change('Added Daemons probe-vpn@more.service');
    await machine.run('rm', `${link}home.service`);
    await watching.change(`Removed ${home}`);

    expect(daemons(await tidemark.settle(watching))).toEqual([
      'Added Daemons probe-vpn@home.service',
      'Added Daemons probe-vpn@more.service',
      stopped,
      edited,
      `Removed ${home}`,
    ]);
  });

  it('tells a crash loop as one problem with its count, and as one change that it failed', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const unit = 'probe-flaky.service';
    const crashing = ['ExecStart=/bin/sh -c "sleep 0.3; exit 1"', 'Restart=on-failure', 'RestartSec=100ms'];
    await addUnit(
      machine,
      unit,
      serviceUnit('Crashes', crashing).replace('[Unit]', '[Unit]\nStartLimitIntervalSec=60\nStartLimitBurst=8'),
    );
    const watching = await tidemark.watch();
    const problemsOf = async () =>
      statusSchema
        .parse(JSON.parse(await tidemark.run('status', '--json')))
        .problems.filter(({ type }) => type === 'Daemons')
        .map(({ subject, message }) => `${subject}: ${message}`);

    await machine.run('systemctl', 'start', unit);
    await watching.until('a problem', () => watching.lines.find(({ event }) => event === 'problem'), 20);
    // What it was told as first was that it runs; it ends as failed.
    const state = `Modified Daemons ${unit} (SvcState)`;
    expect(await watching.change(state)).toMatchObject({ SvcPreviousState: 'Stopped', SvcState: 'Running' });
    expect(await watching.change(state, 2, 30)).toMatchObject({ SvcPreviousState: 'Running', SvcState: 'Failed' });
    const restarts = (await machine.run('systemctl', 'show', '--value', '--property=NRestarts', unit)).trim();
    await expect
      .poll(problemsOf)
      .toEqual([
        expect.stringMatching(
          new RegExp(
            `^${unit}: ${unit} crashed and was restarted ${restarts} times since \\d\\d:\\d\\d; it has failed for good`,
          ),
        ),
      ]);
    expect(watching.lines.filter(({ event }) => event === 'problem')).toHaveLength(1);

    await machine.run('systemctl', 'reset-failed', unit);
    await watching.change(state, 3);
    expect(await tidemark.settle(watching)).toEqual([state, state, state]);
    expect(await problemsOf()).toEqual([]);
  });

  it('begins a kind that is switched on with a baseline, ends one without a word, and tells the states that are asked for', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const unit = 'probe-states.service';
    const set = async (daemons: Readonly<Record<string, readonly string[]>>) => {
      const off = { enabled: false };
      const tracking = { files: [], software: off, machine: off, daemons };
      await machine.run('mkdir', '-p', tidemark.data);
      await machine.write(`${tidemark.data}/settings.json`, JSON.stringify({ version: 1, tracking }));
    };
    const kinds = async () => new Set((await tidemark.inventory('Daemons')).map(({ SvcKind }) => SvcKind));
    await addUnit(machine, unit, serviceUnit('Probe of states'));
    await set({ kinds: ['service'] });
    await tidemark.run('collect');
    expect(await kinds()).toEqual(new Set(['service']));
    await set({});
    await tidemark.run('collect');
    expect(await kinds()).toEqual(new Set(['service', 'timer', 'socket']));
    await set({ kinds: ['timer'] });
    await tidemark.run('collect');
    expect(await kinds()).toEqual(new Set(['timer']));
    await set({ states: ['failed'] });
    await tidemark.run('settings', 'check');
    const watching = await tidemark.watch();
    expect(await tidemark.changes()).toEqual([]);

    const state = `Modified Daemons ${unit} (SvcState)`;
    const isNow = async () => (await tidemark.inventory('Daemons')).find(({ Name }) => Name === unit)?.SvcState;
    await machine.run('systemctl', 'start', unit);
    await expect.poll(isNow, { timeout: 10_000 }).toBe('Running');
    await machine.run('systemctl', 'kill', '--kill-whom=main', '--signal=KILL', unit);
    expect(await watching.change(state)).toMatchObject({ SvcPreviousState: 'Running', SvcState: 'Failed' });
    expect(await tidemark.settle(watching)).toEqual([state]);
  });

  it('records the units of a user, and nothing of the end of the session', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    await machine.script('useradd --create-home --uid 4711 alice; mkdir -p /run/user/4711; chown alice /run/user/4711');
    const folder = '/home/alice/.config/systemd/user';
    const write = (name: string, text: string) =>
      machine.script('mkdir -p "$1"; printf %s "$3" > "$1/$2"; chown -R alice /home/alice/.config', folder, name, text);
    const user = (...args: string[]) =>
      machine.run(
        'setpriv',
        '--reuid=alice',
        '--clear-groups',
        'env',
        'XDG_RUNTIME_DIR=/run/user/4711',
        'systemctl',
        '--user',
        ...args,
      );
    // As pam_systemd(8) has it started at the first login.
    const session = async () => {
      const properties = ['--uid=alice', '--setenv=XDG_RUNTIME_DIR=/run/user/4711', '--property=Delegate=yes'];
      await machine.run(
        'systemd-run',
        '--quiet',
        '--collect',
        '--unit=session-of-alice',
        ...properties,
        '/lib/systemd/systemd',
        '--user',
      );
      await machine.script('until test -S /run/user/4711/systemd/private; do sleep 0.05; done');
      await user('is-system-running', '--wait').catch(() => undefined);
    };
    await write('probe-own.service', serviceUnit('Her own'));
    const watching = await tidemark.watch();

    // The first sight of her units, and of those that come with packages, is a baseline.
    await session();
    await watching.until(
      'a look at her units',
      () =>
        watching.lines.filter(({ event, collection }) => event === 'collection' && collection?.type === 'Daemons')[1],
      30,
    );
    await user('start', 'probe-own.service');
    const state = 'Modified Daemons probe-own.service (SvcState)';
    expect(await watching.change(state)).toMatchObject({
      Key: 'systemd-user:alice:probe-own.service',
      SvcUser: 'alice',
      SvcAccount: 'alice',
      SvcState: 'Running',
      How: 'live',
    });
    await write('probe-more.timer', '[Timer]\nOnCalendar=daily\nUnit=probe-own.service\n');
    await user('daemon-reload');
    await watching.change('Added Daemons probe-more.timer');

    await machine.run('systemctl', 'stop', 'session-of-alice.service');
    await machine.script('rm -r /run/user/4711/systemd');
    await addUnit(machine, 'probe-marker2.service', serviceUnit('Marks the end'));
    await watching.change('Added Daemons probe-marker2.service');

    expect(daemons(await tidemark.settle(watching)).filter((entry) => entry.includes('Daemons'))).toEqual([
      'Added Daemons probe-marker2.service',
      'Added Daemons probe-more.timer',
      state,
    ]);
    expect(watching.lines.filter(({ event }) => event === 'gap' || event === 'problem')).toEqual([]);
    expect((await tidemark.inventory('Daemons')).filter(({ SvcUser }) => SvcUser === 'alice').length).toBeGreaterThan(
      1,
    );
  });
});
