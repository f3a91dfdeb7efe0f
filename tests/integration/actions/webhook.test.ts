import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Outcome } from '../../../electron/engine/alerts/actions/outcome.ts';
import { perform } from '../../../electron/engine/alerts/actions/perform.ts';
import { anAction, means, sampleMessage } from '../../support/actions.ts';
import { type Certificate, issueCertificate, makeAuthority } from '../../support/receivers/certificates.ts';
import { answering, HttpsReceiver, type Received } from '../../support/receivers/https-receiver.ts';
import { suiteFolder } from '../../support/temporary.ts';

const folder = suiteFolder();
let authority: Certificate;
let own: Certificate;
let foreign: Certificate;

beforeAll(() => {
  authority = makeAuthority(folder());
  own = issueCertificate(folder(), 'own', 'DNS:localhost,IP:127.0.0.1');
  foreign = issueCertificate(folder(), 'foreign', 'DNS:elsewhere.example');
});

const hook = (receiver: HttpsReceiver, over: object = {}) =>
  anAction('webhook', { url: receiver.url('/hook/token-in-the-path'), authority: authority.certificateFile, ...over });

const faultOf = (outcome: Outcome): string => (outcome.kind === 'delivered' ? '' : outcome.fault);

/** Verified as README.md says, by openssl instead of our own code. */
function verify({ headers, body }: Received, key: Buffer, now: number): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (Math.abs(now / 1000 - Number(timestamp)) > 300) return false;
  const digest = execFileSync(
    'openssl',
    ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${key.toString('hex')}`, '-binary'],
    { input: `${String(id)}.${String(timestamp)}.${body}` },
  );
  return String(signatures)
    .split(' ')
    .includes(`v1,${digest.toString('base64')}`);
}

describe('a webhook', () => {
  it('that answers by changing the protocol keeps nobody waiting', async () => {
    const receiver = await HttpsReceiver.start(own, (_response, _received, request) => {
      request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
    });
    const outcome = await perform(hook(receiver), sampleMessage(), means());
    expect(outcome).toMatchObject({ kind: 'failed', patience: 'day' });
    expect(faultOf(outcome)).toMatch(/localhost:\d+ was not reached: it broke the connection off/);
  });

  it('that points elsewhere shows no part of a secret address', async () => {
    const token = 'T0123456789abcdefghij';
    const key = 'k-0123456789abcdefghij';
    const receiver = await HttpsReceiver.start(
      own,
      answering(308, `no: ${token} ${key}`, { location: `https://elsewhere.example/hook/${token}/` }),
    );
    const outcome = await perform(
      hook(receiver, { url: receiver.url(`/hook/${token}?key=${key}`) }),
      sampleMessage(),
      means(),
    );
    expect(faultOf(outcome)).toMatch(/points elsewhere, to https:\/\/elsewhere\.example\//);
    expect(JSON.stringify(outcome)).not.toContain(token);
    expect(JSON.stringify(outcome)).not.toContain(key);
  });

  it('posts the alert as JSON, signed so that somebody else can verify it, with the authorization', async () => {
    const receiver = await HttpsReceiver.start(own);
    const keyFile = join(folder(), 'key');
    writeFileSync(keyFile, 'a key of many words\n');
    vi.stubEnv('TIDEMARK_TEST_TOKEN', 'Bearer 0123456789');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const outcome = await perform(
      hook(receiver, {
        signingKey: { kind: 'file', path: keyFile },
        authorization: { kind: 'environment', name: 'TIDEMARK_TEST_TOKEN' },
      }),
      sampleMessage(),
      means(),
    );
    expect(outcome).toMatchObject({ kind: 'delivered', output: 'ok' });
    const [received] = receiver.received.seen;
    if (!received) throw new Error('nothing arrived');
    expect(received).toMatchObject({ method: 'POST', path: '/hook/token-in-the-path' });
    expect(received.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer 0123456789',
      'webhook-id': sampleMessage().key,
    });
    expect(JSON.parse(received.body)).toMatchObject({
      format: 'tidemark.alert.1',
      delivery: sampleMessage().key,
      occasion: 'fired',
      alert: { id: 7, rule: { id: 'sudoers' }, rows: [{ FileSystemPath: '/etc/sudoers' }] },
    });
    const key = Buffer.from('a key of many words');
    expect(verify(received, key, Date.now())).toBe(true);
    // What a receiver refuses: another body, another key, an old one that is played again.
    expect(verify({ ...received, body: received.body.replace('sudoers', 'Sudoers') }, key, Date.now())).toBe(false);
    expect(verify(received, Buffer.from('another key'), Date.now())).toBe(false);
    expect(verify(received, key, Date.now() + 301_000)).toBe(false);
  });

  it('takes a key as Standard Webhooks writes it, and signs nothing without one', async () => {
    const receiver = await HttpsReceiver.start(own);
    const key = Buffer.from('000102030405060708090a0b0c0d0e0f1011121314151617', 'hex');
    const sealed = means();
    sealed.secrets.open({ c2VhbGVk: `whsec_${key.toString('base64')}` });
    await perform(hook(receiver, { signingKey: { kind: 'sealed', data: 'c2VhbGVk' } }), sampleMessage(), sealed);
    await perform(hook(receiver), sampleMessage(), means());
    const [signed, plain] = receiver.received.seen;
    expect(signed && verify(signed, key, Date.now())).toBe(true);
    expect(plain?.headers).toMatchObject({ 'webhook-id': sampleMessage().key });
    expect(plain?.headers).not.toHaveProperty('webhook-signature');
  });

  it.each([
    [500, 'day', '500'],
    [429, 'day', 'fewer requests'],
    [408, 'day', '408'],
    [404, 'hour', 'Check the address'],
    [401, 'hour', 'Check the authorization'],
    [400, 'none', 'does not take this message'],
    [413, 'none', 'does not take this message'],
  ])('takes %i for something to be tried again for a %s', async (status, patience, words) => {
    const receiver = await HttpsReceiver.start(own, answering(status, 'not now'));
    const outcome = await perform(hook(receiver), sampleMessage(), means());
    expect(outcome).toMatchObject({ kind: 'failed', patience, output: 'not now' });
    expect(faultOf(outcome)).toContain(words);
  });

  it('heeds Retry-After', async () => {
    const receiver = await HttpsReceiver.start(own, answering(429, '', { 'retry-after': '120' }));
    expect(await perform(hook(receiver), sampleMessage(), means())).toMatchObject({ kind: 'failed', after: 120_000 });
  });

  it('follows no redirect, and says where it points without what may be a token', async () => {
    const second = await HttpsReceiver.start(own);
    const first = await HttpsReceiver.start(own, (response) =>
      response.writeHead(307, { location: `${second.url('/hook/token-in-the-path')}?token=abc` }).end(),
    );
    const outcome = await perform(hook(first), sampleMessage(), means());
    expect(outcome).toMatchObject({ kind: 'failed', patience: 'hour' });
    expect(faultOf(outcome)).toContain(`https://localhost:${second.port}`);
    expect(faultOf(outcome)).not.toMatch(/token/);
    expect(second.received.seen).toEqual([]);
  });

  it('does not wait for a receiver that hangs, before its answer or within it', async () => {
    const silent = await HttpsReceiver.start(own, () => undefined);
    const started = Date.now();
    expect(faultOf(await perform(hook(silent), sampleMessage(), means({ answer: 300 })))).toContain(
      'no whole answer within 0.3 s',
    );
    const halting = await HttpsReceiver.start(own, (response) => response.writeHead(200).write('so far'));
    expect(await perform(hook(halting), sampleMessage(), means({ answer: 300 }))).toMatchObject({ kind: 'failed' });
    expect(Date.now() - started).toBeLessThan(3000);
  });

  it('does not wait for a connection that never becomes one', async () => {
    // Takes TCP connections and says nothing of TLS.
    const mute = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    onTestFinished(() => void mute.close());
    const { port } = mute.address() as AddressInfo;
    const action = anAction('webhook', { url: `https://localhost:${port}/`, authority: authority.certificateFile });
    const outcome = await perform(action, sampleMessage(), means({ connect: 200 }));
    expect(faultOf(outcome)).toBe(`localhost:${port} was not reached: no connection within 0.2 s.`);
  });

  it('keeps the beginning of an answer without an end', async () => {
    const receiver = await HttpsReceiver.start(own, (response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const outcome = await perform(hook(receiver), sampleMessage(), means());
    expect(outcome).toMatchObject({ kind: 'delivered', output: 'x'.repeat(4096) });
  });

  it('takes an answer that breaks off for none', async () => {
    const receiver = await HttpsReceiver.start(own, (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('ok', () => response.destroy());
    });
    const outcome = await perform(hook(receiver), sampleMessage(), means());
    expect(outcome).toMatchObject({ kind: 'failed', patience: 'day' });
    expect(faultOf(outcome)).toContain('broke the connection off');
  });

  it('says in words that nothing listens', async () => {
    const receiver = await HttpsReceiver.start(own);
    const action = hook(receiver);
    await receiver.stop();
    expect(faultOf(await perform(action, sampleMessage(), means()))).toContain('nothing accepts connections there');
  });
});

describe('a certificate', () => {
  it('of an authority that nobody named is not trusted, whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const receiver = await HttpsReceiver.start(own);
    const outcome = await perform(hook(receiver, { authority: '' }), sampleMessage(), means());
    expect(outcome).toMatchObject({ kind: 'failed', patience: 'day' });
    expect(faultOf(outcome)).toContain('an authority that this machine does not trust');
    expect(receiver.received.seen).toEqual([]);
  });

  it('of another host is refused', async () => {
    const receiver = await HttpsReceiver.start(foreign);
    expect(faultOf(await perform(hook(receiver), sampleMessage(), means()))).toContain('is of another host');
    expect(receiver.received.seen).toEqual([]);
  });

  it('of the address itself is enough for an address', async () => {
    const receiver = await HttpsReceiver.start(own);
    const url = receiver.url().replace('localhost', '127.0.0.1');
    expect(await perform(hook(receiver, { url }), sampleMessage(), means())).toMatchObject({ kind: 'delivered' });
  });

  it('file that is a pipe holds nobody up', async () => {
    const pipe = join(folder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const receiver = await HttpsReceiver.start(own);
    const outcome = await perform(hook(receiver, { authority: pipe }), sampleMessage(), means());
    expect(outcome).toMatchObject({ kind: 'held', fault: expect.stringContaining(`${pipe} is no file`) });
  });

  it('file that holds none is said to be at fault, and nothing is sent', async () => {
    const receiver = await HttpsReceiver.start(own);
    const file = join(folder(), 'empty.pem');
    writeFileSync(file, 'no certificate');
    const outcome = await perform(hook(receiver, { authority: file }), sampleMessage(), means());
    expect(outcome).toEqual({
      kind: 'held',
      fault: `${file} holds no certificate. Name a PEM file with the certificate of the authority.`,
    });
    expect(receiver.received.seen).toEqual([]);
  });
});

describe('a secret', () => {
  it('is not repeated where the receiver repeats it', async () => {
    vi.stubEnv('TIDEMARK_TEST_TOKEN', 'Bearer sesame-open-now');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const receiver = await HttpsReceiver.start(own, (response, { headers, path }) =>
      response.writeHead(500).end(`You said ${headers.authorization} to ${path}, or sesame-open-now alone`),
    );
    const outcome = await perform(
      hook(receiver, { authorization: { kind: 'environment', name: 'TIDEMARK_TEST_TOKEN' } }),
      sampleMessage(),
      means(),
    );
    expect(outcome).toMatchObject({ output: 'You said [secret] to [secret], or [secret] alone' });
  });

  it.each([
    [{ kind: 'environment', name: 'TIDEMARK_NOT_THERE' }, 'no variable TIDEMARK_NOT_THERE'],
    [{ kind: 'file', path: '/nonexistent/key' }, 'there is no such file'],
    [{ kind: 'sealed', data: 'AAAA' }, 'the Tidemark application alone can open it'],
  ])('that can’t be had holds the delivery, and says why: %j', async (signingKey, words) => {
    const receiver = await HttpsReceiver.start(own);
    const outcome = await perform(hook(receiver, { signingKey }), sampleMessage(), means());
    expect(outcome.kind).toBe('held');
    expect(faultOf(outcome)).toContain(words);
    expect(receiver.received.seen).toEqual([]);
  });
});
