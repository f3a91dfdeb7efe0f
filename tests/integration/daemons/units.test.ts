import { mkdir, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDaemonsCollector } from '../../../electron/engine/collectors/daemons/index.ts';
import type { Problem } from '../../../electron/shared/model/problem.ts';
import { type DaemonKind, settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { Calls } from '../../support/signals.ts';
import { TestSystemd } from '../../support/systemd.ts';
import { suiteFolder } from '../../support/temporary.ts';

let systemd: TestSystemd;
let observer: Observer;
const etc = suiteFolder('tidemark-etc-');

const settingsOf = (kinds: readonly DaemonKind[] = ['service', 'timer', 'socket']) =>
  settingsSchema.parse({ tracking: { daemons: { user: false, kinds } } });
const settings = settingsOf();

const collector = () =>
  createDaemonsCollector({
    etc: etc(),
    openrcStates: join(etc(), 'no-openrc'),
    systemd: { busAddress: systemd.busAddress, bootedFolder: systemd.folder },
  });

/** Writes units and makes them known; they are gone, with their drop-ins, when the test is over. */
async function units(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await systemd.writeUnit(name, text);
  await systemd.control('daemon-reload');
  onTestFinished(async () => {
    await systemd.control('stop', ...Object.keys(files)).catch(() => undefined);
    for (const name of Object.keys(files)) {
      await rm(join(systemd.unitFolder, name), { force: true });
      await rm(join(systemd.unitFolder, `${name}.d`), { recursive: true, force: true });
    }
    await systemd.control('daemon-reload');
  });
}

async function dropIn(unit: string, name: string, text: string): Promise<string> {
  const folder = join(systemd.unitFolder, `${unit}.d`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

async function watch() {
  const hints = new Calls<string>();
  const gaps = new Calls<readonly [string, string]>();
  const problems = new Calls<Problem>();
  const request = { settings, hint: hints.add, problem: problems.add };
  const armed = await collector().watch?.({ ...request, gap: (...args) => gaps.add(args) });
  onTestFinished(async () => armed?.close());
  return { hints, gaps, problems };
}

beforeAll(async () => {
  systemd = await TestSystemd.start();
});
afterAll(() => systemd.stop());
beforeEach(() => {
  observer = new Observer(collector(), settings);
});

const sleeper = '[Service]\nExecStart=/bin/sleep 1000\n';

describe('a timer', () => {
  it('tells what it starts and when; that it elapses is no change, another time is one', async () => {
    await units({
      'tm-job.timer': '[Timer]\nOnCalendar=Mon 03:00\nOnBootSec=90min\n[Install]\nWantedBy=timers.target\n',
      'tm-job.service': '[Service]\nType=oneshot\nExecStart=/bin/true\n',
    });
    await systemd.control('start', 'tm-job.timer');
    await observer.look();
    expect(observer.fields('systemd:tm-job.timer')).toMatchObject({
      state: 'Running',
      startup: 'Manual',
      command: 'tm-job.service: OnBootSec=1h 30min; OnCalendar=Mon *-*-* 03:00:00',
      account: null,
      kind: 'timer',
    });
    await systemd.writeUnit('tm-job.timer', '[Timer]\nOnActiveSec=20ms\nAccuracySec=1ms\n');
    await systemd.control('daemon-reload');
    expect(await observer.look()).toEqual([
      { key: 'systemd:tm-job.timer', what: 'Modified', fields: ['startup', 'command', 'unitChecksum'] },
    ]);
    const { hints } = await watch();
    const ran = hints.next((hint) => hint === 'systemd:tm-job.service');
    await systemd.control('restart', 'tm-job.timer');
    await ran;
    expect(await observer.look()).toEqual([]);
  });
});

describe('a socket', () => {
  it('tells what it listens on and as whom; that it starts its service is a change of that alone', async () => {
    const path = join(systemd.folder, 'tm-door');
    await units({
      'tm-door.socket': `[Socket]\nListenStream=${path}\nListenDatagram=127.0.0.1:47111\nSocketUser=nobody\n`,
      'tm-door.service': sleeper,
    });
    await observer.look();
    expect(observer.fields('systemd:tm-door.socket')).toMatchObject({
      state: 'Stopped',
      startup: 'Static',
      command: `ListenStream=${path}; ListenDatagram=127.0.0.1:47111`,
      account: 'nobody',
      kind: 'socket',
    });
    await systemd.control('start', 'tm-door.socket');
    expect(await observer.look()).toEqual([{ key: 'systemd:tm-door.socket', what: 'Modified', fields: ['state'] }]);
    await systemd.control('start', 'tm-door.service');
    expect(await observer.look()).toEqual([{ key: 'systemd:tm-door.service', what: 'Modified', fields: ['state'] }]);
  });
});

describe('kinds', () => {
  it('that are not asked for are no sources, and not listed', async () => {
    await units({ 'tm-only.service': sleeper, 'tm-only.socket': `[Socket]\nListenStream=${systemd.folder}/tm-only\n` });
    const some = new Observer(collector(), settingsOf(['socket']));
    await some.look();
    expect(some.last?.sources.map(({ id }) => id)).toEqual(['systemd/socket', 'systemd/socket@', 'sysv']);
    expect([...some.items.keys()].filter((key) => key.includes('tm-only'))).toEqual(['systemd:tm-only.socket']);
    expect(some.items.get('systemd:tm-only.socket')?.source).toBe('systemd/socket');
    // One that is not asked for is not looked at either.
    expect(await some.look({ hints: ['systemd:tm-only.service'] })).toEqual([]);
  });
});

describe('drop-ins', () => {
  it('are told by path and content, as they lie on the disk, whether systemd has reloaded them or not', async () => {
    await units({ 'tm-drop.service': sleeper });
    const key = 'systemd:tm-drop.service';
    // In systemd's memory, as long as it runs: of what lies there alone, it reads each time what the disk holds.
    await systemd.control('start', 'tm-drop.service');
    await observer.look();
    const path = await dropIn('tm-drop.service', 'override.conf', '[Service]\nUser=nobody\n');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['dropIns'] }]);
    expect(observer.fields(key)?.dropIns).toMatch(new RegExp(`^${path} sha256:[0-9a-f]{64}$`));
    expect(await observer.look()).toEqual([]);
    await systemd.control('daemon-reload');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['account'] }]);
    await writeFile(path, '[Service]\nUser=nobody\nNice=1\n');
    await systemd.control('daemon-reload');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['dropIns'] }]);
    await unlink(path);
    await systemd.control('daemon-reload');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['account', 'dropIns'] }]);
  });

  it('are the ones that systemd itself reads', async () => {
    await units({ 'tm-a-b.service': sleeper });
    await systemd.writeUnit('tm-a-b.service', `${sleeper}[Install]\nAlias=tm-other.service\n`);
    for (const [folder, name] of [
      ['tm-a-b.service', '20-own.conf'],
      ['tm-a-.service', '10-more.conf'],
      ['tm-a-.service', '20-own.conf'],
      ['tm-.service', '10-more.conf'],
      ['tm-.service', '30-all.conf'],
      ['tm-other.service', '40-alias.conf'],
      ['service', '05-every.conf'],
    ] as const) {
      await dropIn(folder, name, '[Service]\nNice=1\n');
      onTestFinished(() => rm(join(systemd.unitFolder, `${folder}.d`), { recursive: true, force: true }));
    }
    await systemd.control('enable', 'tm-a-b.service');
    onTestFinished(() => rm(join(systemd.unitFolder, 'tm-other.service'), { force: true }));
    await systemd.control('start', 'tm-a-b.service');
    await observer.look();
    const read = (await systemd.control('show', '--value', '--property=DropInPaths', 'tm-a-b.service'))
      .trim()
      .split(' ');
    const lines = String(observer.fields('systemd:tm-a-b.service')?.dropIns).split('\n');
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(read.sort());
    expect(read).toHaveLength(5);
  });
});

describe('what is kept of a unit', () => {
  it('is asked for again where a link by hand starts it, without a reload', async () => {
    await units({ 'tm-link.service': `${sleeper}[Install]\nWantedBy=default.target\n` });
    await observer.look();
    const wants = join(systemd.unitFolder, 'default.target.wants');
    await mkdir(wants, { recursive: true });
    await symlink(join(systemd.unitFolder, 'tm-link.service'), join(wants, 'tm-link.service'));
    onTestFinished(() => rm(wants, { recursive: true, force: true }));
    expect(await observer.look()).toEqual([{ key: 'systemd:tm-link.service', what: 'Modified', fields: ['startup'] }]);
    expect(observer.fields('systemd:tm-link.service')).toMatchObject({ startup: 'Auto' });
  });

  it('is told anew after a reload of what was edited before it', async () => {
    await units({ 'tm-late.service': sleeper });
    const key = 'systemd:tm-late.service';
    await systemd.control('start', 'tm-late.service');
    await observer.look();
    await systemd.writeUnit('tm-late.service', sleeper.replace('1000', '2000'));
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['unitChecksum'] }]);
    expect(await observer.look()).toEqual([]);
    await systemd.control('daemon-reload');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['command'] }]);
  });
});

describe('names with escapes', () => {
  it('go there and back', async () => {
    const name = 'tm\\x2descaped:name.service';
    await units({ [name]: sleeper });
    await observer.look();
    const { hints } = await watch();
    const hinted = hints.next((hint) => hint === `systemd:${name}`);
    await systemd.control('start', name);
    await hinted;
    expect(await observer.look({ hints: [`systemd:${name}`] })).toEqual([
      { key: `systemd:${name}`, what: 'Modified', fields: ['state'] },
    ]);
  });
});

describe('a unit that is broken', () => {
  it('leaves the others readable', async () => {
    await units({ 'tm-broken.service': 'no unit at all\n', 'tm-sound.service': sleeper });
    const looping = join(systemd.unitFolder, 'tm-looping.service');
    await symlink('tm-looping.service', looping);
    onTestFinished(() => unlink(looping));
    await observer.look();
    expect(observer.fields('systemd:tm-sound.service')).toMatchObject({ command: '/bin/sleep 1000' });
    expect(observer.fields('systemd:tm-broken.service')).toMatchObject({ command: null });
    expect(observer.last?.sources[0]).toEqual({ id: 'systemd', state: 'collected' });
    expect(await observer.look()).toEqual([]);
  });
});

describe('the live watch of folders', () => {
  it('hints at a unit whose file or drop-in is edited by hand', async () => {
    await units({ 'tm-edit.service': sleeper });
    const { hints, gaps, problems } = await watch();
    const mine = (hint: string) => hint === 'systemd:tm-edit.service';
    const edited = hints.next(mine);
    await systemd.writeUnit('tm-edit.service', `${sleeper}# edited\n`);
    await edited;
    const added = hints.next(mine);
    await dropIn('tm-edit.service', 'a.conf', '[Service]\nNice=1\n');
    await added;
    const changed = hints.next(mine);
    await dropIn('tm-edit.service', 'a.conf', '[Service]\nNice=2\n');
    await changed;
    expect([...gaps.seen, ...problems.seen]).toEqual([]);
  });

  it('waits for the reload that follows, and then looks once', async () => {
    await units({ 'tm-once.service': sleeper });
    const { hints } = await watch();
    const reloaded = hints.next((hint) => hint === '');
    await dropIn('tm-once.service', 'a.conf', '[Service]\nNice=1\n');
    await systemd.control('daemon-reload');
    await reloaded;
    const marked = hints.next((hint) => hint === 'systemd:tm-once.service');
    await systemd.control('start', 'tm-once.service');
    await marked;
    expect(hints.seen.slice(0, hints.seen.indexOf('systemd:tm-once.service'))).toEqual(['']);
  });
});

describe('a crash loop', () => {
  it('is one problem with its count, no change, and one change where it ends in failure', async () => {
    const name = 'tm-flaky.service';
    const key = `systemd:${name}`;
    await units({
      [name]: '[Unit]\nStartLimitBurst=6\n[Service]\nExecStart=/bin/false\nRestart=always\nRestartSec=1ms\n',
    });
    await observer.look();
    const { hints } = await watch();
    const failed = hints.next((hint) => hint === key);
    await systemd.control('start', name);
    await failed;
    await expect.poll(() => systemd.control('show', '--value', '--property=ActiveState', name)).toContain('failed');
    expect(await observer.look({ hints: [key] })).toEqual([{ key, what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key)).toMatchObject({ state: 'Failed' });
    const restarts = Number(await systemd.control('show', '--value', '--property=NRestarts', name));
    expect(restarts).toBeGreaterThanOrEqual(5);
    expect(observer.last?.problems).toMatchObject([{ type: 'Daemons', kind: 'failed', subject: name }]);
    expect(observer.last?.problems[0]?.message).toMatch(
      new RegExp(
        `^tm-flaky\\.service crashed and was restarted ${restarts} times since \\d\\d:\\d\\d; it has failed for good\\.$`,
      ),
    );
    expect(observer.last?.problems[0]?.advice).toBe(`See why: journalctl -u ${name}.`);
    // It stands with every look, until somebody stops it.
    await observer.look();
    expect(observer.last?.problems.map(({ subject }) => subject)).toEqual([name]);
    await systemd.control('reset-failed', name);
    await observer.look();
    expect(observer.last?.problems).toEqual([]);
  });
});
