import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clickNotification, displayed, history } from '../support/dunst.ts';
import { expect, test } from '../support/electron-app.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';

test('an appended line is a row in the open window, a notification and a diff, within 2 seconds', async ({
  launch,
  folder,
  desktop,
}) => {
  const file = join(folder, 'tracked.conf');
  writeFileSync(file, 'first = 1\nsecond = 2\n');
  writeSettings(folder, trackingFiles([{ path: file, name: 'The file' }]));
  const { page } = await launch();
  await expect(page.getByText('Tracking, live')).toBeVisible();

  const begin = Date.now();
  appendFileSync(file, 'third = 3\n');
  const row = page.getByRole('option').filter({ hasText: 'tracked.conf' });
  await expect(row).toBeVisible({ timeout: 2000 });
  await expect(row).toContainText('1 line added');
  await expect.poll(() => displayed(desktop), { timeout: 2000 }).toBeGreaterThan(0);
  expect(Date.now() - begin).toBeLessThan(2000);

  await row.click();
  await expect(page.getByText('third = 3')).toBeVisible();
  const [shown] = await history(desktop);
  expect(`${shown?.summary} ${shown?.body}`).toContain('tracked.conf');
  expect(shown?.appname).toBe('Tidemark');
});

test('a click on a notification opens the change, also when the window was closed to the tray', async ({
  launch,
  folder,
  desktop,
}) => {
  const file = join(folder, 'clicked.conf');
  writeFileSync(file, 'old\n');
  writeSettings(folder, trackingFiles([{ path: file, name: 'The file' }]));
  const { electron, page } = await launch();
  await expect(page.getByText('Tracking, live')).toBeVisible();
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const visible = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(visible).toBe(false);
  await history(desktop);

  writeFileSync(file, 'brand new words\n');
  await expect.poll(() => displayed(desktop)).toBeGreaterThan(0);
  await clickNotification(desktop);
  await expect.poll(visible).toBe(true);
  await expect(page.getByText('brand new words')).toBeVisible();
});

test('many changes at once are one notification, and lead to each other', async ({ launch, folder, desktop }) => {
  const tracked = join(folder, 'many');
  mkdirSync(tracked);
  writeSettings(folder, trackingFiles([{ path: tracked, name: 'Many', pathType: 'directory' }]));
  const { page } = await launch();
  await expect(page.getByText('Tracking, live')).toBeVisible();
  await history(desktop);
  const before = (await history(desktop)).length;
  for (let n = 0; n < 14; n += 1) writeFileSync(join(tracked, `new-${n}`), `${n}\n`);
  await expect.poll(() => displayed(desktop)).toBeGreaterThan(0);
  await expect(page.getByRole('option')).toHaveCount(14);
  const shown = await history(desktop);
  expect(shown.length - before).toBe(1);
  expect(`${shown[0]?.summary} ${shown[0]?.body}`).toContain('14');
  // The screen of what was shown holds it too, unread.
  await page.getByRole('navigation').getByText('Notifications').click();
  await expect(page.getByRole('button', { name: /^Unread 14 changes/ })).toBeVisible();
});

test('kill -9 of the engine: it is started again, and what changed meanwhile is found', async ({ launch, folder }) => {
  const file = join(folder, 'engine.conf');
  writeFileSync(file, 'old\n');
  writeSettings(folder, trackingFiles([{ path: file, name: 'The file' }]));
  const { electron, page } = await launch();
  await expect(page.getByText('Tracking, live')).toBeVisible();
  const engine = () =>
    electron.evaluate(({ app }) => app.getAppMetrics().find((each) => each.name === 'Tidemark engine')?.pid);
  const pid = await engine();
  expect(pid).toBeGreaterThan(0);
  process.kill(pid ?? 0, 'SIGKILL');
  writeFileSync(file, 'new, and longer\n');
  await expect(page.getByRole('option').filter({ hasText: 'engine.conf' })).toBeVisible();
  await expect(page.getByText('Tracking, live')).toBeVisible();
  expect(await engine()).not.toBe(pid);
});

test('a second start shows the window of the first', async ({ launch, folder, startAgain }) => {
  writeSettings(folder, trackingFiles([]));
  const { electron } = await launch();
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const visible = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(visible).toBe(false);
  expect(await startAgain()).toBe(0);
  await expect.poll(visible).toBe(true);
});
