import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '../support/electron-app.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';
import { startTrayHost, type TrayHost } from '../support/tray-host.ts';
import { settingsOnDisk } from '../support/window.ts';

const test = base.extend<{ tray: TrayHost }>({
  tray: async ({ desktop }, use) => {
    const tray = await startTrayHost(desktop);
    await use(tray);
    tray.stop();
  },
});

test('the tray tells how tracking is, pauses it and goes on', async ({ tray, launch, folder }) => {
  writeSettings(folder, trackingFiles([{ path: folder, name: 'The folder', pathType: 'directory' }]));
  const { page } = await launch();
  await expect(page.getByText('Tracking, live')).toBeVisible();
  await expect.poll(() => tray.tooltip()).toBe('Tidemark: tracking');

  await tray.choose('For 1 hour');
  await expect.poll(() => tray.tooltip()).toMatch(/^Tidemark: paused until /);
  await expect(page.getByText('Paused').first()).toBeVisible();
  await tray.choose('Resume');
  await expect.poll(() => tray.tooltip()).toBe('Tidemark: tracking');
});

test('the tray mutes notifications until a moment, and ends that', async ({ tray, launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  await launch();
  await expect.poll(() => tray.tooltip()).toBe('Tidemark: tracking');
  await tray.choose('Mute for 1 hour');
  await expect.poll(() => tray.tooltip()).toMatch(/^Tidemark: tracking, muted until (?:\w+ )?\d\d:\d\d$/);
  const until = Date.parse(settingsOnDisk(folder).attention.mutedUntil ?? '');
  expect(Math.abs(until - Date.now() - 3_600_000)).toBeLessThan(60_000);
  await tray.choose('Unmute notifications');
  await expect.poll(() => tray.tooltip()).toBe('Tidemark: tracking');
  expect(settingsOnDisk(folder).attention.mutedUntil).toBeNull();
});

test('a recent change in the tray’s menu opens it in the window', async ({ tray, launch, folder }) => {
  const file = join(folder, 'recent.conf');
  writeFileSync(file, 'old\n');
  writeSettings(folder, trackingFiles([{ path: file, name: 'The file' }]));
  const { electron, page } = await launch();
  await expect(page.getByText('Tracking, live')).toBeVisible();
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

  writeFileSync(file, 'the newest words\n');
  const labels = async () => (await tray.menu()).map(({ label }) => label);
  await expect.poll(labels).toContain('recent.conf: 1 line changed');
  await expect.poll(() => tray.tooltip()).toBe('Tidemark: tracking, 1 unread notification');
  await tray.choose('recent.conf: 1 line changed');
  await expect
    .poll(() => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
  await expect(page.getByText('the newest words')).toBeVisible();
});

test('the tray begins a plan by the window’s dialog, and ends it', async ({ tray, launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  const { page } = await launch();
  await expect.poll(() => tray.tooltip()).toBe('Tidemark: tracking');
  await tray.choose('I am installing something…');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('A printer');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('region', { name: 'The plan that is open' })).toContainText('A printer');
  const labels = async () => (await tray.menu()).map(({ label }) => label);
  await expect.poll(labels).toContain('End “A printer”');
  await tray.choose('End “A printer”');
  await expect(page.getByRole('region', { name: 'The plan that is open' })).toHaveCount(0);
  await expect.poll(labels).toContain('I am installing something…');
});

test('the tray ends Tidemark', async ({ tray, launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  const { electron } = await launch();
  const ended = new Promise((resolve) => electron.process().once('exit', resolve));
  await tray.choose('Quit Tidemark');
  expect(await ended).toBe(0);
});
