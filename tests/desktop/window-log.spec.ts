import { appendFileSync, chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { NewChange } from '../../electron/shared/model/change.ts';
import type { Item } from '../../electron/shared/model/item.ts';
import { expect, test } from '../support/electron-app.ts';
import { tracks } from '../support/main-job.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';
import { change, fileItem } from '../support/store-samples.ts';
import { detail, go, row, storeChanges } from '../support/window.ts';

const hour = 3_600_000;

/** A change of some hours ago. */
function ago(hours: number, item: Item, over: Partial<NewChange> = {}): NewChange {
  const noticedAt = new Date(Date.now() - hours * hour).toISOString();
  return change(item, 0, { noticedAt, since: noticedAt, ...over });
}

const curl: Item = { type: 'Software', key: 'dpkg:curl', name: 'curl', fields: { version: '8.1' } };

/** A log of a month, in the order of time: one of 20 days ago, 300 of yesterday, one of five hours ago. */
const month = () => [
  ago(480, fileItem('/etc/the-oldest'), { category: 'Removed', after: null, before: { size: 1 } }),
  ...Array.from({ length: 300 }, (_, n) => ago(30 - n / 100, fileItem(`/etc/many/file-${n}`))),
  ago(5, curl, { category: 'Added', before: null, fieldsChanged: [] }),
];

async function choose(page: Page, pill: string | RegExp, choice: string): Promise<void> {
  await page.getByRole('button', { name: pill }).click();
  await page.locator('[role^=menuitem]').filter({ hasText: choice }).click();
  await page.keyboard.press('Escape');
}

const total = (page: Page) => page.getByRole('status').filter({ hasText: /^\d[\d,]* changes?$/ });
const list = (page: Page) => page.getByRole('listbox', { name: /^Changes/ });

test('the log is filtered by type, category, time and text, and walked by the keyboard', async ({ launch, folder }) => {
  writeSettings(folder, trackingFiles([]));
  storeChanges(folder, month());
  const { page } = await launch();
  await expect(total(page)).toHaveText('301 changes');
  await choose(page, 'Last 7 days', 'Last 30 days');
  await expect(total(page)).toHaveText('302 changes');
  await choose(page, 'Last 30 days', 'Last 24 hours');
  await expect(page.getByRole('option')).toHaveText([/curl/]);
  await choose(page, 'Last 24 hours', 'Any time');
  await choose(page, /^Type/, 'Software');
  await expect(page.getByRole('option')).toHaveText([/curl/]);
  await choose(page, /^Type/, 'Software');
  await choose(page, /^Added/, 'Removed');
  await expect(page.getByRole('option')).toHaveText([/the-oldest/]);
  await choose(page, 'Removed', 'Removed');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('many FILE-29');
  await expect(total(page)).toHaveText('11 changes');
  await page.keyboard.press('Escape');
  await expect(total(page)).toHaveText('302 changes');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('nothing has this name');
  await page.getByRole('button', { name: 'Show all changes' }).click();
  await expect(total(page)).toHaveText('302 changes');

  await list(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(detail(page)).toContainText('curl');
  await page.keyboard.press('ArrowDown');
  await expect(detail(page).getByRole('heading')).toHaveText('file-299');
  await page.keyboard.press('Escape');
  await expect(detail(page)).toHaveCount(0);
});

test('300 changes scroll to the oldest, and what comes in meanwhile moves nothing', async ({ launch, folder }) => {
  const file = join(folder, 'fresh.conf');
  writeFileSync(file, 'one\n');
  writeSettings(folder, trackingFiles([{ path: file }]));
  storeChanges(folder, month());
  const { page } = await launch();
  await tracks(page);
  await choose(page, 'Last 7 days', 'Any time');
  await expect(async () => {
    await list(page).evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect(row(page, 'the-oldest')).toBeInViewport({ timeout: 200 });
  }).toPass();

  const place = () => row(page, 'the-oldest').boundingBox();
  const before = await place();
  appendFileSync(file, 'two\n');
  const pill = page.getByRole('button', { name: '1 new change' });
  await expect(pill).toBeVisible();
  await expect(total(page)).toHaveText('303 changes');
  expect(await place()).toEqual(before);
  await pill.click();
  await expect(row(page, 'fresh.conf')).toBeInViewport();
  await expect(pill).toHaveCount(0);
});

/** Opens a row and waits for its detail. */
async function open(page: Page, which: Locator): Promise<Locator> {
  await which.click();
  await expect(which).toHaveAttribute('aria-selected', 'true');
  return detail(page);
}

test('the detail says what is there to say of any file, and shows its name as it is', async ({ launch, folder }) => {
  const tree = join(folder, 'd');
  const inTree = (...names: readonly string[]) => join(tree, ...names);
  const deep = inTree(...Array.from({ length: 12 }, (_, n) => `a-folder-with-a-long-name-${n}`));
  mkdirSync(deep, { recursive: true });
  const write = (name: string, content: string | Buffer) => writeFileSync(inTree(name), content);
  write('gone.conf', 'what it said\n');
  write('bytes.bin', Buffer.from([0, 1, 2, 255]));
  write('.env', 'TOKEN=first\n');
  write('big.txt', 'x\n'.repeat(600));
  write('run.sh', '#!/bin/sh\n');
  const settings = trackingFiles([{ path: tree, pathType: 'directory', recursion: true }]);
  writeSettings(folder, { ...settings, limits: { ...settings.limits, contentPerFile: 1000 } });
  const { page } = await launch();
  await tracks(page);

  write('new.conf', 'brand new words\n');
  rmSync(inTree('gone.conf'));
  write('bytes.bin', Buffer.from([0, 1, 2, 254, 7]));
  write('.env', 'TOKEN=second\n');
  write('big.txt', 'y\n'.repeat(601));
  chmodSync(inTree('run.sh'), 0o755);
  writeFileSync(join(deep, 'far.conf'), 'far\n');
  write(`<b>bold<i> & "quoted" 'name'.conf`, 'markup\n');
  write('bell\u0007line\nend.conf', 'control\n');
  write('txt.\u202efnoc', 'override\n');

  const is = async (name: string | RegExp, ...said: readonly (string | RegExp)[]) => {
    const aside = await open(page, row(page, name));
    for (const each of said) await expect(aside).toContainText(each);
    return aside;
  };
  await is('new.conf', 'Added', 'brand new words');
  await is('gone.conf', 'Removed', 'File removed', 'what it said');
  await is('bytes.bin', 'Content changed, 4 B → 5 B', 'Not a text');
  const secret = await is('.env', 'it holds secrets');
  await expect(secret).not.toContainText('TOKEN');
  await is('big.txt', 'larger than the settings allow');
  await is('run.sh', 'Mode 0644 → 0755');
  const far = await is('far.conf', join(deep, 'far.conf'));
  await expect(far.getByRole('heading')).toHaveText('far.conf');
  await is('<b>bold', `<b>bold<i> & "quoted" 'name'.conf`);
  await is('bell', 'bell\\x07line\\nend.conf');
  await is('fnoc', 'txt.\\u{202e}fnoc');
  // Nothing in the page is wider than the window, whatever it is called.
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
});

test('the inventory by type: searched, sorted, an item whole with its changes', async ({ launch, folder }) => {
  const tree = join(folder, 'inventory');
  mkdirSync(tree);
  const sizes = { 'small.conf': 3, 'large.conf': 3000, 'middle.conf': 300 };
  for (const [name, size] of Object.entries(sizes)) writeFileSync(join(tree, name), 'x'.repeat(size));
  const settings = trackingFiles([{ path: join(tree, '*.conf') }]);
  const { tracking } = settings;
  writeSettings(folder, { ...settings, tracking: { ...tracking, software: { ...tracking.software, enabled: true } } });
  const { page } = await launch();
  await tracks(page);
  appendFileSync(join(tree, 'middle.conf'), '\nmore\n');
  await expect(row(page, 'middle.conf')).toBeVisible();

  await go(page, 'Inventory');
  const names = page.locator('tbody [data-row] button');
  await expect(names).toHaveText([/large\.conf$/, /middle\.conf$/, /small\.conf$/]);
  const size = page.getByRole('columnheader', { name: 'Size' });
  await size.getByRole('button').click();
  const first = await size.getAttribute('aria-sort');
  const ascending = [/small\.conf$/, /middle\.conf$/, /large\.conf$/];
  await expect(names).toHaveText(first === 'ascending' ? ascending : ascending.toReversed());
  await size.getByRole('button').click();
  await expect(names).toHaveText(first === 'ascending' ? ascending.toReversed() : ascending);

  await names.filter({ hasText: 'middle' }).click();
  const item = page.getByRole('complementary', { name: 'The item' });
  await expect(item).toContainText(join(tree, 'middle.conf'));
  await item.getByRole('button', { name: /lines? (added|changed)/ }).click();
  await expect(detail(page).getByRole('heading')).toHaveText('middle.conf');

  await go(page, 'Inventory');
  await page.getByRole('tab', { name: /^Software/ }).click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('bash');
  await expect(names.filter({ hasText: /^bash$/ })).toBeVisible();
  await names.filter({ hasText: /^bash$/ }).click();
  await expect(item).toContainText('Version');
});
