import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run as tidemark } from '../../../electron/cli/index.ts';
import { openStore } from '../../../electron/engine/store/open.ts';
import { transaction, unexplained } from '../../support/explained.ts';
import { plainTerminal } from '../../support/plain-terminal.ts';
import { at, change, fileItem, saving } from '../../support/store-samples.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { startWatch } from '../../support/watching.ts';
import { rows, workplace } from './support.ts';

const hosts = fileItem('/etc/hosts', { kind: 'file', size: 3, checksum: 'sha256:aa', mode: 0o100644 });
const curl = fileItem('/usr/bin/curl', { kind: 'file', size: 9, checksum: 'sha256:bb', mode: 0o100755 });
const app = { manager: 'dpkg', name: 'curl', architecture: 'amd64', version: '2' };

/** Commands of the command line in this very process, which start no other: a start of Node for each would take minutes. */
function commands(data: string) {
  const run = async (...argv: readonly string[]) => {
    const { terminal, out, err } = plainTerminal();
    return { status: await tidemark([...argv, '--data', data], terminal), stdout: out(), stderr: err() };
  };
  return {
    run,
    /** Runs a command that has to go well, and answers what it wrote. */
    ok: async (...argv: readonly string[]): Promise<string> => {
      const ran = await run(...argv);
      expect(ran, argv.join(' ')).toMatchObject({ status: 0, stderr: '' });
      return ran.stdout;
    },
    /** Runs a command that has to fail, and answers its one line on standard error. */
    refused: async (status: number, ...argv: readonly string[]): Promise<string> => {
      const ran = await run(...argv);
      expect(ran, argv.join(' ')).toMatchObject({ status, stdout: '' });
      expect(ran.stderr).toMatch(/^tidemark: .*\S$/);
      return ran.stderr;
    },
  };
}

/**
 * A data folder whose store has five changes: two that an upgrade of curl explains, one of the time of the plan
 * 'Trying', one that stands out, and one of which nothing is known.
 */
function explainedPlace() {
  const data = join(temporaryFolder(), 'data');
  const { store } = openStore(data, 'a test');
  store.save(
    saving(10, {
      changes: [change(curl, 1), change(curl, 2), change(hosts, 3), change(curl, 4), change(hosts, 5)],
    }),
  );
  const plan = store.plans.begin('Trying', at(0)).begun;
  store.plans.end(plan, at(9));
  store.causes.save({
    transactions: [transaction('curl')],
    explanations: new Map([
      [
        1,
        { ...unexplained, verdict: 'explained', tie: 'package', transaction: 'curl', package: app, bytes: 'shipped' },
      ],
      [
        2,
        { ...unexplained, verdict: 'explained', tie: 'package', transaction: 'curl', package: app, bytes: 'shipped' },
      ],
      [3, { ...unexplained, verdict: 'planned', planId: plan, why: 'It happened in the time of ‘Trying’.' }],
      [4, { ...unexplained, verdict: 'standsOut', package: app, bytes: 'altered', why: 'No transaction changed it.' }],
      [5, unexplained],
    ]),
    upTo: 5,
    at: at(10),
  });
  const [cause] = store.causes.page({ limit: 10 }).filter(({ kind }) => kind === 'transaction');
  store.close();
  return { ...commands(data), plan, cause: cause?.id ?? 0 };
}

const ids = (text: string) => rows(text).map(({ ChangeId }) => ChangeId);

describe('causes', () => {
  it('are listed, and shown with what is tied to them', async () => {
    const { ok, cause, plan } = explainedPlace();
    const list = await ok('causes');
    expect(list.split('\n')).toEqual([
      expect.stringMatching(new RegExp(`  = apt upgraded curl: 2 files  cause #${cause}$`)),
      expect.stringMatching(new RegExp(`  = Trying: 1 file  cause #${plan}$`)),
      '',
    ]);
    expect(rows(await ok('causes', '--json', '--limit', '1'))).toEqual([
      expect.objectContaining({ id: cause, tool: 'apt', counts: { Files: 2 }, explained: 2, acknowledged: 0 }),
    ]);
    const shown = await ok('cause', String(cause));
    expect(shown).toMatch(/^apt upgraded curl\nCause +#\d+\nKind +a transaction of apt\n/);
    expect(shown).toMatch(/\nCommand +apt upgrade\nAsked by +alice\nChanges +2 files; 2 explained, 0 acknowledged\n/);
    expect(shown).toMatch(/\nupgraded +curl:amd64 +1 → 2\n/);
    expect(shown).toMatch(new RegExp(`~ Files +/usr/bin/curl .*  #2  cause #${cause}\n`));
    expect(JSON.parse(await ok('cause', String(cause), '--json'))).toMatchObject({
      command: 'apt upgrade',
      changes: [{ ChangeId: 2 }, { ChangeId: 1 }],
    });
  });

  it('are told from what has none', async () => {
    const { ok, refused, cause, plan } = explainedPlace();
    expect(ids(await ok('changes', '--unexplained', '--json'))).toEqual([5, 4]);
    expect(ids(await ok('changes', '--cause', String(cause), '--json'))).toEqual([2, 1]);
    expect(ids(await ok('changes', '--cause', String(plan), '--json'))).toEqual([3]);
    expect(await ok('changes')).toMatch(/#5\n.*#4 {2}stands out\n.*#3 {2}cause #\d+\n/);
    expect(await refused(1, 'cause', '99')).toContain('There is no cause 99.');
    const shown = await ok('show', '4');
    expect(shown).toMatch(/\nCause +stands out\nWhy +No transaction changed it\.\nPackage +curl 2 \(dpkg\)\n/);
    expect(shown).toMatch(/\nBytes +not those that the package ships\n/);
    expect(await ok('show', '1')).toMatch(/\nCause +explained: #\d+ apt upgraded curl\n[\s\S]*\nAsked by +alice\n/);
  });
});

describe('approving without a Tidemark that runs', () => {
  it('acknowledges changes and causes, and takes it back', async () => {
    const { ok, refused, run, cause } = explainedPlace();
    expect(await ok('ack', '5', '4', '--reason', 'my own edit')).toBe('2 changes acknowledged.\n');
    expect(await ok('ack', '--cause', String(cause))).toBe('2 changes acknowledged.\n');
    expect(await ok('ack', '4')).toBe('All of that was acknowledged already.\n');
    expect(ids(await ok('changes', '--unacknowledged', '--json'))).toEqual([3]);
    expect(await ok('show', '5')).toMatch(/\nAcknowledged +\d{4}-.*: my own edit\n/);
    expect(await ok('changes', '--limit', '9')).toMatch(/#5 {2}acknowledged\n/);
    expect(await ok('ack', '5', '--undo')).toBe('They are not acknowledged any more.\n');
    expect(ids(await ok('changes', '--unacknowledged', '--unexplained', '--json'))).toEqual([5]);
    expect(await refused(1, 'ack', '4', '77')).toContain('There is no change 77.');
    expect(await refused(1, 'ack', '--cause', '77')).toContain('There is no cause 77.');
    expect(await refused(2, 'ack')).toContain('Name changes by their numbers');
    expect(await run('ack', '4', '--undo', '--reason', 'x')).toMatchObject({ status: 2 });
    expect((await ok('verify')).toLowerCase()).not.toContain('fault');
  });

  it('expects by examples, lists that and ends it', async () => {
    const { ok, refused, run } = explainedPlace();
    expect(await ok('expect', '5', '--scope', 'once', '--reason', 'a new host')).toBe(
      'Expected from now on: the next change of /etc/hosts.  expectation 1\n',
    );
    expect(await ok('expect', '1', '--scope', 'package', '--until', '7d')).toMatch(
      /^Expected from now on: what transactions of curl do, until \d{4}-.*\. {2}expectation 2\n$/,
    );
    expect(await ok('expect', '5', '--scope', 'path', '--pattern', '/etc/*')).toContain('every change of /etc/*');
    expect(await ok('expect', '4', '--scope', 'content')).toContain('/usr/bin/curl in this very state');
    expect(ids(await ok('changes', '--unacknowledged', '--json'))).toEqual([3, 2]);
    expect(await ok('unexpect', '3')).toBe('Expectation 3 has ended.\n');
    expect(await refused(1, 'unexpect', '3')).toContain('There is no expectation 3 that holds.');
    expect(rows(await ok('expected', '--json')).map(({ id }) => id)).toEqual([4, 2, 1]);
    expect(rows(await ok('expected', '--all', '--json')).map(({ id }) => id)).toEqual([4, 2, 1, 3]);
    expect(await ok('expected')).toMatch(
      /^4 +\/usr\/bin\/curl in this very state +without an end +0 changes\n[\s\S]*\n1 +the next change of \/etc\/hosts +without an end +0 changes +a new host\n$/,
    );
    expect(await refused(1, 'expect', '5', '--scope', 'package')).toContain('not known which package /etc/hosts');
    expect(await refused(1, 'expect', '5', '--scope', 'path', '--pattern', '/usr/*')).toContain('does not name');
    expect(await refused(1, 'expect', '99', '--scope', 'once')).toContain('There is no change 99.');
    for (const wrong of [
      [],
      ['--scope', 'all'],
      ['--scope', 'once', '--until', '2020-01-01'],
      ['--scope', 'once', '--pattern', '/*'],
    ])
      expect(await run('expect', '5', ...wrong), wrong.join(' ')).toMatchObject({ status: 2 });
  });

  it('says that nothing is stored yet, and makes no store for it', async () => {
    const { refused, run } = commands(join(temporaryFolder(), 'data'));
    expect(await refused(1, 'ack', '1')).toContain('Nothing is stored yet');
    expect(await refused(1, 'plan', 'begin', 'x')).toContain('Nothing is stored yet');
    expect(await run('status')).toMatchObject({ status: 1 });
  });

  it('groups what two collections find between the beginning and the end of a plan', async () => {
    const { ok, things, data } = workplace();
    const here = commands(data);
    await here.ok('settings', 'init', '--empty');
    await ok('track', 'files', things, '--recursion');
    await ok('collect');
    expect(await here.run('plan', 'end')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('No plan is open'),
    });
    expect(await here.ok('plan', 'status')).toBe('No plan is open.\n');
    writeFileSync(join(things, 'before'), 'x');
    expect(await ok('plan', 'begin', 'Installing foo')).toMatch(
      /^From now on, .* belongs to Installing foo\. {2}cause #1\n$/,
    );
    expect(await here.ok('plan', 'status')).toMatch(/= Installing foo: no changes, not ended yet {2}cause #1\n$/);
    expect(await here.ok('status')).toContain('= Installing foo: no changes, not ended yet');
    expect(JSON.parse(await here.ok('status', '--json'))).toMatchObject({ plan: { name: 'Installing foo' } });
    writeFileSync(join(things, 'within'), 'x');
    expect(await ok('plan', 'end')).toMatch(/= Installing foo: 1 file {2}cause #1\n$/);
    writeFileSync(join(things, 'after'), 'x');
    await ok('collect');
    const planned = rows(await here.ok('changes', '--cause', '1', '--json'));
    expect(planned.map(({ Name }) => Name)).toEqual(['within']);
    expect(ids(await here.ok('changes', '--unexplained', '--json'))).toHaveLength(2);
  });
});

describe('approving beside a Tidemark that runs', () => {
  it('is done by that one, which tells of it', async () => {
    const { ok: really, data, things } = workplace();
    const { ok, refused } = commands(data);
    await ok('settings', 'init', '--empty');
    await really('track', 'files', things, '--recursion');
    const watching = await startWatch(['--json', '--data', data]);
    await watching.event('ready');
    const one = join(things, 'one');
    writeFileSync(one, 'x');
    const { ChangeId: id } = await watching.change(({ Name }) => Name === 'one');
    expect(await really('ack', String(id), '--reason', 'fine')).toBe('1 change acknowledged.\n');
    const told = await watching.event('explained', ({ changes }) =>
      (changes as { acknowledged: unknown }[]).some(({ acknowledged }) => acknowledged !== null),
    );
    expect(told.changes).toEqual([
      expect.objectContaining({ ChangeId: id, acknowledged: expect.objectContaining({ reason: 'fine' }) }),
    ]);
    expect(await refused(1, 'ack', '999')).toContain('There is no change 999.');

    expect(await ok('expect', String(id), '--scope', 'once', '--reason', 'again')).toContain('the next change of');
    writeFileSync(one, 'y');
    const { ChangeId: next } = await watching.change(({ ChangeCategory }) => ChangeCategory === 'Modified');
    const expected = await watching.event('explained', ({ changes }) =>
      (changes as { ChangeId: unknown; acknowledged: unknown }[]).some(
        ({ ChangeId, acknowledged }) => ChangeId === next && acknowledged !== null,
      ),
    );
    expect(JSON.stringify(expected)).toContain('"reason":"again","expectationId":1');
    expect(rows(await ok('expected', '--all', '--json'))).toEqual([
      expect.objectContaining({ id: 1, uses: 1, endedAt: expect.any(String) }),
    ]);

    expect(await ok('plan', 'begin', 'A try')).toContain('belongs to A try');
    expect(await watching.event('cause')).toMatchObject({ cause: { name: 'A try', endedAt: null } });
    writeFileSync(join(things, 'two'), 'x');
    expect(await ok('plan', 'end')).toMatch(/= A try: 1 file {2}cause #1\n$/);
    expect(
      await watching.event('cause', ({ cause }) => (cause as { endedAt: unknown }).endedAt !== null),
    ).toMatchObject({ cause: { name: 'A try' } });
    expect(await watching.end()).toMatchObject({ status: 0 });
    expect(ids(await ok('changes', '--unacknowledged', '--json'))).toHaveLength(1);
  });
});
