import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/electron-app.ts';
import { trackOneFile, tracks } from '../support/main-job.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';
import { detail, go, row, settingsOnDisk } from '../support/window.ts';

const alertDetail = (page: Page) => page.getByRole('complementary', { name: 'The alert' });
const part = (page: Page, name: string) => page.getByRole('tab', { name }).click();
const alertsOnDisk = (folder: string) => settingsOnDisk(folder).alerts;

/** Writes another query in the place of the one that stands in a rule. */
async function writeQuery(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Query', exact: true }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('a ready rule is added with one click, fires on a real change, and its alert leads there', async ({
  launch,
  folder,
}) => {
  const etc = join(folder, 'etc');
  mkdirSync(join(etc, 'cron.d'), { recursive: true });
  writeSettings(folder, trackingFiles([{ path: etc, pathType: 'directory', recursion: true, name: 'Configuration' }]));
  const { page } = await launch();
  await tracks(page);
  await go(page, 'Alerts');
  await page.getByRole('button', { name: 'Look at the ready-made rules' }).click();
  const name = 'A scheduled job is new or was changed';
  await page.getByRole('button', { name: `Add ${name}` }).click();
  await expect(page.getByRole('switch', { name: `Switch on ${name}` })).toBeChecked();
  await expect.poll(() => alertsOnDisk(folder).rules).toMatchObject([{ id: 'ready-scheduled-job', enabled: true }]);

  writeFileSync(join(etc, 'cron.d', 'backup'), '* * * * * root backup\n');
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Alerts, 1 unread' })).toBeVisible();
  await part(page, 'Alerts');
  await expect(row(page, name)).toContainText('Unread');
  await row(page, name).click();
  await expect(alertDetail(page)).toContainText('What cron runs it runs again and again');
  await expect(row(page, name)).not.toContainText('Unread');
  await alertDetail(page)
    .getByRole('button', { name: /^Added ?backup/ })
    .click();
  await expect(detail(page)).toContainText('* * * * * root backup');

  // From a change to a rule for such changes, which begins with what it is.
  await detail(page).getByRole('button', { name: 'Alert me…' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('backup changes');
  await expect(page.getByRole('button', { name: 'Files', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Add the rule' }).click();
  await expect
    .poll(() => alertsOnDisk(folder).rules.at(-1)?.when)
    .toMatchObject({
      types: ['Files'],
      things: [join(etc, 'cron.d', 'backup')],
    });
});

test('a rule in KQL is tried on the past, added, fires, is muted and removed', async ({ launch, folder }) => {
  const file = trackOneFile(folder, 'watched.conf', 'first\n');
  const { page } = await launch();
  await tracks(page);
  appendFileSync(file, 'second\n');
  await expect(row(page, 'watched.conf')).toBeVisible();
  await go(page, 'Alerts');
  await part(page, 'Rules');
  await page.getByRole('button', { name: 'New rule' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('My file');
  await page.getByText('By a query in KQL').click();
  const broken = 'ConfigurationChange | where NoSuchColumn == 1';
  await writeQuery(page, broken);
  await page.getByRole('button', { name: 'Add the rule' }).click();
  await expect(page.getByText(/^Line 1: .*NoSuchColumn/)).toBeVisible();
  expect(alertsOnDisk(folder).rules).toEqual([]);

  await writeQuery(page, 'ConfigurationChange | where FileSystemPath endswith "watched.conf"');
  await expect(page.getByText('Looked at on each new change, within a second.')).toBeVisible();
  await page.getByRole('button', { name: 'Try it on the past' }).click();
  await expect(page.getByRole('heading', { name: 'Would have fired once in 30 days' })).toBeVisible();
  const past = page.getByRole('region', { name: 'On the past' });
  await past.getByRole('listitem').getByRole('button').click();
  await expect(detail(page)).toContainText('second');
  // What was written is still there.
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('My file');
  await page.getByRole('button', { name: 'Add the rule' }).click();
  await expect.poll(() => alertsOnDisk(folder).rules).toMatchObject([{ name: 'My file', when: { kind: 'kql' } }]);

  await part(page, 'Alerts');
  await expect(page.getByText('No rule has fired yet')).toBeVisible();
  appendFileSync(file, 'third\n');
  await row(page, 'My file').click();
  await alertDetail(page).getByRole('button', { name: 'Mute this rule for…' }).click();
  await page.getByRole('menuitem', { name: '1 hour' }).click();
  await expect(alertDetail(page).getByRole('button', { name: /^Muted until .*: unmute$/ })).toBeVisible();
  await expect.poll(() => alertsOnDisk(folder).rules[0]?.mutedUntil).not.toBeNull();
  appendFileSync(file, 'fourth\n');
  await expect(row(page, 'My file').filter({ hasText: 'muted' })).toBeVisible();
  await row(page, 'My file').filter({ hasText: 'muted' }).click();
  await page.getByRole('tab', { name: 'What was done' }).click();
  await expect(alertDetail(page)).toContainText('nobody was told');

  await part(page, 'Rules');
  await page.getByRole('button', { name: 'More about My file' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove the rule' }).click();
  await expect(page.getByText('My file')).toHaveCount(0);
  await expect.poll(() => alertsOnDisk(folder).rules).toEqual([]);
});

test('an action is tested as it is written, and what came of it is said', async ({ launch, folder }) => {
  const file = trackOneFile(folder, 'watched.conf', 'first\n');
  const { page } = await launch();
  await tracks(page);
  await go(page, 'Alerts');
  await part(page, 'Actions');
  await page.getByRole('button', { name: 'Add an action' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('File', { exact: true }).first().click();
  await dialog.getByRole('textbox', { name: 'File' }).fill('alerts.jsonl');
  await dialog.getByRole('button', { name: 'Test it' }).click();
  await expect(dialog.getByRole('textbox', { name: 'File' })).toHaveAccessibleDescription(/absolute path/);
  await dialog.getByRole('textbox', { name: 'File' }).fill(join(file, 'alerts.jsonl'));
  await dialog.getByRole('button', { name: 'Test it' }).click();
  await expect(dialog.getByRole('status')).toHaveAttribute('data-ok', 'false');

  const log = join(folder, 'alerts.jsonl');
  await dialog.getByRole('textbox', { name: 'File' }).fill(log);
  await dialog.getByRole('button', { name: 'Test it' }).click();
  await expect(dialog.getByRole('status')).toHaveAttribute('data-ok', 'true');
  expect(readFileSync(log, 'utf8').split('\n').filter(Boolean)).toHaveLength(1);
  await dialog.getByRole('button', { name: 'Add it' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('No rule uses it yet.')).toBeVisible();
  await expect.poll(() => alertsOnDisk(folder).actions).toMatchObject([{ kind: 'file', path: log, name: log }]);

  // A rule that uses it hands its alerts over, and the alert says so.
  await part(page, 'Rules');
  await page.getByRole('button', { name: 'New rule' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Anything');
  await page.getByRole('checkbox', { name: log }).check();
  await page.getByRole('button', { name: 'Add the rule' }).click();
  await expect(page.getByRole('switch', { name: 'Switch on Anything' })).toBeVisible();
  appendFileSync(file, 'second\n');
  await part(page, 'Alerts');
  await row(page, 'Anything').click();
  await page.getByRole('tab', { name: 'What was done' }).click();
  await expect(alertDetail(page)).toContainText(/delivered \d\d:\d\d/);
  expect(readFileSync(log, 'utf8')).toContain('"Anything"');
});
