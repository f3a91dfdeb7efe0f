import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createSnapTransactions } from '../../../electron/engine/explain/transactions/snap/index.ts';
import { hasSnapd, SnapdMachine, standIn } from '../../support/snapd.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const { signal } = new AbortController();

describe.runIf(hasSnapd)('the real snapd', () => {
  it('tells of what was done to a snap, and when', async () => {
    const machine = new SnapdMachine(temporaryFolder('tidemark-snapd-'));
    onTestFinished(() => machine.stop());
    await machine.hold([{ name: 'hello', active: true, revisions: [{ revision: 'x1', version: '1.0' }] }]);
    await machine.start();
    const began = Date.now();
    await machine.disable('hello');
    const { transactions, problems } = await createSnapTransactions(machine).since(began, signal);
    expect(problems).toEqual([]);
    expect(transactions).toMatchObject([
      {
        tool: 'snap',
        manager: 'snap',
        user: null,
        fault: null,
        packages: [{ action: 'configured', name: 'hello', architecture: null, from: null, to: null }],
      },
    ]);
    const [{ startedAt = '', endedAt = '' } = {}] = transactions;
    expect(Date.parse(startedAt)).toBeGreaterThanOrEqual(began);
    expect(Date.parse(endedAt ?? '')).toBeLessThanOrEqual(Date.now());
  });
});

describe('what snapd answers', () => {
  let folder: string;
  let options: { readonly socket: string; readonly state: string };
  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder, 'run'));
    options = { socket: join(folder, 'run/snapd.socket'), state: join(folder, 'state.json') };
    writeFileSync(options.state, '{}');
  });

  const change = (id: string, kind: string, more: object = {}) => ({
    id,
    kind,
    summary: `Something with "hello" snap`,
    status: 'Done',
    ready: true,
    'spawn-time': '2026-03-01T11:00:00.123456789+01:00',
    'ready-time': '2026-03-01T11:00:05.5+01:00',
    tasks: [],
    ...more,
  });

  async function answering(result: unknown): Promise<void> {
    const server = await standIn(options.socket, (asked, response) => {
      expect(asked.url).toBe('/v2/changes?select=all');
      response.end(JSON.stringify({ type: 'sync', result }));
    });
    onTestFinished(() => server.close());
  }

  it('is read as transactions: what was done to which snaps, what runs still, what failed', async () => {
    await answering([
      change('1', 'install-snap'),
      change('2', 'auto-refresh', { data: { 'snap-names': ['one', 'two'] } }),
      change('3', 'remove-snap', { status: 'Error', err: 'cannot perform the following tasks' }),
      change('4', 'refresh-snap', { status: 'Doing', ready: false, 'ready-time': undefined }),
      change('5', 'revert-snap', { 'ready-time': '2026-02-01T00:00:00Z' }),
      change('6', 'connect-snap'),
    ]);
    const { transactions } = await createSnapTransactions(options).since(Date.parse('2026-03-01T09:00:00Z'), signal);
    expect(
      transactions.map(({ packages, endedAt, fault }) => [
        packages.map((each) => `${each.action} ${each.name}`),
        endedAt,
        fault,
      ]),
    ).toEqual([
      [['installed hello'], '2026-03-01T10:00:05.500Z', null],
      [['upgraded one', 'upgraded two'], '2026-03-01T10:00:05.500Z', null],
      [['removed hello'], '2026-03-01T10:00:05.500Z', 'cannot perform the following tasks'],
      [['upgraded hello'], null, null],
    ]);
    expect(transactions[0]?.startedAt).toBe('2026-03-01T10:00:00.123Z');
    expect(new Set(transactions.map(({ identity }) => identity)).size).toBe(4);
  });

  it('is not asked for where its state was not written since, or is not there', async () => {
    utimesSync(options.state, new Date(), new Date('2026-01-01'));
    expect(await createSnapTransactions(options).since(Date.parse('2026-02-01'), signal)).toEqual({
      transactions: [],
      problems: [],
    });
    const nowhere = { ...options, state: join(folder, 'nowhere') };
    expect((await createSnapTransactions(nowhere).since(0, signal)).problems).toEqual([]);
  });

  it('is a problem where it is of an unknown form, or where nobody answers', async () => {
    expect((await createSnapTransactions(options).since(0, signal)).problems).toMatchObject([
      { type: 'Explanations', kind: 'unreadable', subject: options.socket },
    ]);
    await answering([{ id: 7 }]);
    expect((await createSnapTransactions(options).since(0, signal)).problems[0]?.message).toContain('unknown form');
  });
});
