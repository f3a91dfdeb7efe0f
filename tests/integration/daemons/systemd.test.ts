import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDaemonsCollector } from '../../../electron/engine/collectors/daemons/index.ts';
import type { Problem } from '../../../electron/shared/model/problem.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { handles } from '../../support/handles.ts';
import { Calls } from '../../support/signals.ts';
import { systemdSources, TestSystemd } from '../../support/systemd.ts';

let systemd: TestSystemd;
let etc: string;
let observer: Observer;

const service = (lines: string) => `[Unit]
Description=Made by a test
[Service]
${lines}
[Install]
WantedBy=default.target
`;

const key = (name: string) => `systemd:${name}.service`;

/** The machine's manager alone: users' have a file of their own. */
const settings = settingsSchema.parse({ tracking: { daemons: { user: false } } });

function collector(address = systemd.busAddress) {
  return createDaemonsCollector({ etc, systemd: { busAddress: address, bootedFolder: systemd.folder } });
}

/** Writes a unit of its own for a test and makes it known; it is gone when the test is over. */
async function unit(name: string, lines: string): Promise<string> {
  await systemd.writeUnit(`${name}.service`, service(lines));
  await systemd.control('daemon-reload');
  onTestFinished(async () => {
    await systemd.control('stop', `${name}.service`).catch(() => undefined);
    await systemd.control('unmask', `${name}.service`).catch(() => undefined);
    await systemd.control('disable', `${name}.service`).catch(() => undefined);
    await unlink(join(systemd.unitFolder, `${name}.service`)).catch(() => undefined);
    await systemd.control('daemon-reload');
  });
  return name;
}

beforeAll(async () => {
  etc = await mkdtemp(join(tmpdir(), 'tidemark-etc-'));
  systemd = await TestSystemd.start();
});

afterAll(async () => {
  await systemd.stop();
  await rm(etc, { recursive: true, force: true });
});

beforeEach(() => {
  observer = new Observer(collector(), settings);
});

const sleeper = 'ExecStart=/bin/sleep 1000';

describe('what a collection says of a unit', () => {
  it('has its command, account, start-up and file', async () => {
    await unit('tm-fields', 'ExecStart=/bin/sh -c "sleep 1000; true" two\nUser=nobody');
    await observer.look();
    expect(observer.fields(key('tm-fields'))).toEqual({
      state: 'Stopped',
      subState: 'dead',
      startup: 'Manual',
      command: '/bin/sh -c "sleep 1000; true" two',
      account: 'nobody',
      runlevels: null,
      controller: 'systemd',
      description: 'Made by a test',
      unitFile: join(systemd.unitFolder, 'tm-fields.service'),
      unitChecksum: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      dropIns: null,
      kind: 'service',
      user: null,
    });
    expect(observer.last?.problems).toEqual([]);
    expect(observer.last?.sources).toEqual([
      ...systemdSources.map((id) => ({ id, state: 'collected' })),
      { id: 'sysv', state: 'unsupported' },
    ]);
  });

  it('is the same, twice', async () => {
    await observer.look();
    expect(observer.items.size).toBeGreaterThan(3);
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.observed).toEqual([]);
    expect(await observer.look({ full: true })).toEqual([]);
  });

  it('leaves out templates, their instances, aliases and transient units', async () => {
    await systemd.writeUnit('tm-template@.service', service(sleeper));
    await unit('tm-real', sleeper);
    await systemd.writeUnit('tm-real.service', `${service(sleeper)}Alias=tm-alias.service\n`);
    await systemd.control('enable', 'tm-real.service');
    expect(await systemd.control('list-unit-files', 'tm-alias.service')).toContain('tm-alias.service');
    await systemd.control('start', 'tm-template@one.service');
    await observer.look();
    const keys = [...observer.items.keys()];
    expect(keys).toContain(key('tm-real'));
    expect(keys).not.toContain(key('tm-alias'));
    expect(keys.filter((each) => each.includes('@'))).toEqual([]);
    await systemd.run('tm-transient');
    expect(await observer.look()).toEqual([]);
    await systemd.control('stop', 'tm-transient.service', 'tm-template@one.service');
    expect(await observer.look()).toEqual([]);
    await unlink(join(systemd.unitFolder, 'tm-template@.service'));
  });

  it('has an instance of a template for as long as a link starts it', async () => {
    await systemd.writeUnit('tm-vpn@.service', `${service(sleeper)}\n[Install]\nWantedBy=multi-user.target\n`);
    await observer.look();
    const vpn = key('tm-vpn@home');
    await systemd.control('enable', '--now', 'tm-vpn@home.service');
    expect(await observer.look()).toEqual([{ key: vpn, what: 'Added', fields: [] }]);
    expect(observer.fields(vpn)).toMatchObject({
      startup: 'Auto',
      state: 'Running',
      unitFile: join(systemd.unitFolder, 'tm-vpn@.service'),
    });
    await systemd.control('restart', 'tm-vpn@home.service');
    expect(await observer.look()).toEqual([]);
    await systemd.control('stop', 'tm-vpn@home.service');
    expect(await observer.look({ hints: [vpn] })).toEqual([{ key: vpn, what: 'Modified', fields: ['state'] }]);
    await systemd.control('disable', 'tm-vpn@home.service');
    expect(await observer.look()).toEqual([{ key: vpn, what: 'Removed', fields: [] }]);
    await unlink(join(systemd.unitFolder, 'tm-vpn@.service'));
  });
});

describe('System V scripts beside systemd', () => {
  it('are reported once: by their unit where there is one, with the run levels that start them', async () => {
    const header = '### BEGIN INIT INFO\n# Short-Description: a script\n### END INIT INFO\n';
    for (const each of ['init.d', 'rc2.d', 'rc5.d']) await mkdir(join(etc, each));
    onTestFinished(() => rm(etc, { recursive: true, force: true }).then(async () => void (await mkdir(etc))));
    for (const each of ['tm-native', 'tm-generated', 'tm-script.sh', 'tm-only']) {
      await writeFile(join(etc, 'init.d', each), header, { mode: 0o755 });
    }
    for (const level of ['2', '5']) await symlink('x', join(etc, `rc${level}.d/S02tm-generated`));
    const generated = join(systemd.generatedFolder, 'tm-generated.service');
    await writeFile(generated, `[Unit]\nSourcePath=${etc}/init.d/tm-generated\n[Service]\n${sleeper}\n`);
    onTestFinished(() => unlink(generated));
    await unit('tm-native', sleeper);
    await unit('tm-script', sleeper);
    await observer.look();
    expect([...observer.items.keys()].filter((each) => each.startsWith('sysv:'))).toEqual(['sysv:tm-only']);
    expect(observer.fields('sysv:tm-only')).toMatchObject({ controller: 'sysv', description: 'a script' });
    expect(observer.fields(key('tm-generated'))).toMatchObject({
      controller: 'systemd',
      startup: 'Auto',
      runlevels: '2\n5',
    });
    expect(observer.fields(key('tm-native'))).toMatchObject({ controller: 'systemd', runlevels: null });
    await unlink(join(etc, 'rc2.d/S02tm-generated'));
    await unlink(join(etc, 'rc5.d/S02tm-generated'));
    expect(await observer.look()).toEqual([
      { key: key('tm-generated'), what: 'Modified', fields: ['startup', 'runlevels'] },
    ]);
    expect(observer.fields(key('tm-generated'))).toMatchObject({ startup: 'Manual' });
  });
});

describe('what happens to a unit', () => {
  it('started and stopped: its state is modified', async () => {
    const name = await unit('tm-start', sleeper);
    await observer.look();
    await systemd.control('start', name);
    expect(await observer.look()).toEqual([{ key: key(name), what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key(name))).toMatchObject({ state: 'Running', subState: 'running' });
    await systemd.control('stop', name);
    expect(await observer.look()).toEqual([{ key: key(name), what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key(name))).toMatchObject({ state: 'Stopped' });
  });

  it('enabled and disabled: its start-up is modified', async () => {
    const name = await unit('tm-enable', sleeper);
    await observer.look();
    await systemd.control('enable', name);
    expect(await observer.look()).toEqual([{ key: key(name), what: 'Modified', fields: ['startup'] }]);
    expect(observer.fields(key(name))).toMatchObject({ startup: 'Auto' });
    await systemd.control('disable', name);
    expect(await observer.look()).toEqual([{ key: key(name), what: 'Modified', fields: ['startup'] }]);
    expect(observer.fields(key(name))).toMatchObject({ startup: 'Manual' });
  });

  it('masked: it is disabled and has no command any more', async () => {
    const name = await unit('tm-mask', sleeper);
    await observer.look();
    await unlink(join(systemd.unitFolder, `${name}.service`));
    await systemd.control('mask', name);
    const [found] = await observer.look();
    expect(found).toMatchObject({ key: key(name), what: 'Modified' });
    expect(observer.fields(key(name))).toMatchObject({ startup: 'Disabled', command: null, state: 'Stopped' });
  });

  it('restarted: nothing, when it ends in the same state', async () => {
    const name = await unit('tm-restart', sleeper);
    await systemd.control('start', name);
    await observer.look();
    await systemd.control('restart', name);
    expect(await observer.look()).toEqual([]);
  });

  it('in the middle of a restart: what is known of it stands', async () => {
    const name = await unit('tm-slow', `${sleeper}\nExecStop=/bin/sh -c "read line < ${systemd.folder}/gate"`);
    await systemd.fifo('gate');
    await systemd.control('start', name);
    await observer.look();
    await systemd.control('restart', '--no-block', name);
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.undecided(key(name))).toBe(true);
    await systemd.openGate('gate');
    await systemd.control('start', name);
    expect(await observer.look()).toEqual([]);
    expect(observer.fields(key(name))).toMatchObject({ state: 'Running' });
    const stopping = systemd.control('stop', name);
    await systemd.openGate('gate');
    await stopping;
  });

  it('a oneshot service that runs again and ends as before: nothing, and Failed when it fails', async () => {
    const flag = join(systemd.folder, 'fail');
    const name = await unit('tm-oneshot', `Type=oneshot\nExecStart=/bin/sh -c "! test -e ${flag}"`);
    await observer.look();
    await systemd.control('start', name);
    expect(await observer.look()).toEqual([]);
    await writeFile(flag, '');
    await expect(systemd.control('start', name)).rejects.toThrow();
    expect(await observer.look()).toEqual([{ key: key(name), what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key(name))).toMatchObject({ state: 'Failed' });
    await expect(systemd.control('start', name)).rejects.toThrow();
    expect(await observer.look()).toEqual([]);
  });

  it('a oneshot service at work is Stopped at first sight, and then nothing', async () => {
    await systemd.fifo('work');
    const name = await unit('tm-work', `Type=oneshot\nExecStart=/bin/sh -c "read line < ${systemd.folder}/work"`);
    await systemd.control('start', '--no-block', name);
    await observer.look();
    expect(observer.fields(key(name))).toMatchObject({ state: 'Stopped' });
    expect(await observer.look()).toEqual([]);
    const hints = new Calls<string>();
    const armed = await collector().watch?.({
      settings,
      hint: hints.add,
      gap: () => undefined,
      problem: () => undefined,
    });
    const ended = hints.next((hint) => hint === key(name));
    await systemd.openGate('work');
    await ended;
    expect(await observer.look()).toEqual([]);
    await armed?.close();
  });

  it('that systemd keeps starting again: what is known of it stands, but not for ever', async () => {
    const name = await unit('tm-again-and-again', 'ExecStart=/bin/false\nRestart=always\nRestartSec=1h');
    const impatient = new Observer(
      createDaemonsCollector({
        etc,
        systemd: { busAddress: systemd.busAddress, bootedFolder: systemd.folder, patience: 0 },
      }),
    );
    await observer.look();
    await impatient.look();
    const { hints } = await watch();
    const failed = hints.next((hint) => hint === key(name));
    await systemd.control('start', name);
    await failed;
    await expect.poll(() => systemd.control('show', '--property=SubState', name)).toContain('auto-restart');
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.undecided(key(name))).toBe(true);
    expect(await impatient.look()).toEqual([{ key: key(name), what: 'Modified', fields: ['state'] }]);
    expect(impatient.fields(key(name))).toMatchObject({ state: 'Activating', subState: 'auto-restart' });
  });

  it('a changed command or account: modified after daemon-reload', async () => {
    const name = await unit('tm-command', sleeper);
    await observer.look();
    await systemd.writeUnit(`${name}.service`, service('ExecStart=/bin/sleep 2000\nUser=nobody'));
    await systemd.control('daemon-reload');
    expect(await observer.look()).toEqual([
      { key: key(name), what: 'Modified', fields: ['command', 'account', 'unitChecksum'] },
    ]);
  });

  it('a new unit file is added, one that is gone is removed', async () => {
    await observer.look();
    const name = await unit('tm-new', sleeper);
    expect(await observer.look()).toEqual([{ key: key(name), what: 'Added', fields: [] }]);
    await unlink(join(systemd.unitFolder, `${name}.service`));
    await systemd.control('daemon-reload');
    expect(await observer.look()).toEqual([{ key: key(name), what: 'Removed', fields: [] }]);
  });

  it('looks at one unit only where a hint names it', async () => {
    const one = await unit('tm-one', sleeper);
    const two = await unit('tm-two', sleeper);
    await observer.look();
    await systemd.control('start', one, two);
    expect(await observer.look({ hints: [key(one)] })).toEqual([
      { key: key(one), what: 'Modified', fields: ['state'] },
    ]);
    expect(await observer.look({ hints: [key(two)] })).toEqual([
      { key: key(two), what: 'Modified', fields: ['state'] },
    ]);
    expect(await observer.look()).toEqual([]);
  });

  it('keeps within the limit and says so', async () => {
    await observer.look();
    const limited = new Observer(collector(), settingsSchema.parse({ ...settings, limits: { daemons: 2 } }));
    for (const [each, item] of observer.items) limited.items.set(each, item);
    expect(await limited.look()).toEqual([]);
    expect(limited.last?.problems).toMatchObject([{ kind: 'limit', subject: 'limits.daemons' }]);
    expect((limited.last?.observed.length ?? 0) + (limited.last?.unchanged.size ?? 0)).toBeLessThanOrEqual(2);
    const name = await unit('tm-zz-beyond', sleeper);
    expect(await limited.look({ hints: [key(name)] })).toEqual([]);
    expect(await observer.look({ hints: [key(name)] })).toEqual([{ key: key(name), what: 'Added', fields: [] }]);
  });
});

/** A live watch, over when the test is. */
async function watch() {
  const hints = new Calls<string>();
  const gaps = new Calls<readonly [string, string]>();
  const problems = new Calls<Problem>();
  const armed = await collector().watch?.({
    settings,
    hint: hints.add,
    gap: (...args) => gaps.add(args),
    problem: problems.add,
  });
  onTestFinished(async () => armed?.close());
  return { hints, gaps, problems, armed };
}

/** Signals come in order: with this one's hint, those of what a test did before have come too. */
async function startAndForget(hints: Calls<string>, name: string): Promise<void> {
  const started = hints.next((hint) => hint === key(name));
  await systemd.control('start', name);
  await started;
  hints.seen.length = 0;
}

describe('the live watch', () => {
  it('hints at a unit that is started, stopped, or crashes', async () => {
    const name = await unit('tm-live', sleeper);
    await observer.look();
    const { hints, gaps, problems, armed } = await watch();
    expect(armed?.watched()).toBeGreaterThan(0);
    const wanted = (hint: string) => hint === key(name);

    const started = hints.next(wanted);
    await systemd.control('start', name);
    await started;
    expect(await observer.look({ hints: [key(name)] })).toMatchObject([{ what: 'Modified', fields: ['state'] }]);

    const crashed = hints.next(wanted);
    await systemd.control('kill', '--signal=KILL', name);
    await crashed;
    expect(await observer.look({ hints: [key(name)] })).toMatchObject([{ what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key(name))).toMatchObject({ state: 'Failed' });
    expect([...gaps.seen, ...problems.seen]).toEqual([]);
  });

  it('hints at everything when unit files change', async () => {
    const name = await unit('tm-files', sleeper);
    const { hints } = await watch();
    await startAndForget(hints, name);
    const enabled = hints.next((hint) => hint === '');
    await systemd.control('enable', name);
    await enabled;
    const reloaded = hints.next((hint) => hint === '');
    await systemd.control('daemon-reload');
    await reloaded;
  });

  it('is not set off by a collection, which would then never end', async () => {
    const name = await unit('tm-quiet', sleeper);
    const { hints } = await watch();
    await startAndForget(hints, name);
    await observer.look();
    await observer.look({ full: true });
    // A last thing that does hint shows that all signals before it have come.
    const last = hints.next((hint) => hint === key(name));
    await systemd.control('stop', name);
    await last;
    expect(new Set(hints.seen)).toEqual(new Set([key(name)]));
  });

  it('tells of a System V script', async () => {
    await mkdir(join(etc, 'init.d'));
    onTestFinished(() => rm(join(etc, 'init.d'), { recursive: true, force: true }));
    const { hints } = await watch();
    const hinted = hints.next();
    await writeFile(join(etc, 'init.d', 'tm-script'), '#!/bin/sh\n');
    expect(await hinted).toBe('');
  });
});

describe('a bus that is lost', () => {
  it('is a gap and a problem, and is listened to again as soon as it is back', async () => {
    const name = await unit('tm-again', sleeper);
    await observer.look();
    const { hints, gaps, problems } = await watch();
    const gap = gaps.next();
    // Before the stop: on a busy machine it may be listened to again by the time that the stop is done.
    const rearmed = hints.next((hint) => hint === '');
    await systemd.control('stop', 'dbus.service');
    expect(await gap).toEqual(['watchFailed', 'systemd']);
    expect(problems.seen).toMatchObject([{ kind: 'failed', subject: 'systemd' }]);
    // Its socket starts it again with the first one who connects.
    await rearmed;
    const hinted = hints.next((hint) => hint === key(name));
    await systemd.control('start', name);
    await hinted;
    expect(await observer.look()).toMatchObject([{ key: key(name), fields: ['state'] }]);
  });

  it('leaves nothing behind when the watch is closed', async () => {
    const before = handles();
    const { armed } = await watch();
    await observer.look();
    expect(handles()).not.toEqual(before);
    await armed?.close();
    // Sockets close a turn of the event loop later.
    await expect.poll(handles).toEqual(before);
  });
});

describe('a systemd that cannot be asked', () => {
  it('is unreadable when the bus accepts and is silent: nothing hangs', async () => {
    const socket = join(systemd.folder, 'silent');
    const server = createServer(() => undefined).listen(socket);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const systemdOptions = { busAddress: `unix:path=${socket}`, bootedFolder: systemd.folder, timeLimit: 100 };
    const hung = new Observer(createDaemonsCollector({ etc, systemd: systemdOptions }));
    await hung.look();
    expect(hung.last?.sources[0]).toEqual({ id: 'systemd', state: 'unreadable' });
    expect(hung.last?.problems[0]?.message).toContain('gave no answer within 0.1 s');
  });

  it('is unreadable where it runs the machine, with nothing removed', async () => {
    await mkdir(join(etc, 'init.d'));
    onTestFinished(() => rm(join(etc, 'init.d'), { recursive: true, force: true }));
    await observer.look();
    const blind = new Observer(collector(`unix:path=${join(systemd.folder, 'no-bus')}`));
    for (const [each, item] of observer.items) blind.items.set(each, item);
    expect(await blind.look()).toEqual([]);
    expect(blind.last?.sources).toEqual([
      ...systemdSources.map((id) => ({ id, state: 'unreadable' })),
      { id: 'sysv', state: 'unreadable' },
    ]);
    expect(blind.last?.problems).toMatchObject([{ kind: 'unreadable', subject: 'systemd' }]);
  });

  it('is unsupported where it does not run the machine', async () => {
    const none = new Observer(
      createDaemonsCollector({ etc, systemd: { bootedFolder: join(systemd.folder, 'nowhere') } }),
    );
    expect(await none.look()).toEqual([]);
    expect(new Set(none.last?.sources.map((each) => each.state))).toEqual(new Set(['unsupported']));
    expect(none.last?.problems).toMatchObject([{ kind: 'unsupported' }]);
  });
});
