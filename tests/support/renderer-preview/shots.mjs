// Takes a picture of every screen and of the states that are hard to reach for real, in light and dark.
// Usage: node tests/support/renderer-preview/shots.mjs FOLDER [PART-OF-A-NAME [WIDTHxHEIGHT]]
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';

const [folder = '/tmp/tidemark-shots', only = '', wanted = '1280x800'] = process.argv.slice(2);
const [width = 1280, height = 800] = wanted.split('x').map(Number);
const size = { width, height };
const configFile = new URL('./vite.config.ts', import.meta.url).pathname;

const option = (name) => ({ option: name });
const shots = [
  ['changes', '', '#/changes'],
  ['changes-detail', '', '#/changes', option('sshd_config')],
  ['changes-split', '', '#/changes', option('sshd_config'), 'tab:Side by side'],
  ['changes-fields', '', '#/changes', option('sshd_config'), 'tab:Fields'],
  ['changes-history', '', '#/changes', 'type:cron', option('cron.service'), 'tab:History'],
  ['changes-move', '', '#/changes', option('Moved from'), 'tab:Fields'],
  ['changes-added', '', '#/changes', option('New file'), 'tab:Inline'],
  ['changes-daemon', '', '#/changes', option('New daemon')],
  ['changes-long', '', '#/changes', option('database-connection')],
  ['changes-secret', '', '#/changes', option('shadow')],
  ['changes-huge', '', '#/changes', option('big-export')],
  ['changes-binary', '', '#/changes', option('tool')],
  ['changes-restore', '', '#/changes', option('sshd_config'), 'button:Put back'],
  ['changes-restore-denied', 'denied', '#/changes', option('sshd_config'), 'button:Put back', 'button:Save a copy'],
  ['changes-restore-secret', '', '#/changes', option('shadow'), 'button:Put back'],
  ['changes-restore-fields', '', '#/changes', option('sshd_config'), 'button:Put back', 'dialog:Fields'],
  ['cards', '', '#/changes', 'button:Dismiss'],
  ['cards-cause', '', '#/changes', 'button:Dismiss', option('apt upgraded')],
  ['cards-cause-changes', '', '#/changes', 'button:Dismiss', option('apt upgraded'), 'tab:Changes'],
  ['cards-open', '', '#/changes', 'button:Dismiss', option('apt upgraded'), 'key:ArrowRight'],
  ['cards-plan', '', '#/changes', 'button:Dismiss', option('New backup server')],
  ['cards-failed', '', '#/changes/cause/3', 'button:Dismiss'],
  ['cards-why', '', '#/changes', option('sshd_config'), 'tab:Why'],
  ['cards-explained', '', '#/changes/cause/2', 'tab:Changes', 'button:telnet', 'tab:Why'],
  ['cards-flat', '', '#/changes', 'button:Dismiss', 'switch:Group by cause'],
  ['cards-unexplained', '', '#/changes', 'button:Dismiss', 'button:Unexplained'],
  ['acknowledge', '', '#/changes', 'button:Dismiss', option('sshd_config'), 'exactly:Acknowledge'],
  ['acknowledge-reason', '', '#/changes', option('sshd_config'), 'button:Acknowledge, with a reason'],
  ['acknowledge-card', '', '#/changes', option('apt upgraded'), 'button:Acknowledge all'],
  ['expect', '', '#/changes', option('sshd_config'), 'button:Expect…', 'radio:This path'],
  ['expect-package', '', '#/changes/cause/2', 'tab:Changes', 'button:telnet', 'button:Expect…'],
  ['expectations', '', '#/changes', 'button:More about changes', 'item:What you expect'],
  ['expectations-empty', 'empty', '#/changes', 'button:More about changes', 'item:What you expect'],
  ['away', '', '#/changes', 'exactly:Look'],
  ['away-all', '', '#/changes', 'button:More about changes', 'item:While you were away'],
  ['plan-dialog', '', '#/changes', 'button:I am installing'],
  ['plan', '', '#/changes', 'button:I am installing', 'within:Begin'],
  ['settings-explanations', '', '#/settings', 'to:Explanations'],
  ['alerts', '', '#/alerts'],
  ['alerts-detail', '', '#/alerts', option('SSH daemon')],
  ['alerts-done', '', '#/alerts', option('SSH daemon'), 'tab:What was done', 'button:Show the output'],
  ['alerts-state', '', '#/alerts', option('security tool')],
  ['alerts-rows', '', '#/alerts', option('Packages changed'), 'tab:Rows'],
  ['alerts-mute', '', '#/alerts', option('New start-up'), 'button:Mute this rule'],
  ['alerts-mute-critical', '', '#/alerts', option('SSH daemon'), 'button:Mute this rule'],
  ['alerts-none', '', '#/alerts', 'button:Severity', 'item:Info', 'button:Lasting only'],
  ['alerts-empty', 'empty', '#/alerts'],
  ['alerts-held', 'held', '#/alerts'],
  ['alerts-unavailable', 'unavailable', '#/alerts'],
  ['rules', '', '#/alerts', 'tab:Rules'],
  ['rules-lower', '', '#/alerts', 'tab:Rules', 'scroll'],
  ['rules-empty', 'empty', '#/alerts', 'tab:Rules'],
  ['rules-menu', '', '#/alerts', 'tab:Rules', 'button:More about New start-up'],
  ['rules-remove', '', '#/alerts', 'tab:Rules', 'button:More about New start-up', 'item:Remove'],
  ['rule-new', '', '#/alerts', 'tab:Rules', 'button:New rule'],
  ['rule-bad', '', '#/alerts', 'tab:Rules', 'button:New rule', 'button:Add the rule'],
  ['rule-edit', '', '#/alerts', 'tab:Rules', 'button:Edit New start-up', 'button:Try it on the past'],
  ['rule-kql', '', '#/alerts', 'tab:Rules', 'button:Edit A security tool', 'button:Try it on the past'],
  ['rule-kql-bad', '', '#/alerts', 'tab:Rules', 'button:Edit More than ten', 'button:Try it on the past'],
  ['rule-of-change', '', '#/changes', option('sshd_config'), 'button:Alert me'],
  ['actions', '', '#/alerts', 'tab:Actions', 'button:Test Snapshot'],
  ['actions-lower', '', '#/alerts', 'tab:Actions', 'scroll'],
  ['actions-empty', 'empty', '#/alerts', 'tab:Actions'],
  ['action-webhook', '', '#/alerts', 'tab:Actions', 'button:Edit Pager', 'button:Test it'],
  ['action-program', '', '#/alerts', 'tab:Actions', 'button:Edit Snapshot', 'button:Test it', 'within:Show the output'],
  ['action-file', '', '#/alerts', 'tab:Actions', 'button:Edit Alert file', 'button:Test it'],
  ['action-syslog', '', '#/alerts', 'tab:Actions', 'button:Edit Log server'],
  ['action-no-keyring', 'no-keyring', '#/alerts', 'tab:Actions', 'button:Add an action', 'button:Add it'],
  ['action-discard', '', '#/alerts', 'tab:Actions', 'button:Discard all'],
  ['noise', '', '#/alerts', 'tab:Noise'],
  ['noise-detail', '', '#/alerts', 'tab:Noise', 'button:/etc/cron.d/backup'],
  ['noise-rule', '', '#/alerts', 'tab:Noise', 'button:Packages changed', 'button:Switch'],
  ['noise-package', '', '#/alerts', 'tab:Noise', 'button:libsample'],
  ['noise-empty', 'empty', '#/alerts', 'tab:Noise'],
  ['settings-attention', '', '#/settings', 'switch:Quiet hours', 'to:Attention'],
  ['inventory', '', '#/inventory'],
  ['inventory-file', '', '#/inventory', 'button:/etc/hosts'],
  ['inventory-software', '', '#/inventory', 'tab:Software', 'button:curl'],
  ['query', '', '#/query'],
  ['query-typing', '', '#/query', 'write:ConfigurationChange\n| where Svc'],
  ['query-open', '', '#/query', 'write:ConfigurationChange\n| '],
  ['query-answer', '', '#/query', 'exactly:Run'],
  [
    'query-several',
    '',
    '#/query',
    'write:ConfigurationChange\n| take 5\n\n// what is there\nConfigurationData\n| where SvcState != "Running"',
  ],
  ['query-rows', '', '#/query', 'button:Everything about ssh', 'exactly:Run', 'row:3'],
  ['query-cut', '', '#/query', 'button:The whole log', 'exactly:Run'],
  ['query-empty', '', '#/query', 'button:A monitoring agent', 'exactly:Run'],
  ['query-lines', '', '#/query', 'button:Changes a day', 'exactly:Run', 'hover:Chart'],
  ['query-lines-table', '', '#/query', 'button:Changes a day', 'exactly:Run', 'tab:Table'],
  ['query-bars', '', '#/query', 'button:Noisy files', 'exactly:Run', 'hover:Chart'],
  ['query-error', '', '#/query', 'write:ConfigurationChange\n| where SvcNmae == "sshd"', 'wait', 'exactly:Run'],
  ['query-mended', '', '#/query', 'button:Another content of the hosts', 'wait', 'exactly:Run'],
  ['query-running', 'slow', '#/query', 'exactly:Run', 'wait', 'wait'],
  ['query-cancelled', 'slow', '#/query', 'exactly:Run', 'exactly:Cancel'],
  ['query-columns', '', '#/query', 'tab:Columns'],
  ['query-save', '', '#/query', 'button:New query', 'write:ConfigurationData\n| count', 'button:Save as'],
  ['query-remove', '', '#/query', 'button:More of The whole log', 'item:Remove'],
  ['query-menu', '', '#/query', 'button:The whole log', 'button:More for this query'],
  ['query-export', '', '#/query', 'exactly:Run', 'exactly:Export'],
  ['query-exported', '', '#/query', 'exactly:Run', 'exactly:Export', 'item:As JSON'],
  ['query-unavailable', 'unavailable', '#/query', 'exactly:Run'],
  ['query-rule', '', '#/query', 'button:Everything about ssh', 'button:More for this query', 'item:Make an alert rule'],
  ['notifications', '', '#/notifications', 'button:60 changes'],
  ['settings', '', '#/settings'],
  ['settings-lower', '', '#/settings', 'scroll'],
  ['settings-optional', '', '#/settings', 'switch:Rust programs', 'to:What else is tracked'],
  ['settings-form', '', '#/settings', 'button:Edit Secure shell'],
  ['settings-pattern', '', '#/settings', 'button:Add', 'fill:Path=$HOME/.ssh', 'button:Show'],
  ['settings-pattern-bad', '', '#/settings', 'button:Add', 'fill:Path=etc/ssh'],
  ['settings-pattern-wide', '', '#/settings', 'button:Add', 'fill:Path=/'],
  ['settings-pattern-none', '', '#/settings', 'button:Add', 'fill:Path=/etc/none'],
  ['settings-remove', '', '#/settings', 'button:Remove Accounts'],
  ['settings-failed', 'full', '#/settings', 'switch:Software'],
  ['windows-changes', 'windows', '#/changes', option('Helper')],
  ['windows-text', 'windows', '#/changes', option('wow64')],
  ['windows-list', 'windows', '#/changes', option('Security Packages')],
  ['windows-bytes', 'windows', '#/changes', option('Pattern')],
  ['windows-fields', 'windows', '#/changes', option('Security Packages'), 'tab:Fields'],
  ['windows-service', 'windows', '#/changes', option('Spooler')],
  ['windows-inventory', 'windows', '#/inventory', 'tab:Registry', 'button:OneDrive'],
  ['windows-registry', 'windows', '#/inventory', 'tab:Registry'],
  ['windows-services', 'windows', '#/inventory', 'tab:Services'],
  ['windows-settings', 'windows', '#/settings'],
  ['windows-keys', 'windows', '#/settings', 'to:Tracked registry keys'],
  ['windows-presets', 'windows', '#/settings', 'to:Where programs hook in'],
  ['windows-slider', 'windows', '#/settings', 'to:When it is collected'],
  ['windows-limits', 'windows', '#/settings', 'to:Notifications'],
  ['windows-form', 'windows', '#/settings', 'button:Edit Firewall'],
  ['windows-form-wrong', 'windows', '#/settings', 'button:Edit Firewall', 'fill:Key=HKLN\\SOFTWARE'],
  ['windows-file-form', 'windows', '#/settings', 'button:Edit Hosts'],
  ['status', '', '#/status'],
  ['status-lower', '', '#/status', 'scroll'],
  ['baseline', 'baseline', '#/changes'],
  ['baseline-status', 'baseline', '#/status'],
  ['empty', 'empty', '#/changes'],
  ['empty-notifications', 'empty', '#/notifications'],
  ['nothing-found', '', '#/changes', 'type:zzzz'],
  ['failing', 'failing', '#/changes'],
  ['settings-fault', 'fault', '#/settings'],
  ['restarting', 'restarting', '#/changes'],
  ['unavailable', 'unavailable', '#/changes'],
  ['paused', 'paused', '#/status'],
  ['pause-menu', '', '#/changes', 'button:Pause'],
  ['filter-menu', '', '#/changes', 'button:Type: any'],
];

async function act(page, step) {
  if (step.option) return page.getByRole('option', { name: step.option }).first().click();
  const [kind, name] = step.split(/:(.*)/s);
  if (kind === 'exactly') return page.getByRole('button', { name, exact: true }).first().click();
  if (kind === 'item') return page.locator('[role^=menuitem]', { hasText: name }).first().click();
  if (kind === 'within') return page.getByRole('dialog').getByRole('button', { name }).click();
  if (kind === 'dialog') return page.getByRole('dialog').getByRole('tab', { name }).click();
  if (kind === 'tab') return page.getByRole('tab', { name }).click();
  if (kind === 'button') return page.getByRole('button', { name }).first().click();
  if (kind === 'fill') {
    const [label, value] = (name ?? '').split('=');
    await page
      .getByRole('dialog')
      .getByLabel(label, { exact: true })
      .fill(value ?? '');
    // What is typed is judged when nothing more is typed for a moment.
    return page.waitForTimeout(600);
  }
  if (kind === 'item') return page.getByRole('menuitem', { name }).first().click();
  if (kind === 'row') return page.locator('tbody [data-row]').nth(Number(name)).click();
  if (kind === 'key') return page.keyboard.press(name);
  if (kind === 'radio') return page.getByRole('radio', { name }).click();
  if (kind === 'wait') return page.waitForTimeout(500);
  if (kind === 'hover') return page.getByRole('region', { name }).hover();
  if (kind === 'write') {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+a');
    // As one types it: a line end within a list of suggestions would take one.
    for (const [at, line] of (name ?? '').split('\n').entries()) {
      if (at > 0) await page.keyboard.press('Escape').then(() => page.keyboard.press('Enter'));
      await page.keyboard.type(line);
    }
    return page.waitForTimeout(600);
  }
  if (kind === 'switch') return page.getByRole('switch', { name }).last().click({ force: true });
  if (kind === 'type') return page.keyboard.press('Control+k').then(() => page.keyboard.type(name ?? ''));
  if (kind === 'to') {
    return page.getByRole('heading', { name }).evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
  }
  if (kind === 'fill') {
    const [label, text] = name.split('=');
    return page.getByLabel(label, { exact: true }).fill(text);
  }
  if (kind === 'scroll') {
    return page.evaluate(() => {
      for (const each of document.querySelectorAll('main *'))
        if (getComputedStyle(each).overflowY === 'auto') each.scrollTop = 100_000;
    });
  }
}

mkdirSync(folder, { recursive: true });
await build({ configFile });
const server = await preview({ configFile });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
let faults = 0;
for (const colorScheme of (process.env.SCHEME ?? 'light,dark').split(',')) {
  for (const [name, state, hash, ...steps] of shots.filter(([name]) =>
    only.split(',').some((each) => name.includes(each)),
  )) {
    const page = await browser.newPage({
      viewport: size,
      deviceScaleFactor: 1.5,
      colorScheme,
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(9000);
    page.on(
      'console',
      (message) =>
        ['error', 'warning'].includes(message.type()) && process.stdout.write(`${name}: ${message.text()}\n`),
    );
    page.on('pageerror', (error) => process.stdout.write(`${name}: ${error.stack}\n`));
    await page.goto(`http://127.0.0.1:5199/?state=${state || 'tracking'}${hash}`);
    try {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForTimeout(350);
      for (const step of steps) {
        await act(page, step);
        await page.waitForTimeout(300);
      }
    } catch (error) {
      faults += 1;
      process.stdout.write(`${name}: ${error.message.split('\n')[0]}\n`);
    }
    await page.screenshot({ timeout: 20_000, path: `${folder}/${name}-${colorScheme}.png` });
    await page.close();
  }
}
await browser.close();
await server.close();
process.exit(faults > 0 ? 1 : 0);
