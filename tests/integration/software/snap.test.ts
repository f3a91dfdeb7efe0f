import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createSoftwareCollector } from '../../../electron/engine/collectors/software/index.ts';
import { createSnapSource } from '../../../electron/engine/collectors/software/snap/index.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { Calls } from '../../support/signals.ts';
import { hasSnapd, SnapdMachine, standIn } from '../../support/snapd.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const times = { quiet: 50, most: 500, again: 400 };
const key = 'snap:hello';

describe.runIf(hasSnapd)('the real snapd', () => {
  let machine: SnapdMachine;
  const hello = (...revisions: [string, string][]) => ({
    name: 'hello',
    active: true,
    revisions: revisions.map(([revision, version]) => ({ revision, version })),
  });
  const collectorOf = ({ socket, mounts, state }: SnapdMachine) =>
    createSoftwareCollector({ sources: [createSnapSource({ socket, mounts: [mounts], state, times })] });

  beforeEach(async () => {
    machine = new SnapdMachine(temporaryFolder('tidemark-snapd-'));
    onTestFinished(() => machine.stop());
  });

  it('tells of the current revision of each snap, and of what it knows of it', async () => {
    await machine.hold([hello(['x1', '1.0'], ['x2', '1.1']), { ...hello(['x1', '5']), name: 'other', active: false }]);
    await machine.start();
    const observer = new Observer(collectorOf(machine));
    await observer.look();
    expect([...observer.items.keys()].sort()).toEqual([key, 'snap:other']);
    expect(observer.fields(key)).toMatchObject({
      version: '1.1',
      revision: 'x2',
      channel: 'latest/stable',
      confinement: 'strict',
      state: 'active',
      held: false,
      publisher: null,
      description: 'Made by a test',
      softwareType: 'Application',
      section: 'app',
      installedSize: 5000,
      manager: 'snap',
    });
    expect(observer.fields('snap:other')).toMatchObject({ state: 'disabled', version: '5' });
    expect(await observer.look()).toEqual([]);
  });

  it('has a refresh changed once, also where only the revision is another, and a removal removed', async () => {
    await machine.hold([hello(['x1', '1.0'])]);
    await machine.start();
    const observer = new Observer(collectorOf(machine));
    await observer.look();
    await machine.stop();
    // It takes its socket with it when it ends; nothing is removed by that.
    expect(await observer.look()).toEqual([]);
    await machine.hold([hello(['x1', '1.0'], ['x2', '1.0'])]);
    await machine.start();
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['revision'] }]);
    await machine.stop();
    await machine.hold([hello(['x2', '1.0'], ['x3', '1.1']), { ...hello(['x1', '1']), name: 'other' }]);
    await machine.start();
    // snapd tells of its snaps in no order.
    const seen = (await observer.look()).map((each) => `${each.what} ${each.key} ${each.fields}`);
    expect(seen.sort()).toEqual(['Added snap:other ', `Modified ${key} version,revision`]);
    await machine.stop();
    await machine.hold([hello(['x3', '1.1'])]);
    await machine.start();
    expect(await observer.look()).toEqual([{ key: 'snap:other', what: 'Removed', fields: [] }]);
  });

  it('is watched live: what it does to a snap is hinted at', async () => {
    await machine.hold([hello(['x1', '1.0']), { ...hello(['x1', '1.0']), name: 'other' }]);
    await machine.start();
    const collector = collectorOf(machine);
    const observer = new Observer(collector);
    await observer.look();
    const hints = new Calls<string>();
    const watch = await collector.watch?.({
      settings: settingsSchema.parse({}),
      hint: hints.add,
      gap: (reason, subject) => expect.unreachable(`${reason} ${subject}`),
      problem: (problem) => expect.unreachable(problem.message),
    });
    for (const name of ['hello', 'other']) {
      const hinted = hints.next();
      await machine.disable(name);
      expect(await hinted).toBe('snap');
      // Every step of it is hinted at; the last hint comes after it is done.
      for (let seen = await observer.look({ hints: ['snap'] }); seen.length === 0; ) {
        await hints.next();
        seen = await observer.look({ hints: ['snap'] });
      }
      expect(observer.fields(`snap:${name}`)).toMatchObject({ state: 'disabled' });
    }
    await watch?.close();
  });
});

describe('what snapd answers', () => {
  let socket: string;
  let mounts: string;
  const snap = (also: object = {}) => ({ name: 'hello', revision: '1', version: '1.0', status: 'active', ...also });
  const sync = (result: unknown) => JSON.stringify({ type: 'sync', 'status-code': 200, status: 'OK', result });
  /** What is answered now. */
  let answers: { snaps: string; changes: string };
  const fromAnswers: RequestListener = (asked, response) =>
    response.end(asked.url === '/v2/snaps' ? answers.snaps : answers.changes);

  beforeEach(async () => {
    const folder = temporaryFolder('tidemark-snapd-');
    socket = join(folder, 's');
    mounts = join(folder, 'snap');
    await mkdir(join(mounts, 'hello'), { recursive: true });
    answers = { snaps: sync([snap()]), changes: sync([]) };
  });

  async function observe(answer: RequestListener = fromAnswers, also: { timeLimit?: number; patience?: number } = {}) {
    const server = await standIn(socket, answer);
    onTestFinished(() => server.close());
    const source = createSnapSource({ socket, mounts: [mounts], state: join(mounts, 'state.json'), ...also });
    return new Observer(createSoftwareCollector({ sources: [source] }));
  }

  it('while it works at a snap leaves what is known of that one alone, and of no other', async () => {
    answers.snaps = sync([snap(), snap({ name: 'other' })]);
    const observer = await observe();
    await observer.look();
    answers.changes = sync([
      { kind: 'auto-refresh', summary: 'Auto-refresh snap "hello"', status: 'Doing', tasks: [] },
    ]);
    answers.snaps = sync([
      snap({ status: 'installed' }),
      snap({ name: 'other', revision: '2' }),
      snap({ name: 'new' }),
    ]);
    expect(await observer.look()).toEqual([
      { key: 'snap:other', what: 'Modified', fields: ['revision'] },
      { key: 'snap:new', what: 'Added', fields: [] },
    ]);
    answers.snaps = sync([snap({ name: 'other', revision: '2' }), snap({ name: 'new' })]);
    expect(await observer.look()).toEqual([]);
    answers.changes = sync([]);
    answers.snaps = sync([snap({ revision: '2', version: '1.1' }), snap({ name: 'other', revision: '2' })]);
    expect(await observer.look()).toEqual([
      { key, what: 'Modified', fields: ['version', 'revision'] },
      { key: 'snap:new', what: 'Removed', fields: [] },
    ]);
  });

  it('of a change that hangs hides a snap no longer than the patience', async () => {
    const observer = await observe(fromAnswers, { patience: 0 });
    await observer.look();
    answers.changes = sync([{ summary: 'Revert "hello" snap', data: { 'snap-names': ['hello'] } }]);
    answers.snaps = sync([snap({ status: 'installed' })]);
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['state'] }]);
  });

  it('tells what changes of it beside its version', async () => {
    const observer = await observe();
    await observer.look();
    for (const [also, field] of [
      [{ hold: '2999-01-01T00:00:00Z' }, 'held'],
      [{ 'tracking-channel': 'latest/edge' }, 'channel'],
      [{ confinement: 'classic' }, 'confinement'],
    ] as const) {
      answers.snaps = sync([snap({ 'tracking-channel': 'latest/stable', confinement: 'strict' })]);
      await observer.look();
      answers.snaps = sync([snap({ 'tracking-channel': 'latest/stable', confinement: 'strict', ...also })]);
      expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: [field] }]);
    }
  });

  it.each([
    ['an error', '{"type":"error","status-code":500,"result":{"message":"cannot list local snaps"}}', /cannot list/],
    ['half an answer', '{"type":"sync","status-code":200,"result":[{"name":"hel', /no whole JSON/],
    ['a page', '<html>It works!</html>', /no whole JSON/],
    ['something else', '{"snaps":[]}', /something else/],
    ['no list', sync({}), /without a name/],
    ['a snap without a name', sync([snap(), { revision: '1' }]), /without a name/],
    ['nothing', '', /no whole JSON/],
  ])('removes nothing when it is %s', async (_what, text, cause) => {
    const observer = await observe();
    await observer.look();
    answers.snaps = text;
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toEqual([{ id: 'snap', state: 'unreadable' }]);
    expect(observer.last?.problems).toEqual([
      expect.objectContaining({ kind: 'unreadable', subject: 'snap', message: expect.stringMatching(cause) }),
    ]);
    answers.snaps = sync([]);
    expect(await observer.look()).toEqual([{ key, what: 'Removed', fields: [] }]);
  });

  it('is waited for only so long', async () => {
    const observer = await observe(() => undefined, { timeLimit: 200 });
    await observer.look();
    expect(observer.last?.problems[0]?.message).toMatch(/did not answer within 0.2 seconds/);
  });

  it('is given up when it does not end', async () => {
    const piece = Buffer.alloc(1024 * 1024, ' ');
    const observer = await observe((_asked, response) => {
      const more = () => {
        while (response.write(piece));
        response.once('drain', more);
      };
      more();
    });
    await observer.look();
    expect(observer.last?.problems[0]?.message).toMatch(/more than is read of it/);
  });

  it('is an error where nobody listens, or who hangs up', async () => {
    const source = createSnapSource({ socket, mounts: [mounts] });
    const observer = new Observer(createSoftwareCollector({ sources: [source] }));
    await writeFile(socket, '');
    await observer.look();
    expect(observer.last?.problems[0]?.message).toMatch(/ECONNREFUSED|ENOTSOCK/);
    await rm(socket);
    const server = createServer((connection) => connection.destroy());
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    onTestFinished(() => void server.close());
    await observer.look();
    expect(observer.last?.problems[0]?.message).toMatch(/hang up|ECONNRESET|EPIPE/);
  });

  it('is not asked for where snapd is not there, nor started where there are no snaps', async () => {
    const source = createSnapSource({ socket, mounts: [mounts] });
    const observer = new Observer(createSoftwareCollector({ sources: [source] }));
    await observer.look();
    expect(observer.last?.sources).toEqual([{ id: 'snap', state: 'unsupported' }]);
    const asked: unknown[] = [];
    const idle = await observe((request) => asked.push(request.url));
    await rm(join(mounts, 'hello'), { recursive: true });
    await mkdir(join(mounts, 'bin'));
    await idle.look();
    expect(idle.last?.sources).toEqual([{ id: 'snap', state: 'collected' }]);
    expect(asked).toEqual([]);
  });
});
