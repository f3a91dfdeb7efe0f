import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDaemonsCollector } from '../../../electron/engine/collectors/daemons/index.ts';
import { watchUsers } from '../../../electron/engine/collectors/daemons/users-watch.ts';
import type { Problem } from '../../../electron/shared/model/problem.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { Calls } from '../../support/signals.ts';
import { systemdSources, TestSystemd } from '../../support/systemd.ts';
import { suiteFolder } from '../../support/temporary.ts';

/** The machine's manager, and that of a user whose number is 4711. */
let machine: TestSystemd;
let alices: TestSystemd;
let observer: Observer;
const folder = suiteFolder('tidemark-users-');

const runtimeRoot = () => join(folder(), 'user');
const runtime = () => join(runtimeRoot(), '4711');
const accounts = () => join(folder(), 'passwd');

const settings = settingsSchema.parse({});
const users = (self: number) => ({
  runtimeRoot: runtimeRoot(),
  accounts: accounts(),
  self,
  own: self === 4711 ? runtime() : join(folder(), 'none'),
  timeLimit: 5000,
});
const collector = (self = 0) =>
  createDaemonsCollector({
    etc: folder(),
    openrcStates: join(folder(), 'no-openrc'),
    systemd: { busAddress: machine.busAddress, bootedFolder: machine.folder },
    users: users(self),
  });

/** The user's sessions begin and end: the runtime folder comes and goes with them. */
const arrives = () => symlink(join(alices.folder, 'run'), runtime());
const leaves = () => rm(runtime());

const key = (unit: string) => `systemd-user:alice:${unit}`;
const sleeper = '[Service]\nExecStart=/bin/sleep 1000\n';

beforeAll(async () => {
  [machine, alices] = await Promise.all([TestSystemd.start(), TestSystemd.start()]);
  await mkdir(runtimeRoot());
  await writeFile(accounts(), 'root:x:0:0::/root:/bin/sh\nalice:x:4711:4711::/home/alice:/bin/sh\n');
  await alices.writeUnit('tm-one.service', sleeper);
  await machine.writeUnit('tm-one.service', sleeper);
  await Promise.all([machine.control('daemon-reload'), alices.control('daemon-reload')]);
});
afterAll(async () => {
  await Promise.all([machine.stop(), alices.stop()]);
});
beforeEach(async () => {
  await arrives();
  onTestFinished(() => rm(runtime(), { force: true }));
  observer = new Observer(collector());
});

describe('units of a user', () => {
  it('stand beside the machine’s of the same name, and are told whose they are', async () => {
    await observer.look();
    expect(observer.last?.problems).toEqual([]);
    expect(observer.fields(key('tm-one.service'))).toMatchObject({
      account: 'alice',
      user: 'alice',
      controller: 'systemd',
      unitFile: join(alices.unitFolder, 'tm-one.service'),
    });
    expect(observer.fields('systemd:tm-one.service')).toMatchObject({ account: 'root', user: null });
    expect(observer.items.get(key('tm-one.service'))?.source).toBe('systemd-user:alice/service');
    await alices.control('start', 'tm-one.service');
    onTestFinished(() => alices.control('stop', 'tm-one.service').then(() => undefined));
    // A hint at one asks nobody else.
    expect(await observer.look({ hints: [key('tm-one.service')] })).toEqual([
      { key: key('tm-one.service'), what: 'Modified', fields: ['state'] },
    ]);
    expect(observer.last?.sources).toContainEqual({ id: 'systemd', state: 'unreadable' });
    expect(await observer.look()).toEqual([]);
  });

  it('are of their own account alone where it is not root that asks, over its own bus', async () => {
    const own = new Observer(collector(4711));
    await own.look();
    expect(own.fields(key('tm-one.service'))).toMatchObject({ user: 'alice' });
    const other = new Observer(collector(4712));
    await other.look();
    expect([...other.items.keys()].filter((each) => each.startsWith('systemd-user:'))).toEqual([]);
    expect(other.last?.sources.map(({ id }) => id)).not.toContain('systemd-user:alice/service');
  });

  it('stand as they are while the user is away, are compared when the user is back, and go with the account', async () => {
    await observer.look();
    await leaves();
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.problems).toEqual([]);
    expect(observer.last?.sources).toContainEqual({ id: 'systemd-user:alice/timer', state: 'unreadable' });
    // As after a start of Tidemark, which then knows of them from the inventory alone.
    const anew = new Observer(collector());
    for (const [each, item] of observer.items) anew.items.set(each, item);
    expect(await anew.look()).toEqual([]);
    expect(anew.last?.sources).toContainEqual({ id: 'systemd-user:alice/service', state: 'unreadable' });

    await alices.writeUnit('tm-new.service', sleeper);
    await alices.control('daemon-reload');
    await arrives();
    expect(await anew.look()).toEqual([{ key: key('tm-new.service'), what: 'Added', fields: [] }]);

    await leaves();
    await writeFile(accounts(), 'root:x:0:0::/root:/bin/sh\n');
    onTestFinished(() => writeFile(accounts(), 'root:x:0:0::/root:/bin/sh\nalice:x:4711:4711::/home/alice:/bin/sh\n'));
    await anew.look();
    expect(anew.last?.sources.map(({ id }) => id).filter((id) => id.startsWith('systemd-user:'))).toEqual([]);
  });

  it('are no source where the settings leave them out', async () => {
    const without = new Observer(collector(), settingsSchema.parse({ tracking: { daemons: { user: false } } }));
    await without.look();
    expect(without.last?.sources.map(({ id }) => id)).toEqual([...systemdSources, 'sysv']);
  });
});

describe('the live watch', () => {
  it('follows a manager that comes, and says nothing when it ends', async () => {
    await leaves();
    const hints = new Calls<string>();
    const gaps = new Calls<readonly [string, string]>();
    const problems = new Calls<Problem>();
    const request = { settings, hint: hints.add, problem: problems.add };
    const armed = await watchUsers(users(0), { ...request, gap: (...args) => gaps.add(args) }, new Map());
    onTestFinished(() => armed.close());
    const before = armed.watched();

    const came = hints.next((hint) => hint === '');
    await arrives();
    await came;
    expect(armed.watched()).toBeGreaterThan(before);
    const started = hints.next((hint) => hint === key('tm-one.service'));
    await alices.control('start', 'tm-one.service');
    await started;

    // Executed anew, it closes what is connected to it, as it does when it ends.
    await leaves();
    await alices.control('daemon-reexec');
    await expect.poll(() => armed.watched()).toBe(before);
    expect([...gaps.seen, ...problems.seen]).toEqual([]);
  });
});
