import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { NewChange } from '../../electron/shared/model/change.ts';
import type { Item } from '../../electron/shared/model/item.ts';
import { expect, test } from '../support/electron-app.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';
import { change, fileItem } from '../support/store-samples.ts';
import { detail, go, settingsOnDisk, storeChanges } from '../support/window.ts';

const hour = 3_600_000;

function ago(hours: number, item: Item, over: Partial<NewChange> = {}): NewChange {
  const noticedAt = new Date(Date.now() - hours * hour).toISOString();
  return change(item, 0, { noticedAt, since: noticedAt, ...over });
}

/** Forty changes of files over ten days, and one of a Windows file. */
const log = () => [
  ...Array.from({ length: 40 }, (_, n) => ago(240 - n * 6, fileItem(`/etc/app/file-${n % 7}.conf`))),
  ago(1, fileItem('C:/Windows/System32/drivers/etc/hosts'), { fieldsChanged: ['checksum'] }),
];

const editor = (page: Page) => page.getByRole('textbox', { name: 'Query in KQL' });
const answer = (page: Page) => page.getByRole('region', { name: 'The answer' });
const rows = (page: Page) => answer(page).locator('tbody [data-row]');

/** Takes a new text and types it; nothing of it is a suggestion's. */
async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'New query' }).click();
  await editor(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('a query is written with suggestions, run, sorted, opened and exported', async ({ launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  storeChanges(folder, log());
  const { electron, page } = await launch();
  await go(page, 'Query');
  await page.getByRole('button', { name: 'New query' }).click();
  await editor(page).click();
  const suggestions = page.getByRole('listbox', { name: 'Completions' });
  await page.keyboard.type('ConfigurationChange | ');
  // Behind a bar something must follow: what could is shown unasked.
  await expect(suggestions.getByRole('option', { name: /^where/ })).toBeVisible();
  await page.keyboard.type('where FileSyst');
  await expect(suggestions.getByRole('option', { selected: true })).toContainText('FileSystemPath');
  await page.keyboard.press('Tab');
  await expect(editor(page)).toContainText('where FileSystemPath');
  await page.keyboard.insertText(' startswith "/etc/app" | project FileSystemPath, TimeGenerated, ChangeId');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await expect(answer(page).getByRole('status')).toContainText(/^40 rows in/);
  await answer(page).getByRole('button', { name: 'FileSystemPath' }).click();
  await expect(rows(page).first()).toContainText('/etc/app/file-0.conf');
  await answer(page).getByRole('button', { name: 'FileSystemPath' }).click();
  await expect(rows(page).first()).toContainText('/etc/app/file-6.conf');
  await expect(answer(page).getByRole('columnheader', { name: 'FileSystemPath' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );

  const file = join(folder, 'export.csv');
  // The system's own dialog has no place in the page: this one answers in its stead.
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await answer(page).getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'As CSV' }).click();
  await expect(answer(page)).toContainText(`Saved as ${file}`);
  const lines = readFileSync(file, 'utf8').split('\r\n');
  expect(lines[0]).toBe('FileSystemPath,TimeGenerated,ChangeId');
  expect(lines).toHaveLength(42);
  await answer(page).getByRole('button', { name: 'Copy' }).click();
  await expect(answer(page)).toContainText('40 rows copied');
  expect(await electron.evaluate(({ clipboard }) => clipboard.readText())).toMatch(
    /^FileSystemPath\tTimeGenerated\tChangeId\r?\n\/etc\/app\/file-\d\.conf\t/,
  );

  await rows(page).first().click();
  await page.getByRole('complementary', { name: 'The row' }).getByRole('button', { name: 'Open the change' }).click();
  await expect(detail(page)).toContainText('file-6.conf');
  await go(page, 'Query');
  // The answer and what is written are as they were left.
  await expect(rows(page).first()).toContainText('/etc/app/file-6.conf');
  await expect(editor(page)).toContainText('startswith');
});

test('what is wrong is marked at its place, and said', async ({ launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  storeChanges(folder, log());
  const { page } = await launch();
  await go(page, 'Query');
  await write(page, 'ConfigurationChange\n| count\n\nConfigurationChange\n| where FileSystemPaht == "x"');
  await expect(page.locator('.cm-lintRange-error')).toHaveText('FileSystemPaht');
  const said = page.getByRole('list', { name: 'What the parser says' });
  await expect(said).toContainText('Line 5');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('FileSystemPaht');
  // The first of the two runs where the cursor is in it.
  await editor(page).press('Control+Home');
  await page.keyboard.press('Control+Enter');
  await expect(rows(page)).toHaveText(/41/);
  await expect(said).toBeHidden();
});

test('the overview’s queries run as printed, and their mended text is taken with one click', async ({
  launch,
  folder,
}) => {
  writeSettings(folder, trackingFiles([]));
  storeChanges(folder, log());
  const { page } = await launch();
  await go(page, 'Query');
  await page.getByRole('button', { name: 'Another content of the hosts file' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(answer(page).getByRole('status')).toContainText(/^1 row in/);
  await page.getByRole('button', { name: 'Use the text as it was read' }).click();
  await expect(editor(page)).toContainText('@"c:\\windows\\system32\\drivers\\etc\\hosts"');
  await expect(page.locator('.cm-lintRange-info')).toHaveCount(0);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(answer(page).getByRole('status')).toContainText(/^1 row in/);
  await page.getByRole('button', { name: 'More for this query' }).click();
  await page.getByRole('menuitem', { name: 'Make an alert rule of it' }).click();
  await expect(page.getByRole('heading', { name: 'New rule' })).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Another content of the hosts file');
});

test('a chart is drawn where it is asked for, with its numbers in a table', async ({ launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  storeChanges(folder, log());
  const { page } = await launch();
  await go(page, 'Query');
  await page.getByRole('button', { name: /^Changes a day, as a chart Draws/ }).click();
  const chart = page.getByRole('region', { name: 'Chart: Changes by TimeGenerated' });
  await expect(chart.locator('svg .recharts-line')).toHaveCount(1);
  await answer(page).getByRole('tab', { name: 'Table' }).click();
  await expect(rows(page).first()).toContainText('Files');
  await write(page, 'ConfigurationChange | summarize Changes = count() by FileSystemPath | render barchart');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.recharts-bar-rectangle')).toHaveCount(8);
});

test('queries are saved, renamed and removed, and what is not saved outlives the window', async ({
  launch,
  folder,
}) => {
  writeSettings(folder, trackingFiles([]));
  const { page, electron } = await launch();
  await go(page, 'Query');
  await write(page, 'ConfigurationData | count');
  await page.getByRole('button', { name: 'Save as…' }).click();
  await page.getByLabel('Name').fill('How many there are');
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: 'How many there are' })).toBeVisible();
  expect(settingsOnDisk(folder).queries).toMatchObject([
    { name: 'How many there are', text: 'ConfigurationData | count' },
  ]);
  await write(page, 'print "not saved"');
  await expect(page.getByRole('button', { name: 'print "not saved", not saved' })).toBeVisible();
  // Chromium writes it down in its own time; the end of the application makes it.
  await electron.close();

  const again = await launch();
  await go(again.page, 'Query');
  await expect(editor(again.page)).toContainText('print "not saved"');
  await again.page.getByRole('button', { name: 'How many there are', exact: true }).click();
  await again.page.getByRole('button', { name: 'More of How many there are' }).click();
  await again.page.getByRole('menuitem', { name: 'Remove…' }).click();
  await again.page.getByRole('button', { name: 'Remove the query' }).click();
  await expect.poll(() => settingsOnDisk(folder).queries).toEqual([]);
});
