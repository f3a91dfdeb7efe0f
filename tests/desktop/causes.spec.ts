import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/electron-app.ts';
import { trackOneFile, tracks } from '../support/main-job.ts';
import { picture } from '../support/pictures.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';
import { storeUpgrade } from '../support/stored-causes.ts';
import { detail, row } from '../support/window.ts';

const list = (page: Page) => page.getByRole('listbox', { name: /^Changes/ });
const cause = (page: Page) => page.getByRole('complementary', { name: 'The cause' });
const said = (page: Page, words: string | RegExp) => page.getByRole('status').filter({ hasText: words });
const pill = (page: Page, name: RegExp) => page.getByRole('button', { name });

test('an upgrade is one card, which opens to its packages and its changes', async ({ launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  storeUpgrade(folder, 412);
  const app = await launch();
  const { page } = app;
  const card = row(page, 'apt upgraded 12 packages');
  await expect(card).toContainText('alice · apt upgrade · library0 1.2 → 1.3, library1, library2 and 9 more');
  await expect(card).toContainText('1 stands out');
  await expect(card).toContainText('412 files');
  await expect(page.getByRole('option')).toHaveCount(3);
  await expect(row(page, 'sshd_config')).toContainText('stands out');

  await card.click();
  await expect(cause(page).getByRole('row')).toHaveCount(13);
  await expect(cause(page)).toContainText('423 of 424 are explained by the transaction.');
  await list(page).press('ArrowRight');
  await expect(row(page, 'library11')).toBeVisible();
  await picture(app, 'causes-card');
  // Down to what stands out among 424, which is the oldest of them.
  await list(page).press('End');
  await list(page).press('ArrowUp');
  await list(page).press('ArrowUp');
  await expect(detail(page).getByRole('region', { name: 'Explained by' })).toContainText('not what library0 ships');
  await expect(row(page, 'file-0')).toContainText('stands out');
  await picture(app, 'causes-open');
  await detail(page)
    .getByRole('button', { name: /^apt upgraded 12 packages/ })
    .click();
  await expect(cause(page)).toBeVisible();
  await list(page).press('ArrowLeft');
  await expect(page.getByRole('option')).toHaveCount(3);

  await pill(page, /^Unexplained/).click();
  await expect(said(page, /^3 changes$/)).toBeVisible();
  await expect(card).toContainText('1 of 424 changes');
  await pill(page, /^Unexplained/).click();
  await page.getByRole('switch', { name: 'Group by cause' }).click({ force: true });
  await expect(row(page, 'library11')).toContainText('explained');
  await expect(card).toHaveCount(0);
});

test('what stands out in a card is asked about before all of it is acknowledged', async ({ launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  storeUpgrade(folder, 30);
  const { page } = await launch();
  await row(page, 'apt upgraded').click();
  await cause(page).getByRole('button', { name: 'Acknowledge all 42', exact: true }).click();
  const ask = page.getByRole('dialog');
  await expect(ask).toContainText('1 change among them stands out');
  await ask.getByRole('textbox').fill('monthly upgrade');
  await ask.getByRole('button', { name: 'Acknowledge all 42' }).click();
  await expect(said(page, 'Acknowledged 42 changes')).toBeVisible();
  await expect(row(page, 'apt upgraded')).toContainText('acknowledged');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'apt upgraded')).not.toContainText('acknowledged');
  await expect(cause(page).getByRole('button', { name: 'Acknowledge all 42', exact: true })).toBeVisible();
});

test('a change is acknowledged by a key, taken back, and leaves the list of what is not', async ({
  launch,
  folder,
}) => {
  writeSettings(folder, trackingFiles([]));
  storeUpgrade(folder, 3);
  const { page } = await launch();
  await row(page, 'sshd_config').click();
  await list(page).press('a');
  await expect(detail(page)).toContainText('Acknowledged');
  await expect(row(page, 'sshd_config')).toContainText('acknowledged');
  await list(page).press('a');
  await expect(row(page, 'sshd_config')).not.toContainText('acknowledged');

  await pill(page, /^Not acknowledged/).click();
  await expect(said(page, /^17 changes$/)).toBeVisible();
  await list(page).press('a');
  await expect(row(page, 'sshd_config')).toHaveCount(0);
  // From where it stood on, not from the top.
  await list(page).press('ArrowDown');
  await expect(detail(page).getByRole('heading')).toHaveText('notes.txt');
  await detail(page).getByRole('button', { name: 'Acknowledge, with a reason' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('my own notes');
  await page.keyboard.press('Enter');
  await expect(detail(page)).toContainText('my own notes');
  await expect(said(page, /^15 changes$/)).toBeVisible();
  await expect(pill(page, /^Not acknowledged 15$/)).toBeVisible();
});

test('what is expected is acknowledged by itself, until it is taken back', async ({ launch, folder }) => {
  const file = trackOneFile(folder, 'backup.conf', 'one\n');
  const app = await launch();
  const { page } = app;
  await tracks(page);
  appendFileSync(file, 'two\n');
  await row(page, 'backup.conf').click();
  await detail(page).getByRole('button', { name: 'Expect…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'This path' }).click();
  await dialog.getByRole('textbox', { name: 'Pattern' }).fill(join(folder, '*.conf'));
  await expect(dialog).toContainText('Matches 1 file now');
  await dialog.getByRole('textbox', { name: 'Why' }).fill('the backup writes it');
  await picture(app, 'causes-expect');
  await dialog.getByRole('button', { name: 'Expect it' }).click();
  await expect(dialog).toBeHidden();
  await expect(detail(page)).toContainText('the backup writes it');

  appendFileSync(file, 'three\n');
  await expect(row(page, 'backup.conf')).toHaveCount(2);
  await expect(row(page, 'backup.conf').first()).toContainText('acknowledged');
  await page.getByRole('button', { name: 'More about changes' }).click();
  await page.getByRole('menuitem', { name: 'What you expect…' }).click();
  await expect(dialog).toContainText('1 change, the last');
  await picture(app, 'causes-expected');
  await dialog.getByRole('button', { name: /^Take back/ }).click();
  await expect(dialog).toContainText('ended');
  await page.keyboard.press('Escape');
  appendFileSync(file, 'four\n');
  await expect(row(page, 'backup.conf')).toHaveCount(3);
  await expect(page.getByRole('button', { name: 'Not acknowledged 1' })).toBeVisible();
  await expect(row(page, 'backup.conf').first()).not.toContainText('acknowledged');
});

test('a plan groups what happens until it is ended', async ({ launch, folder }) => {
  const file = trackOneFile(folder, 'printer.conf', 'one\n');
  const app = await launch();
  const { page } = app;
  await tracks(page);
  await page.getByRole('button', { name: 'I am installing something…' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('A <b>new</b> printer');
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
  const banner = page.getByRole('region', { name: 'The plan that is open' });
  await expect(banner).toContainText('A <b>new</b> printer');
  await expect(page.getByRole('button', { name: 'I am installing something…' })).toHaveCount(0);

  appendFileSync(file, 'two\n');
  writeFileSync(file, 'three\n');
  await expect(banner).toContainText(/\d changes? so far/);
  const card = row(page, 'A <b>new</b> printer');
  await expect(card).toContainText('still going on');
  await banner.getByRole('button', { name: 'Show' }).click();
  await expect(cause(page)).toContainText('explained by the plan');
  await picture(app, 'causes-plan');
  await banner.getByRole('button', { name: 'End' }).click();
  await expect(banner).toHaveCount(0);
  await expect(card).toContainText('A plan of yours, ended at');
  appendFileSync(file, 'after it\n');
  await expect(row(page, 'printer.conf')).toBeVisible();
});

test('what changed while Tidemark did not run is told at its start, until it was looked at', async ({
  launch,
  folder,
}) => {
  const file = trackOneFile(folder, 'away.conf', 'one\n');
  const first = await launch();
  await tracks(first.page);
  await first.electron.close();
  appendFileSync(file, 'two\n');

  const second = await launch();
  const away = second.page.getByRole('region', { name: 'While you were away' });
  await expect(away).toContainText('1 change in that time: 1 file.');
  await away.getByRole('button', { name: 'Look' }).click();
  await expect(away).toContainText('Without a known cause (1)');
  await picture(second, 'causes-away');
  await away.getByRole('button', { name: /away\.conf/ }).click();
  await expect(detail(second.page)).toContainText('away.conf');
  await away.getByRole('button', { name: 'Close' }).click();
  await expect(away).toHaveCount(0);
  await second.page.getByRole('button', { name: 'More about changes' }).click();
  await second.page.getByRole('menuitem', { name: 'While you were away…' }).click();
  await expect(second.page.getByRole('dialog')).toContainText('1 change in that time');
});
