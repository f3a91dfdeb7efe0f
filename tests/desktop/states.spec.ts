import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertRuleSchema } from '../../electron/shared/model/alert-rule.ts';
import type { NewChange } from '../../electron/shared/model/change.ts';
import type { ItemType } from '../../electron/shared/model/item.ts';
import { readyRulesOf } from '../../electron/shared/model/ready-rules/ready-rules.ts';
import { trackedFileSchema } from '../../electron/shared/model/settings.ts';
import { ended, start } from '../support/cli.ts';
import { expect, type RunningApp, test } from '../support/electron-app.ts';
import { etc, picture, settingsFor, tracking } from '../support/pictures.ts';
import { firstLine } from '../support/processes.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';
import { change } from '../support/store-samples.ts';
import { detail, go, row, storeChanges } from '../support/window.ts';

/** A month of changes as a workstation sees them. */
function month(): readonly NewChange[] {
  const hour = 3_600_000;
  const ago = (hours: number, type: ItemType, key: string, over: Partial<NewChange>): NewChange => {
    const noticedAt = new Date(Date.now() - hours * hour).toISOString();
    const name = key.slice(key.lastIndexOf('/') + 1);
    return change({ type, key, name, fields: {} }, 0, { noticedAt, since: noticedAt, ...over });
  };
  const upgrade = (n: number) => ({
    fieldsChanged: ['version'],
    before: { version: `2.${n}-1` },
    after: { version: `2.${n}-2` },
  });
  const packages = ['openssl', 'curl', 'libc6', 'git', 'vim', 'python3', 'bash', 'tzdata', 'sudo', 'nginx'];
  return [
    ...Array.from({ length: 40 }, (_, n) =>
      ago(690 - n * 17, 'Files', `/etc/systemd/system/job-${n}.service`, {
        fieldsChanged: ['size', 'checksum'],
        before: { kind: 'file', size: 1000 + n },
        after: { kind: 'file', size: 1010 + 2 * n },
      }),
    ),
    ...packages.map((name, n) => ago(52 - n / 100, 'Software', name, upgrade(n))),
    ...packages.slice(0, 4).map((name, n) => ago(100 - n / 100, 'Software', name, upgrade(n))),
    ago(51, 'Daemons', 'nginx.service', {
      fieldsChanged: ['state'],
      before: { state: 'Running' },
      after: { state: 'Stopped' },
    }),
    ago(20, 'Daemons', 'backup.service', {
      category: 'Added',
      before: null,
      after: { startup: 'Auto', state: 'Running' },
    }),
  ].toSorted((a, b) => a.noticedAt.localeCompare(b.noticedAt));
}

/** Sets the window's size, and waits until the page has it. */
async function resize({ electron, page }: RunningApp, width: number, height: number): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setSize(...size), [
    width,
    height,
  ] as const);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
}

test('what screens look like in other states and sizes', async ({ launch, folder }) => {
  test.setTimeout(240_000);
  const write = etc(folder);
  write('.env', 'TOKEN=1\n');
  write('hosts', '127.0.0.1\tlocalhost\n');
  write('logo.bin', '\0\u0001');
  const settings = settingsFor(folder);
  const missing = { ...settings.tracking.files[1], id: 'missing', path: join(folder, 'gone.conf'), mustExist: true };
  const files = [...settings.tracking.files, trackedFileSchema.parse({ ...missing, name: 'Gone' })];
  writeSettings(folder, { ...settings, tracking: { ...settings.tracking, files } });
  storeChanges(folder, month());
  const app = await launch();
  const { page } = app;
  await tracking(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('menuitem', { name: '1 hour' }).waitFor();
  await picture(app, 'menu-pause');
  await page.keyboard.press('Escape');

  write('.env', 'TOKEN=2\n');
  write('logo.bin', '\0\u0001\u0002');
  write('<b>markup<i> & "quotes".conf', 'text\n');
  write('direction-\u202efnoc.txt', 'text with a \u202emark\n');
  const deep = Array.from({ length: 8 }, (_, n) => `a-folder-with-a-rather-long-name-${n}`).join('/');
  write(`${deep}/far.conf`, 'far = 1\n');
  await expect(row(page, 'far.conf')).toBeVisible();
  await row(page, '.env').click();
  await expect(detail(page)).toContainText('secrets');
  await picture(app, 'detail-secret');
  await row(page, 'far.conf').click();
  await expect(detail(page)).toContainText('far = 1');
  await picture(app, 'detail-long-path');
  await row(page, 'fnoc').click();
  await expect(detail(page)).toContainText('text with a');
  await picture(app, 'detail-direction');
  await resize(app, 900, 600);
  await picture(app, 'small-changes');
  await page.keyboard.press('Escape');
  await resize(app, 1200, 780);
  await page.getByRole('button', { name: /^Type/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Software' }).click();
  await picture(app, 'menu-type');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Search changes' }).fill('nothing is called so');
  await expect(page.getByText('No change matches')).toBeVisible();
  await picture(app, 'changes-none-match');
  await page.getByRole('button', { name: 'Show all changes' }).click();
  await page.getByRole('button', { name: 'Any time' }).click();
  await page.getByRole('menuitemradio', { name: 'Last 30 days' }).click();
  await picture(app, 'changes-month');

  await go(page, 'Notifications');
  await page
    .getByRole('button', { name: /changes/ })
    .first()
    .click();
  await picture(app, 'notifications-unfolded');
  await go(page, 'Inventory');
  await page
    .locator('tbody [data-row] button')
    .filter({ hasText: /hosts$/ })
    .click();
  await picture(app, 'inventory-item');
  await go(page, 'Settings');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('dialog').getByText('Directory', { exact: true }).click();
  await page.getByLabel('All below it').press('Space');
  await page.getByRole('button', { name: 'Track it' }).click();
  await expect(page.getByText('can’t be empty').first()).toBeVisible();
  await picture(app, 'settings-form');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove Gone' }).click();
  await expect(page.getByRole('button', { name: 'Keep tracking' })).toBeFocused();
  await picture(app, 'settings-remove');
  await page.keyboard.press('Escape');
  await page.getByLabel('Files every').fill('0');
  await page.getByLabel('Files every').press('Enter');
  await expect(page.getByText('At least 10 seconds')).toBeVisible();
  await picture(app, 'settings-error');
  await page.getByLabel('Further secret files').scrollIntoViewIfNeeded();
  await picture(app, 'settings-end');
  await resize(app, 900, 600);
  await picture(app, 'small-settings');
  await go(page, 'Status');
  await picture(app, 'small-status');
  await go(page, 'Inventory');
  await picture(app, 'small-inventory');
  await resize(app, 1580, 960);
  await picture(app, 'large-inventory');
  await go(page, 'Changes');
  await row(page, 'far.conf').click();
  await picture(app, 'large-changes');
  await resize(app, 1200, 780);
  await queries(app);
  await go(page, 'Status');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('menuitem', { name: '1 hour' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await picture(app, 'status-paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('region', { name: 'Gaps in coverage' }).getByText('paused')).toBeVisible();
  await picture(app, 'status-problems');
});

/** The states of the Query screen: a chart, rows with one opened, no rows, a fault, columns, a small window. */
async function queries(app: RunningApp): Promise<void> {
  const { page } = app;
  const answer = page.getByRole('region', { name: 'The answer' });
  const run = page.getByRole('button', { name: 'Run', exact: true });
  const open = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await go(page, 'Query');
  await open('Changes a day, as a chart');
  await run.click();
  await expect(answer.locator('.recharts-line').first()).toBeVisible();
  await picture(app, 'query-lines');
  await open('Software that was added');
  await run.click();
  await expect(answer.getByText('No rows')).toBeVisible();
  await picture(app, 'query-empty');
  await open('Another content of the hosts file');
  await run.click();
  await expect(page.getByRole('button', { name: 'Use the text as it was read' })).toBeVisible();
  await picture(app, 'query-mended');
  await open('New query');
  await page.getByRole('textbox', { name: 'Query in KQL' }).click();
  await page.keyboard.insertText('ConfigurationChange');
  await run.click();
  await answer.locator('tbody [data-row]').first().click();
  await expect(page.getByRole('complementary', { name: 'The row' })).toBeVisible();
  await picture(app, 'query-row');
  await resize(app, 900, 600);
  await picture(app, 'small-query');
  await resize(app, 1200, 780);
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Query in KQL' }).click();
  await page.keyboard.insertText('s | where Colour == 1');
  await run.click();
  await expect(page.getByRole('list', { name: 'What the parser says' })).toBeVisible();
  await picture(app, 'query-error');
  await page.getByRole('tab', { name: 'Columns' }).click();
  await picture(app, 'query-columns');
}

test('what the alerts look like while a rule and an action are written, muted and small', async ({
  launch,
  folder,
}) => {
  test.setTimeout(240_000);
  const write = etc(folder);
  write('crontab', '17 * * * * root run-parts /etc/cron.hourly\n');
  const settings = settingsFor(folder);
  const ready = readyRulesOf('linux').map(({ rule }) => rule);
  const critical = {
    ...ready[0],
    id: 'critical',
    name: 'Scheduled jobs',
    severity: 'critical',
    when: { kind: 'simple' },
  };
  const broken = {
    ...ready[0],
    id: 'broken',
    name: 'Broken',
    when: { kind: 'kql', query: 'ConfigurationChange | nothing' },
  };
  const rules = [critical, broken, ...ready].map((rule) => alertRuleSchema.parse(rule));
  const attention = { ...settings.attention, mutedUntil: new Date(Date.now() + 3_600_000).toISOString() };
  writeSettings(folder, { ...settings, attention, alerts: { ...settings.alerts, rules } });
  storeChanges(folder, month());
  const app = await launch();
  const { page } = app;
  await tracking(page);
  write('crontab', '18 * * * * root run-parts /etc/cron.hourly\n');
  await go(page, 'Alerts');
  await row(page, 'Scheduled jobs').click();
  await page.getByRole('button', { name: 'Mute this rule for…' }).click();
  await expect(page.getByText('A critical rule is never muted.')).toBeVisible();
  await picture(app, 'alerts-critical');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Rules' }).click();
  await expect(page.getByText(/^The rule can’t be evaluated: /)).toBeVisible();
  await picture(app, 'alerts-broken-rule');
  await page.getByRole('button', { name: 'Edit Broken' }).click();
  await expect(page.getByRole('textbox', { name: 'Query', exact: true })).toContainText('nothing');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Line 1: /)).toBeVisible();
  await picture(app, 'alerts-rule-kql');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Edit A new daemon' }).click();
  await page.getByRole('button', { name: 'Try it on the past' }).click();
  await expect(page.getByRole('heading', { name: /^Would have fired/ })).toBeVisible();
  await picture(app, 'alerts-rule');
  await resize(app, 900, 600);
  await picture(app, 'small-alerts-rule');
  await page.getByRole('tab', { name: 'Actions' }).click();
  await page.getByRole('button', { name: 'Add an action' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByText('An address that begins with https:// is needed')).toBeVisible();
  await picture(app, 'small-alerts-action');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Alerts' }).click();
  await row(page, 'Scheduled jobs').click();
  await picture(app, 'small-alerts');
});

test('the first look, an engine that is refused, and broken settings', async ({ launch, folder }) => {
  test.setTimeout(240_000);
  writeSettings(folder, trackingFiles([{ path: '/usr', pathType: 'directory', recursion: true, keepContent: false }]));
  const first = await launch();
  await expect(first.page.getByText('Taking the first look at this machine')).toBeVisible();
  await picture(first, 'first-look');
  await go(first.page, 'Status');
  await picture(first, 'first-look-status');
  await first.electron.close();

  writeSettings(folder, trackingFiles([]));
  const watch = await start(['watch', '--json', '--data', join(folder, 'data')], {});
  const over = ended(watch);
  if (watch.stdout) await firstLine(watch, watch.stdout);
  const refused = await launch();
  await expect(refused.page.getByRole('button', { name: 'Restart' })).toBeVisible();
  await picture(refused, 'engine-refused');
  await go(refused.page, 'Status');
  await picture(refused, 'engine-refused-status');
  watch.kill('SIGTERM');
  await over;
  await refused.page.getByRole('button', { name: 'Restart' }).click();
  await go(refused.page, 'Changes');
  await picture(refused, 'nothing-tracked');
  writeFileSync(join(folder, 'data', 'settings.json'), '{ "tracking": ');
  await expect(refused.page.getByRole('alert')).toContainText('not JSON');
  await picture(refused, 'settings-broken');
});
