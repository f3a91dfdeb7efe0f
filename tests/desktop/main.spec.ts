import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { inRoot } from '../../build/support/paths.mjs';
import { emptySettings } from '../../electron/shared/model/settings.ts';
import { formatSettings } from '../../electron/shared/model/settings-migrations.ts';
import { ask } from '../support/bridge.ts';
import { history } from '../support/dunst.ts';
import { expect, test } from '../support/electron-app.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';

const visible = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());

test('started hidden, as at login, the window stays out of sight until a second start', async ({
  launch,
  folder,
  startAgain,
}) => {
  writeSettings(folder, trackingFiles([]));
  const { electron } = await launch({ args: ['--hidden'] });
  expect(await visible(electron)).toBe(false);
  await startAgain();
  await expect.poll(() => visible(electron)).toBe(true);
});

test('a settings file that cannot be read is kept aside and told of, and tracking goes on', async ({
  launch,
  folder,
  desktop,
}) => {
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'settings.json'), '{ "tracking": broken');
  const { page } = await launch();
  const aside = readdirSync(data).find((name) => name.startsWith('settings.json.unreadable-')) ?? '';
  expect(readFileSync(join(data, aside), 'utf8')).toBe('{ "tracking": broken');
  expect(await ask(page, 'settings.fault', {})).toMatchObject({
    value: { message: expect.stringContaining('not JSON') },
  });
  expect(await ask(page, 'engine.state', {})).toMatchObject({ ok: true });
  const told = async () => (await history(desktop)).map(({ summary }) => summary);
  await expect.poll(told).toContain('Tidemark’s settings need attention');
});

test('an edit of the settings file by hand holds at once', async ({ launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  const { page } = await launch();
  const file = join(folder, 'data', 'settings.json');
  writeFileSync(file, formatSettings({ ...emptySettings(), secrets: ['*.by-hand'] }));
  await expect.poll(() => ask(page, 'settings.get', {})).toMatchObject({ value: { secrets: ['*.by-hand'] } });
});

test('start at login is an entry in the user’s autostart folder, and goes with its switch', async ({
  launch,
  folder,
  desktop,
}) => {
  writeSettings(folder, trackingFiles([]));
  const { page } = await launch();
  const entry = join(desktop.env.HOME ?? '', '.config', 'autostart', 'tidemark.desktop');
  expect(existsSync(entry)).toBe(false);
  await ask(page, 'settings.set', { settings: { ...emptySettings(), startAtLogin: true } });
  expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.*--hidden"$/m);
  await ask(page, 'settings.set', { settings: emptySettings() });
  expect(existsSync(entry)).toBe(false);
});

test('the page is shut in: no Node, no other page, no other window, no permission, no method of its own choice', async ({
  launch,
  folder,
}) => {
  writeSettings(folder, trackingFiles([]));
  const { electron, page } = await launch();
  expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis))).toEqual([]);
  expect(await page.evaluate(() => globalThis.open('app://tidemark/index.html'))).toBeNull();
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  expect(await page.evaluate(() => fetch('https://example.org').catch(() => 'refused'))).toBe('refused');
  expect(await ask(page, 'notices.add', { shownAt: '', title: '', body: '', changeIds: [], count: 1 })).toHaveProperty(
    'rejected',
  );
  await page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  expect(await ask(page, 'changes.list', { limit: -1 })).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  expect(page.url()).toBe('app://tidemark/index.html');
  expect(electron.windows()).toHaveLength(1);
});

test('what is not our window is refused, not answered', async ({ launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  const { electron } = await launch();
  const answer = await electron.evaluate(
    async ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload } });
      await stranger.loadURL('app://tidemark/index.html');
      return stranger.webContents.executeJavaScript(
        "window.tidemark.request('settings.get', {}).then(() => 'answered', (error) => String(error))",
      );
    },
    inRoot('out', 'preload', 'index.cjs'),
  );
  expect(answer).toMatch(/may not ask/);
});

test('a query that runs ends with the engine, also when that is killed, and the next one is answered', async ({
  launch,
  folder,
}) => {
  writeSettings(folder, trackingFiles([]));
  const { electron, page } = await launch();
  const queries = () =>
    electron.evaluate(({ app }) =>
      app
        .getAppMetrics()
        .filter(({ name }) => name === 'Tidemark queries')
        .map(({ pid }) => pid),
    );
  expect(await ask(page, 'query.run', { text: 'print 1' })).toMatchObject({ ok: true, value: { rows: [[1]] } });
  const long = ask(page, 'query.run', { text: 'range a from 1 to 1000000000000 step 1 | summarize sum(a)' });
  const running = await queries();
  expect(running).not.toEqual([]);
  const { value } = (await ask(page, 'engine.state', {})) as { value: { pid: number } };
  process.kill(value.pid, 'SIGKILL');
  expect(await long).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
  await expect.poll(async () => (await queries()).filter((pid) => running.includes(pid))).toEqual([]);
  await expect.poll(() => ask(page, 'engine.state', {})).toMatchObject({ value: { state: 'running', restarts: 1 } });
  expect(await ask(page, 'query.run', { text: 'print 2' })).toMatchObject({ ok: true, value: { rows: [[2]] } });
});

test('a signal ends it in order, and the store is free', async ({ launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  const { electron } = await launch();
  const main = electron.process();
  const ended = new Promise((resolve) => main.once('exit', (status) => resolve(status)));
  main.kill('SIGTERM');
  expect(await ended).toBe(0);
  const { page } = await launch();
  await expect.poll(() => ask(page, 'engine.state', {})).toMatchObject({ value: { state: 'running', restarts: 0 } });
});
