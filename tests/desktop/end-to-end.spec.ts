import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tidemark } from '../support/cli.ts';
import { clickNotification, displayed, history } from '../support/dunst.ts';
import { expect, test } from '../support/electron-app.ts';
import { appendAndSee, trackOneFile, tracks } from '../support/main-job.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';

test('an appended line is a row in the open window, a notification and a diff, within 2 seconds', {
  tag: '@alone',
}, async ({ launch, folder, desktop }) => {
  const file = trackOneFile(folder, 'tracked.conf', 'first = 1\nsecond = 2\n');
  const { page } = await launch();
  await tracks(page);
  await appendAndSee(page, desktop, file);
});

test('a click on a notification opens the change, also when the window was closed to the tray', async ({
  launch,
  folder,
  desktop,
}) => {
  const file = trackOneFile(folder, 'clicked.conf', 'old\n');
  const { electron, page } = await launch();
  await tracks(page);
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const visible = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(visible).toBe(false);
  // It says once that it goes on in the tray; that is not what is to be clicked.
  await expect.poll(() => displayed(desktop)).toBeGreaterThan(0);
  expect((await history(desktop))[0]?.summary).toContain('tray');

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
  await tracks(page);
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
  const file = trackOneFile(folder, 'engine.conf', 'old\n');
  const { electron, page } = await launch();
  await tracks(page);
  const engine = () =>
    electron.evaluate(({ app }) => app.getAppMetrics().find((each) => each.name === 'Tidemark engine')?.pid);
  const pid = await engine();
  expect(pid).toBeGreaterThan(0);
  process.kill(pid ?? 0, 'SIGKILL');
  writeFileSync(file, 'new, and longer\n');
  await expect(page.getByRole('option').filter({ hasText: 'engine.conf' })).toBeVisible();
  await tracks(page);
  expect(await engine()).not.toBe(pid);
});

test('kill -9 of the whole application: after the restart the log is whole and what changed is found', async ({
  launch,
  folder,
}) => {
  const file = trackOneFile(folder, 'killed.conf', 'old\n');
  const first = await launch();
  await tracks(first.page);
  const main = first.electron.process();
  const gone = new Promise((resolve) => main.once('exit', resolve));
  main.kill('SIGKILL');
  await gone;
  writeFileSync(file, 'written while nobody watched\n');

  const { page } = await launch();
  await expect(page.getByText('While you were away', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('option').filter({ hasText: 'killed.conf' })).toHaveCount(1);
  const { status, stdout, stderr } = await tidemark(['verify', '--data', join(folder, 'data')]);
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
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
