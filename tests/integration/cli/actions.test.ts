import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, start, tidemark } from '../../support/cli.ts';
import { firstLine } from '../../support/processes.ts';
import { issueCertificate, makeAuthority } from '../../support/receivers/certificates.ts';
import { answering, HttpsReceiver } from '../../support/receivers/https-receiver.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { rows, workplace } from './support.ts';

describe('actions', () => {
  it('of every kind are added with the options of their kind, and listed', async () => {
    const { ok, data, things, refused } = workplace();
    await ok('settings', 'init', '--empty');
    expect(await ok('actions')).toContain('There are no actions');
    expect(
      await ok(
        ...[
          'actions',
          'add',
          'webhook',
          'https://chat.example/hooks/a-token',
          '--name',
          'The chat',
          '--template',
          'slack',
        ],
        ...['--authorization-env', 'TOKEN', '--signing-key-file', 'key'],
      ),
    ).toBe('the-chat  on  webhook  The chat  chat.example (slack)\n');
    const dashes = ['--time-limit', '5', '--id', 'log', '--', '-t', 'tidemark'];
    await tidemark(['--data', data, 'actions', 'add', 'program', '/usr/bin/logger', ...dashes]);
    await ok('actions', 'add', 'file', 'alerts.jsonl', '--disabled');
    await ok('actions', 'add', 'syslog', 'logs.example', '--transport', 'tls', '--facility', 'local3');
    const listed = await ok('actions');
    expect(listed).toMatch(/^log +on +program +logger +\/usr\/bin\/logger -t tidemark$/m);
    expect(listed).toMatch(/^alerts-jsonl +off +file /m);
    expect(listed).toMatch(/logs\.example:6514 \(tls\)/);
    expect(listed).not.toContain('a-token');
    expect(rows(await ok('actions', '--json'))).toMatchObject([
      {
        kind: 'webhook',
        authorization: { kind: 'environment', name: 'TOKEN' },
        signingKey: { kind: 'file', path: join(things, 'key') },
      },
      { id: 'log', timeLimit: 5, arguments: ['-t', 'tidemark'] },
      { path: join(things, 'alerts.jsonl'), enabled: false, format: 'json' },
      { port: 6514, facility: 'local3' },
    ]);
    await ok('rules', 'add', '--name', 'Confs', '--thing', '*.conf', '--action', 'log');
    expect(await ok('actions', 'disable', 'The chat')).toContain('is off');
    expect(await ok('actions', 'enable', 'the-chat')).toContain('is on');
    expect(await refused(1, 'actions', 'add', 'file', 'x', '--id', 'log')).toContain("an action 'log' already");
    expect(await refused(2, 'actions', 'add', 'webhook', 'http://chat.example/')).toContain('no https:// address');
    expect(await refused(1, 'actions', 'test', 'nothing')).toContain("no action 'nothing'");
  });

  it('are tested: what the receiver says is shown, and the status says whether it arrived', async () => {
    const { ok, run } = workplace();
    await ok('settings', 'init', '--empty');
    const folder = temporaryFolder();
    const { certificateFile } = makeAuthority(folder);
    const receiver = await HttpsReceiver.start(
      issueCertificate(folder, 'own', 'DNS:localhost'),
      answering(200, 'thanks'),
    );
    await ok('actions', 'add', 'webhook', receiver.url(), '--id', 'hook', '--authority', certificateFile);
    expect(await ok('actions', 'test', 'hook')).toBe(`thanks\nlocalhost:${receiver.port} answered 200 OK.\n`);
    expect(JSON.parse(receiver.received.seen[0]?.body ?? '')).toMatchObject({ occasion: 'test' });
    receiver.respond = answering(500, 'no');
    expect(await run('actions', 'test', 'hook')).toMatchObject({
      status: 1,
      stdout: 'no\n',
      stderr: `tidemark: localhost:${receiver.port} answered 500 Internal Server Error.\n`,
    });
  });
});

describe('deliveries', () => {
  /** A workplace that tracks a folder, with a rule whose alerts go to an action. */
  async function alerting(...action: readonly string[]) {
    const place = workplace();
    await place.ok('settings', 'init', '--empty');
    await place.ok('track', 'files', place.things, '--recursion');
    await place.ok('actions', 'add', ...action, '--id', 'out');
    await place.ok('rules', 'add', '--name', 'All', '--thing', '*.conf', '--action', 'out');
    await place.ok('collect');
    return place;
  }

  it('go out with a collection that is run once', async () => {
    const file = join(temporaryFolder(), 'alerts.jsonl');
    const { ok, things } = await alerting('file', file);
    writeFileSync(join(things, 'a.conf'), 'x\n');
    await ok('collect');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ alert: { rule: { name: 'All' }, count: 1 } });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await ok('deliveries')).toMatch(/^#1 .* delivered +out +.*a\.conf.*\n0 deliveries waiting, 0 given up\.\n$/);
  });

  it('that wait are listed with why, and outlive what is not there', async () => {
    const { ok, things } = await alerting('program', '/nonexistent/program');
    writeFileSync(join(things, 'a.conf'), 'x\n');
    await ok('collect');
    expect(rows(await ok('deliveries', '--waiting', '--json'))).toMatchObject([
      { id: 1, actionId: 'out', state: 'waiting', attempts: 1, fault: expect.stringContaining('no such file') },
    ]);
    expect(rows(await ok('deliveries', '--dead', '--json'))).toEqual([]);
  });

  it('that were given up are tried again or discarded while no Tidemark runs, and refused while one does', async () => {
    const place = await alerting('file', '/nonexistent/alerts.jsonl');
    const { ok, refused, things, data } = place;
    await ok('actions', 'remove', 'out').catch(() => undefined);
    writeFileSync(join(things, 'a.conf'), 'x\n');
    await ok('collect');
    const dead = await ok('deliveries', '--dead');
    expect(dead).toContain("The settings have no action 'out' any more");
    expect(dead).toContain('0 deliveries waiting, 1 given up.');
    expect(await refused(2, 'deliveries', 'retry')).toContain('--all');
    expect(await refused(1, 'deliveries', 'retry', '99')).toContain('None of these was given up');

    const watching = await start(['watch', '--json', '--data', data], {});
    if (!watching.stdout) throw new Error('no output');
    await firstLine(watching, watching.stdout);
    const words = await refused(1, 'deliveries', 'retry', '1');
    expect(words).toContain('tidemark watch');
    expect(words).toContain('Do it in its window');
    watching.kill('SIGTERM');
    await ended(watching);

    const file = join(temporaryFolder(), 'alerts.jsonl');
    await ok('actions', 'add', 'file', file, '--id', 'out');
    expect(await ok('deliveries', 'retry', '#1')).toBe('1 delivery will be tried again once Tidemark runs.\n');
    await ok('collect');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ alert: { id: 1 } });

    await ok('actions', 'remove', 'out').catch(() => undefined);
    writeFileSync(join(things, 'b.conf'), 'x\n');
    await ok('collect');
    expect(await ok('deliveries', 'discard', '--all')).toBe('1 delivery was discarded.\n');
    expect(rows(await ok('deliveries', '--json'))).toMatchObject([{ id: 1, state: 'delivered' }]);
  });
});
