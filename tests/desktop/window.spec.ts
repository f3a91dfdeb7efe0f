import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { formatSettings } from '../../electron/shared/model/settings-migrations.ts';
import { ended, start } from '../support/cli.ts';
import { displayed, history } from '../support/dunst.ts';
import { expect, test } from '../support/electron-app.ts';
import { trackOneFile, tracks } from '../support/main-job.ts';
import { firstLine } from '../support/processes.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';
import { startTrayHost } from '../support/tray-host.ts';
import { detail, go, row, settingsOnDisk } from '../support/window.ts';

/** The pages' own words for how much of the log is shown. */
const total = (page: Page) => page.getByRole('status').filter({ hasText: /^\d[\d,]* changes?$/ });

/** The items of the inventory, by their names. */
const items = (page: Page) => page.getByRole('table', { name: 'Files' }).locator('tbody [data-row] button');

const onDisk = (folder: string) => settingsOnDisk(folder).tracking.files;

test('tracked files by the form: added, edited, switched off and removed, and no such edit is a change', async ({
  launch,
  folder,
}) => {
  const file = join(folder, 'app.conf');
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'sub'), { recursive: true });
  writeFileSync(file, 'one\n');
  writeFileSync(join(tree, 'sub', 'deep.conf'), 'one\n');
  writeSettings(folder, trackingFiles([]));
  const { page } = await launch();
  const dialog = page.getByRole('dialog');

  await go(page, 'Settings');
  // What this platform has, and nothing of Windows.
  await expect(page.getByLabel('Daemons every')).toBeVisible();
  await expect(page.getByText(/registry/i)).toHaveCount(0);
  await expect(page.getByRole('slider')).toHaveCount(0);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByRole('button', { name: 'Track it' }).click();
  await expect(dialog.getByLabel('Path')).toHaveAccessibleDescription(/can’t be empty/);
  expect(onDisk(folder)).toEqual([]);
  await dialog.getByLabel('Path').fill(file);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: /1 file\. Open the status$/ })).toBeVisible();
  expect(onDisk(folder)).toMatchObject([{ path: file, name: file, pathType: 'file', enabled: true }]);

  appendFileSync(file, 'two\n');
  await go(page, 'Changes');
  await expect(row(page, 'app.conf')).toContainText('1 line added');

  await go(page, 'Settings');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByText('Directory', { exact: true }).click();
  await dialog.getByLabel('Path').fill(tree);
  await dialog.getByLabel('Name').fill('My tree');
  await dialog.getByRole('button', { name: 'Track it' }).click();
  await go(page, 'Inventory');
  await expect(items(page)).toHaveText([/app\.conf$/, /tree$/, /sub$/]);
  await go(page, 'Settings');
  await page.getByRole('button', { name: 'Edit My tree' }).click();
  await dialog.getByLabel('All below it').press('Space');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await go(page, 'Inventory');
  await expect(items(page).filter({ hasText: 'deep.conf' })).toBeVisible();

  await go(page, 'Settings');
  await page.getByLabel(`Track ${file}`).press('Space');
  await go(page, 'Inventory');
  await expect(items(page).filter({ hasText: 'app.conf' })).toHaveCount(0);
  expect(onDisk(folder)).toMatchObject([{ enabled: false }, { name: 'My tree', recursion: true }]);

  await go(page, 'Settings');
  await page.getByRole('button', { name: `Remove ${file}` }).click();
  await dialog.getByRole('button', { name: 'Keep tracking' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: `Remove ${file}` }).click();
  await dialog.getByRole('button', { name: 'Stop tracking' }).click();
  await expect(page.getByRole('button', { name: `Remove ${file}` })).toHaveCount(0);
  await expect.poll(() => onDisk(folder)).toMatchObject([{ name: 'My tree' }]);

  // What came after all of it is there, and beside it nothing but the change of the first file.
  appendFileSync(join(tree, 'sub', 'deep.conf'), 'two\n');
  await go(page, 'Changes');
  await expect(row(page, 'deep.conf')).toContainText('1 line added');
  await expect(total(page)).toHaveText('2 changes');
});

test('a pattern is judged while it is typed: a bad one can’t be saved, a wide one is warned of, and what it matches is shown', async ({
  launch,
  folder,
}) => {
  mkdirSync(join(folder, 'tree', 'sub'), { recursive: true });
  for (const name of ['one.conf', 'two.conf', 'sub/three.conf']) writeFileSync(join(folder, 'tree', name), 'x\n');
  writeSettings(folder, trackingFiles([]));
  const { page } = await launch();
  await go(page, 'Settings');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const path = dialog.getByLabel('Path');
  const notes = dialog.getByRole('status');

  await path.fill('etc/hosts');
  await expect(path).toHaveAccessibleDescription(/The path is not absolute\. Write it from the root on/);
  await dialog.getByRole('button', { name: 'Track it' }).click();
  await expect(path).toHaveAccessibleDescription(/not absolute/);
  await path.fill('/etc/[a');
  // Saved at once, before it is judged by itself.
  await page.keyboard.press('Enter');
  await expect(path).toHaveAccessibleDescription(/holds a \[ that is not closed/);
  await expect(dialog).toBeVisible();
  expect(onDisk(folder)).toEqual([]);

  await path.fill('/**');
  await expect(notes).toContainText('This walks the whole file system below /.');
  await expect(notes).toContainText(/Matches more than [\d,]+ files now/);
  await path.fill(join(folder, 'tree', 'none'));
  await expect(notes).toContainText('does not exist. It is tracked from when it comes');
  await path.fill(join(folder, 'tree'));
  await expect(notes).toContainText('is a directory, not a file. Track it as a directory.');
  await dialog.getByText('Directory', { exact: true }).click();
  await dialog.getByLabel('All below it').press('Space');
  await expect(notes).toHaveText(/^Matches 3 files in 2 directories now/);
  await dialog.getByRole('button', { name: 'Show' }).click();
  await expect(dialog.getByRole('list', { name: 'What it matches now' })).toContainText('sub/three.conf');
  await dialog.getByLabel('Leave out').fill('x/y');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Leave out')).toHaveAccessibleDescription(/The exclude x\/y is not absolute/);
  await page.keyboard.press('Backspace');
  await expect(notes).toHaveText(/^Matches 3 files in 2 directories now/);
  await dialog.getByLabel('Leave out').fill('x'.repeat(4097));
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Track it' }).click();
  await expect(dialog.getByLabel('Leave out')).toHaveAccessibleDescription(/No\. 1: At most 4,096 characters/);
  await dialog.getByLabel('Leave out').press('Backspace');
  await dialog.getByRole('button', { name: 'Track it' }).click();
  await expect(dialog).toBeHidden();
  expect(onDisk(folder)).toMatchObject([{ path: join(folder, 'tree'), recursion: true, excludes: [] }]);
});

test('settings hold what was entered, a wrong value stays out, and an edit by hand shows in the open window', async ({
  launch,
  folder,
  desktop,
}) => {
  const file = trackOneFile(folder, 'quiet.conf', 'one\n');
  const { page } = await launch();
  await tracks(page);
  await go(page, 'Settings');
  const every = page.getByLabel('Files every');
  await every.fill('20');
  await every.press('Enter');
  await expect.poll(() => settingsOnDisk(folder).frequencies.files).toBe(1200);
  await every.fill('0');
  await every.press('Enter');
  await expect(every).toHaveAccessibleDescription(/At least 10 seconds/);
  expect(settingsOnDisk(folder).frequencies.files).toBe(1200);
  await page.getByLabel('Content kept of a file').fill('1000');
  await page.getByLabel('Content kept of a file').press('Enter');
  await expect(page.getByLabel('Content kept of a file')).toHaveAccessibleDescription(/At most 256 MB/);

  await page.getByLabel('For files').press('Space');
  await expect.poll(() => settingsOnDisk(folder).notifications.files).toBe(false);
  await history(desktop);
  const before = (await history(desktop)).length;
  appendFileSync(file, 'two, told to nobody\n');
  await go(page, 'Changes');
  await expect(row(page, 'quiet.conf')).toContainText('1 line added');
  await go(page, 'Settings');
  await page.getByLabel('For files').press('Space');
  await expect.poll(() => settingsOnDisk(folder).notifications.files).toBe(true);
  appendFileSync(file, 'three\nfour\n');
  await expect.poll(() => displayed(desktop)).toBe(1);
  const shown = await history(desktop);
  expect(shown.length - before).toBe(1);
  expect(`${shown[0]?.summary} ${shown[0]?.body}`).toContain('2 lines added');

  const settings = settingsOnDisk(folder);
  const [first] = settings.tracking.files;
  const files = first ? [{ ...first, name: 'Named by hand' }] : [];
  const byHand = {
    ...settings,
    tracking: { ...settings.tracking, files },
    limits: { ...settings.limits, files: 4321 },
  };
  writeFileSync(join(folder, 'data', 'settings.json'), formatSettings(byHand));
  await expect(page.getByText('Named by hand')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Limits' }).getByLabel(/^Files/)).toHaveValue('4,321');
  // A file that is broken by hand is told of in the open window as well, and so is its mending.
  writeFileSync(join(folder, 'data', 'settings.json'), '{ "tracking": ');
  await expect(page.getByRole('alert')).toContainText('not JSON');
  writeFileSync(join(folder, 'data', 'settings.json'), formatSettings(settings));
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('notifications are counted, lead to their change, and can be marked as read', async ({ launch, folder }) => {
  const file = trackOneFile(folder, 'told.conf', 'one\n');
  const { page } = await launch();
  await tracks(page);
  const unread = (count: number) =>
    page.getByRole('navigation').getByRole('link', { name: `Notifications, ${count} unread` });
  appendFileSync(file, 'two\n');
  await expect(unread(1)).toBeVisible();
  appendFileSync(file, 'three\nfour\n');
  await expect(unread(2)).toBeVisible();

  await go(page, 'Notifications');
  const notice = page.getByRole('button', { name: /told\.conf/ });
  await expect(notice).toHaveCount(2);
  await notice.last().click();
  await expect(detail(page)).toContainText('1 line added');
  await expect(unread(1)).toBeVisible();
  await go(page, 'Notifications');
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(page.getByText('Unread')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Mark all as read' })).toBeDisabled();
});

test('the status says what is missing and what to do, collects, pauses, and lists the gap that a pause makes', async ({
  launch,
  folder,
  desktop,
}) => {
  const tray = await startTrayHost(desktop);
  const missing = join(folder, 'absent.conf');
  const file = join(folder, 'here.conf');
  writeFileSync(file, 'one\n');
  writeSettings(folder, trackingFiles([{ path: missing, name: 'Missing' }, { path: file }]));
  const { page } = await launch();
  await go(page, 'Status');
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.getByRole('listitem')).toHaveCount(1);
  await expect(problems).toContainText(missing);
  await expect(problems).toContainText('absent');
  await expect(page.getByRole('navigation').getByText(/needs a look/)).toBeVisible();

  const files = page.getByRole('row', { name: /^Files/ });
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('menuitem', { name: '15 minutes' }).click();
  // After a quarter to midnight it ends on another day, which is named then.
  await expect(page.getByRole('navigation').getByText(/^Paused until (\w+ )?\d\d:\d\d$/)).toBeVisible();
  await expect.poll(() => tray.tooltip()).toMatch(/^Tidemark: paused until /);
  appendFileSync(file, 'while it was paused\n');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Gaps in coverage' }).getByText('paused')).toBeVisible();
  await expect(files).toContainText('1 change');

  await page.getByRole('button', { name: 'Collect now' }).click();
  await expect(files).toContainText('no changes');
  writeFileSync(missing, 'now it is\n');
  await expect(problems).toContainText('Everything that is asked for can be read');
  await page.getByRole('button', { name: 'Read everything again' }).click();
  await expect(page.getByRole('button', { name: 'Read everything again' })).toBeEnabled();
  await expect(files).toContainText('no changes');
  await go(page, 'Changes');
  await expect(row(page, 'here.conf')).toContainText('1 line added');
  tray.stop();
});

test('while the first look is taken the window says how far it is', async ({ launch, folder }) => {
  writeSettings(
    folder,
    trackingFiles([{ path: '/usr', name: 'Large', pathType: 'directory', recursion: true, keepContent: false }]),
  );
  const { page } = await launch();
  await expect(page.getByText('Taking the first look at this machine')).toBeVisible();
  await expect(page.getByText(/[1-9][\d,]* (of [\d,]+ )?files$/)).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'First look' })).toBeVisible();
});

test('a store that another Tidemark owns: its process is named, and when it has ended Restart goes on', async ({
  launch,
  folder,
}) => {
  trackOneFile(folder, 'mine.conf', 'one\n');
  const data = join(folder, 'data');
  const watch = await start(['watch', '--json', '--data', data], {});
  const over = ended(watch);
  if (watch.stdout) await firstLine(watch, watch.stdout);
  const { page } = await launch();
  const restart = page.getByRole('button', { name: 'Restart' });
  const banner = page.getByRole('alert').filter({ has: restart });
  await expect(banner).toContainText(String(watch.pid));
  await expect(page.getByRole('navigation').getByText('Not tracking')).toBeVisible();
  watch.kill('SIGTERM');
  await over;
  await restart.click();
  await tracks(page);
  await expect(banner).toHaveCount(0);
});
