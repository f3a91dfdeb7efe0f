import { chmod, mkdir, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDaemonsCollector } from '../../../electron/engine/collectors/daemons/index.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { TestOpenrc, whyNoOpenrc } from '../../support/openrc.ts';
import { Calls } from '../../support/signals.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const key = 'openrc:thing';
const settings = settingsSchema.parse({});

const collector = (etc: string, states: string) =>
  createDaemonsCollector({ etc, openrcStates: states, systemd: { bootedFolder: join(etc, 'no-systemd') } });

const script = (pidFile: string) => `#!/sbin/openrc-run
description="does a thing"
command=/bin/sleep
command_args="1000"
command_background=yes
pidfile="${pidFile}"
`;

describe('folders as OpenRC has them', () => {
  let etc: string;
  let states: string;
  let observer: Observer;
  const mark = (state: string) => symlink('/etc/init.d/thing', join(states, state, 'thing'));
  const unmark = (state: string) => unlink(join(states, state, 'thing'));

  beforeEach(async () => {
    etc = temporaryFolder();
    states = join(etc, 'run');
    for (const each of ['init.d', 'conf.d', 'runlevels/default', 'runlevels/boot', 'runlevels/shutdown']) {
      await mkdir(join(etc, each), { recursive: true });
    }
    for (const each of ['started', 'starting', 'stopping', 'failed', 'inactive', 'options/thing']) {
      await mkdir(join(states, each), { recursive: true });
    }
    await writeFile(join(etc, 'init.d/thing'), script('/nowhere'), { mode: 0o755 });
    await symlink('/etc/init.d/thing', join(etc, 'runlevels/default/thing'));
    observer = new Observer(collector(etc, states));
    await observer.look();
  });

  it('are items with run levels, start-up, state and settings', async () => {
    expect(observer.last?.sources.filter(({ state }) => state === 'collected')).toEqual([
      { id: 'openrc', state: 'collected' },
    ]);
    expect(observer.last?.problems).toEqual([]);
    expect(observer.fields(key)).toEqual({
      state: 'Stopped',
      subState: null,
      startup: 'Auto',
      command: '/bin/sleep 1000',
      account: 'root',
      runlevels: 'default',
      controller: 'openrc',
      description: 'does a thing',
      unitFile: join(etc, 'init.d/thing'),
      unitChecksum: expect.stringMatching(/^sha256:/),
      dropIns: null,
      kind: 'script',
      user: null,
    });
    await writeFile(join(etc, 'conf.d/thing'), 'command_args=2000\n');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['dropIns'] }]);
    expect(observer.fields(key)?.dropIns).toMatch(new RegExp(`^${etc}/conf.d/thing sha256:`));
  });

  it('have a state that lasts: on its way to another one, what is known of it stands', async () => {
    await mark('starting');
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.undecided(key)).toBe(true);
    await unmark('starting');
    await mark('started');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key)).toMatchObject({ state: 'Running' });
    await mark('stopping');
    expect(await observer.look()).toEqual([]);
    await unmark('stopping');
    await unmark('started');
    await mark('failed');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key)).toMatchObject({ state: 'Failed' });
  });

  it('tell of a daemon that is gone though its service was started', async () => {
    await mark('started');
    await writeFile(join(states, 'options/thing/pidfile'), join(etc, 'pid'));
    await writeFile(join(etc, 'pid'), `${process.pid}\n`);
    await observer.look();
    expect(observer.fields(key)).toMatchObject({ state: 'Running' });
    // Above the highest process id that Linux gives (proc(5), pid_max).
    await writeFile(join(etc, 'pid'), '4194305\n');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key)).toMatchObject({ state: 'Crashed' });
    // As OpenRC's own start-stop-daemon notes it, which counts more.
    await mkdir(join(states, 'daemons/thing'), { recursive: true });
    await writeFile(join(etc, 'other'), `${process.pid}\n`);
    await writeFile(
      join(states, 'daemons/thing/001'),
      `exec=/bin/sleep\nargv_0=/bin/sleep\nname=\npidfile=${etc}/other\n`,
    );
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['state'] }]);
  });

  it('start in other run levels, by themselves or not, or not at all', async () => {
    await symlink('/etc/init.d/thing', join(etc, 'runlevels/boot/thing'));
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['runlevels'] }]);
    expect(observer.fields(key)).toMatchObject({ runlevels: 'boot\ndefault' });
    await unlink(join(etc, 'runlevels/boot/thing'));
    await rename(join(etc, 'runlevels/default/thing'), join(etc, 'runlevels/shutdown/thing'));
    await observer.look();
    expect(observer.fields(key)).toMatchObject({ startup: 'Manual', runlevels: 'shutdown' });
    await chmod(join(etc, 'init.d/thing'), 0o644);
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['startup'] }]);
    expect(observer.fields(key)).toMatchObject({ startup: 'Disabled' });
  });

  it('that can’t be read leave what is known of them', async () => {
    await rm(join(etc, 'runlevels'), { recursive: true });
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toContainEqual({ id: 'openrc', state: 'unreadable' });
    expect(observer.last?.problems).toMatchObject([{ kind: 'unreadable' }]);
  });
});

const reason = await whyNoOpenrc();
if (reason !== undefined) process.stderr.write(`Skipped: OpenRC’s own tools: ${reason}.\n`);

describe.runIf(reason === undefined)(`OpenRC’s own tools${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  let openrc: TestOpenrc;
  let observer: Observer;
  const own = () => collector(join(openrc.root, 'etc'), join(openrc.root, 'run/openrc'));

  beforeAll(async () => {
    openrc = await TestOpenrc.start();
    await openrc.writeScript('thing', script(join(openrc.shared, 'thing.pid')));
    await openrc.writeScript('waits', '#!/sbin/openrc-run\nstart() { mark_service_inactive; return 0; }\n');
  });
  afterAll(async () => {
    await openrc.run('rc-service', 'thing', 'stop');
    await openrc.stop();
  });

  it('start, stop, add and delete a service: each a change, told live', async () => {
    observer = new Observer(own());
    await observer.look();
    expect([...observer.items.keys()].sort()).toEqual([key, 'openrc:waits']);
    expect(observer.fields(key)).toMatchObject({ state: 'Stopped', startup: 'Manual', runlevels: '' });
    const hints = new Calls<string>();
    const failures: unknown[] = [];
    const armed = await own().watch?.({
      settings,
      hint: hints.add,
      gap: (...args) => failures.push(args),
      problem: (problem) => failures.push(problem),
    });
    onTestFinished(async () => armed?.close());

    const added = hints.next();
    await openrc.run('rc-update', 'add', 'thing', 'default');
    await added;
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['startup', 'runlevels'] }]);
    expect(observer.fields(key)).toMatchObject({ startup: 'Auto', runlevels: 'default' });

    const started = hints.next();
    await openrc.run('rc-service', 'thing', 'start');
    await started;
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key)).toMatchObject({ state: 'Running' });
    await openrc.run('rc-service', 'thing', 'restart');
    expect(await observer.look()).toEqual([]);

    process.kill(Number(await readFile(join(openrc.shared, 'thing.pid'), 'utf8')), 'SIGKILL');
    await expect.poll(async () => (await observer.look()).length).toBe(1);
    expect(observer.fields(key)).toMatchObject({ state: 'Crashed' });
    await openrc.run('rc-service', 'thing', 'zap');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key)).toMatchObject({ state: 'Stopped' });

    await openrc.run('rc-service', 'waits', 'start');
    expect(await observer.look()).toEqual([{ key: 'openrc:waits', what: 'Modified', fields: ['state'] }]);
    expect(observer.fields('openrc:waits')).toMatchObject({ state: 'Inactive' });

    await openrc.run('rc-update', 'delete', 'thing', 'default');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['startup', 'runlevels'] }]);
    expect(failures).toEqual([]);
  });
});
