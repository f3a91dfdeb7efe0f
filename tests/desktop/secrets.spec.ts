import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Action, actionSchema, type Secret } from '../../electron/shared/model/action.ts';
import { emptySettings } from '../../electron/shared/model/settings.ts';
import { ask } from '../support/bridge.ts';
import { expect, test } from '../support/electron-app.ts';
import { startKeyRing } from '../support/key-ring.ts';
import { endProgram } from '../support/processes.ts';
import { issueCertificate, makeAuthority } from '../support/receivers/certificates.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';
import { settingsOnDisk } from '../support/window.ts';

/** An HTTPS server that keeps what it got. */
async function receiver(folder: string) {
  const { certificateFile } = makeAuthority(folder);
  const { key, certificate } = issueCertificate(folder, 'own', 'DNS:localhost');
  const received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer({ key, cert: certificate }, (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.end('thanks');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { received, url: `https://localhost:${port}/`, authority: certificateFile, close: () => server.close() };
}

const hook = (url: string, authority: string, signingKey: Secret): Action =>
  actionSchema.parse({ id: 'hook', name: 'Hook', kind: 'webhook', url, authority, signingKey });

const use = (page: Page, action: Action) => {
  const settings = emptySettings();
  return ask(page, 'settings.set', { settings: { ...settings, alerts: { ...settings.alerts, actions: [action] } } });
};

test('without a key ring no secret is sealed, and it is said what to do instead', async ({ launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  const { page } = await launch();
  expect(await ask(page, 'secrets.status', {})).toMatchObject({
    value: { available: false, why: expect.stringContaining('from a file or from an environment variable') },
  });
  expect(await ask(page, 'secrets.seal', { text: 'sesame' })).toMatchObject({
    ok: false,
    error: { kind: 'unavailable', message: 'The secret can’t be encrypted here.' },
  });
});

test('a secret is sealed with the key ring, opened for the engine at each of its starts, and on no disk', async ({
  launch,
  folder,
  desktop,
}) => {
  const ring = await startKeyRing(desktop);
  const { received, url, authority, close } = await receiver(folder);
  try {
    writeSettings(folder, trackingFiles([]));
    const args = ['--password-store=gnome-libsecret'];
    const first = await launch({ args });
    expect(await ask(first.page, 'secrets.status', {})).toMatchObject({ value: { available: true, why: '' } });
    const sealed = (await ask(first.page, 'secrets.seal', { text: 'sesame-open-now' })) as { readonly value: Secret };
    const action = hook(url, authority, sealed.value);
    expect(action).toMatchObject({ signingKey: { kind: 'sealed' } });
    const isSigned = async (page: Page) => {
      await expect.poll(() => ask(page, 'actions.try', { action })).toMatchObject({ value: { ok: true } });
      const { headers, body } = received.at(-1) ?? { headers: {}, body: '' };
      const digest = createHmac('sha256', 'sesame-open-now')
        .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`)
        .digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${digest}`);
    };
    // Also before it stands in the settings, as the button of a form tries it.
    await isSigned(first.page);
    await use(first.page, action);

    await isSigned(first.page);
    // Chromium's own TLS says in the same words what Node's does.
    const strange = { ...action, authority: '' };
    expect(await ask(first.page, 'actions.try', { action: strange })).toMatchObject({
      value: { ok: false, message: expect.stringContaining('an authority that this machine does not trust') },
    });

    // An engine that died is given them again.
    const state = async () => {
      const answer = await ask(first.page, 'engine.state', {});
      return (answer as { readonly value: { readonly state: string; readonly pid: number; readonly restarts: number } })
        .value;
    };
    process.kill((await state()).pid, 'SIGKILL');
    await expect.poll(async () => (await state()).restarts ?? 0).toBe(1);
    await expect.poll(async () => (await state()).state).toBe('running');
    await isSigned(first.page);
    await first.electron.close();

    const second = await launch({ args });
    await isSigned(second.page);
    await second.electron.close();
    expect(settingsOnDisk(folder).alerts.actions).toEqual([action]);
    const data = join(folder, 'data');
    const files = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['settings.json', 'tidemark.db']));
    for (const { name } of files) {
      expect([name, readFileSync(join(data, name)).includes('sesame')]).toEqual([name, false]);
    }
  } finally {
    close();
    await endProgram(ring);
  }
});
