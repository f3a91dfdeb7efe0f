import { createSocket } from 'node:dgram';
import { getEventListeners, once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { perform } from '../../../electron/engine/alerts/actions/perform.ts';
import { anAction, means, sampleMessage } from '../../support/actions.ts';
import { type Certificate, issueCertificate, makeAuthority } from '../../support/receivers/certificates.ts';
import { parseSyslog } from '../../support/receivers/parse-syslog.ts';
import { freePort, Rsyslog } from '../../support/receivers/rsyslog.ts';
import { suiteFolder, temporaryFolder } from '../../support/temporary.ts';

const folder = suiteFolder();
let authority: Certificate;
let own: Certificate;

beforeAll(() => {
  authority = makeAuthority(folder());
  own = issueCertificate(folder(), 'own', 'DNS:localhost,IP:127.0.0.1');
});

const rule = 'Ünïcødé "quoted" [brackets] back\\slash 漢字';
const messages = [
  sampleMessage(),
  sampleMessage({ id: 8, rule, summary: 'two\nlines <13>1 forged' }, { key: 'second' }),
  sampleMessage(
    { id: 9, severity: 'warning', endedAt: '2026-01-31T11:00:00.000Z' },
    { key: 'third', occasion: 'ended' },
  ),
  sampleMessage({ id: 10, summary: '漢'.repeat(10_000) }, { key: 'fourth' }),
];

describe.each(['udp', 'tcp', 'tls'] as const)('real rsyslog over %s', (transport) => {
  it('takes every message whole, in order, as RFC 5424 has it', async () => {
    const port = await freePort();
    const rsyslog = await Rsyslog.start({ folder: temporaryFolder(), transport, port, certificate: own, authority });
    const action = anAction('syslog', {
      host: transport === 'tls' ? 'localhost' : '127.0.0.1',
      port,
      transport,
      facility: 'local3',
      authority: authority.certificateFile,
    });
    for (const message of messages) {
      expect(await perform(action, message, means())).toMatchObject({ kind: 'delivered' });
    }
    const taken = (await rsyslog.messages(messages.length)).map(parseSyslog);
    expect(taken.map(({ facility, severity, id }) => [facility, severity, id])).toEqual([
      [19, 2, 'fired'],
      [19, 2, 'fired'],
      [19, 5, 'ended'],
      [19, 2, 'fired'],
    ]);
    expect(taken.map(({ data }) => data['tidemark@32473']?.delivery)).toEqual(messages.map(({ key }) => key));
    expect(taken[1]?.data['tidemark@32473']?.rule).toBe(rule);
    expect(taken[1]?.text).toBe(`${rule}: two\\nlines <13>1 forged`);
    expect(taken[3]?.text).toMatch(/^Sudoers changed: 漢{400,}$/);
  });
});

describe('a syslog receiver', () => {
  it('that is away fails the delivery, over TCP and, where its machine says so, over UDP', async () => {
    const port = await freePort();
    for (const transport of ['tcp', 'udp'] as const) {
      const action = anAction('syslog', { host: '127.0.0.1', port, transport });
      const outcome = await perform(action, sampleMessage(), means());
      expect(outcome).toMatchObject({ kind: 'failed', patience: 'day' });
      expect(outcome).toMatchObject({ fault: expect.stringContaining('nothing accepts connections there') });
    }
  });

  it('that is back takes what failed', async () => {
    const port = await freePort();
    const rsyslog = await Rsyslog.start({ folder: temporaryFolder(), transport: 'tcp', port });
    const action = anAction('syslog', { host: '127.0.0.1', port, transport: 'tcp' });
    await rsyslog.stop();
    expect(await perform(action, sampleMessage(), means())).toMatchObject({ kind: 'failed' });
    await rsyslog.start();
    expect(await perform(action, sampleMessage(), means())).toMatchObject({ kind: 'delivered' });
    expect((await rsyslog.messages(1)).map((each) => parseSyslog(each).id)).toEqual(['fired']);
  });

  it('that shows a certificate nobody trusts gets nothing', async () => {
    const port = await freePort();
    const rsyslog = await Rsyslog.start({
      folder: temporaryFolder(),
      transport: 'tls',
      port,
      certificate: own,
      authority,
    });
    const action = anAction('syslog', { host: 'localhost', port, transport: 'tls' });
    const outcome = await perform(action, sampleMessage(), means());
    expect(outcome).toMatchObject({
      kind: 'failed',
      fault: expect.stringContaining('an authority that this machine does not trust'),
    });
    await rsyslog.stop();
    await expect(Promise.race([rsyslog.messages(1), Promise.resolve([])])).resolves.toEqual([]);
  });

  const server = async (take: (socket: Socket) => void) => {
    const sockets: Socket[] = [];
    const listening = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      take(socket);
    }).listen(0, '127.0.0.1');
    await once(listening, 'listening');
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      listening.close();
    });
    const { port } = listening.address() as AddressInfo;
    return anAction('syslog', { host: '127.0.0.1', port, transport: 'tcp' });
  };

  it('that closes the connection without reading has not taken the message', async () => {
    const action = await server((socket) => socket.end());
    expect(await perform(action, sampleMessage(), means())).toMatchObject({ kind: 'failed' });
  });

  it('that breaks the connection off has not taken the message', async () => {
    const action = await server((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await perform(action, sampleMessage(), means())).toMatchObject({ kind: 'failed' });
  });

  it('that never closes its side is believed, which is said', async () => {
    const action = await server((socket) => socket.resume());
    expect(await perform(action, sampleMessage(), means())).toMatchObject({
      kind: 'delivered',
      message: expect.stringContaining('keeps the connection open'),
    });
  });

  it('leaves nothing behind on the signal of Tidemark’s end, which outlives every message', async () => {
    const { signal } = new AbortController();
    const receiver = createSocket('udp4').bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    onTestFinished(() => void receiver.close());
    const action = anAction('syslog', { host: '127.0.0.1', port: receiver.address().port, transport: 'udp' });
    expect(await perform(action, sampleMessage(), means({}, { signal }))).toMatchObject({ kind: 'delivered' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('whose name is unknown is said to be', async () => {
    const action = anAction('syslog', { host: 'no-such-host.invalid', port: 514, transport: 'udp' });
    expect(await perform(action, sampleMessage(), means())).toMatchObject({ kind: 'failed' });
  });
});
