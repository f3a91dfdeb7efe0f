import { appendFileSync, chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../support/electron-app.ts';
import { etc, picture, pictures, settingsFor, tracking } from '../support/pictures.ts';
import { writeSettings } from '../support/settings.ts';
import { go, row } from '../support/window.ts';

const sshd = (root: string, passwords: string) =>
  `${Array.from({ length: 30 }, (_, n) => `# Section ${n + 1} is as it was shipped.`).join('\n')}
#LoginGraceTime 2m
PermitRootLogin ${root}
#StrictModes yes
#MaxAuthTries 6
#MaxSessions 10
PubkeyAuthentication yes
PasswordAuthentication ${passwords}
`;

test('every screen, in light and dark', async ({ launch, folder }) => {
  test.setTimeout(240_000);
  rmSync(pictures, { recursive: true, force: true });
  const write = etc(folder);
  write('ssh/sshd_config', sshd('no', 'no'));
  write('hosts', '127.0.0.1\tlocalhost\n');
  write('crontab', '17 * * * * root run-parts /etc/cron.hourly\n');
  write('default/telnet', 'ENABLED=no\n');
  const environment = write('environment', 'PATH=/usr/bin:/bin\n');
  writeSettings(folder, settingsFor(folder));

  const first = await launch();
  await tracking(first.page);
  await picture(first, 'changes-empty');
  await first.electron.close();

  appendFileSync(join(folder, 'etc/hosts'), '10.0.0.7\tbackup.example\n');
  chmodSync(environment, 0o600);
  const app = await launch();
  const { page } = app;
  await tracking(page);
  await expect(row(page, 'hosts')).toBeVisible();
  rmSync(join(folder, 'etc/default/telnet'));
  await expect(row(page, 'telnet')).toBeVisible();
  write(
    'systemd/system/backup-agent.service',
    '[Service]\nExecStart=/usr/local/bin/backup\n\n[Install]\nWantedBy=multi-user.target\n',
  );
  await expect(row(page, 'backup-agent.service')).toBeVisible();
  write('ssh/sshd_config', `${sshd('yes', 'yes')}AllowUsers alice backup\n`);
  await expect(row(page, 'sshd_config')).toContainText('added');

  await row(page, 'sshd_config').click();
  await expect(page.getByText('AllowUsers alice backup')).toBeVisible();
  await picture(app, 'changes');
  await page.getByRole('tab', { name: 'Side by side' }).click();
  await picture(app, 'changes-side-by-side');
  await page.getByRole('tab', { name: 'Fields' }).click();
  await picture(app, 'changes-fields');

  await page.getByRole('button', { name: 'Put back…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('AllowUsers alice backup')).toBeVisible();
  await picture(app, 'changes-put-back');
  await dialog.getByRole('button', { name: 'Put it back' }).click();
  await expect(dialog).toBeHidden();
  expect(readFileSync(join(folder, 'etc/ssh/sshd_config'), 'utf8')).toBe(sshd('no', 'no'));
  await expect(row(page, 'sshd_config')).toHaveCount(2);

  await go(page, 'Inventory');
  for (const type of ['Files', 'Software', 'Daemons', 'Machine']) {
    await page.getByRole('tab', { name: new RegExp(`^${type}`) }).click();
    await picture(app, `inventory-${type.toLowerCase()}`);
  }
  await go(page, 'Query');
  await page.getByRole('button', { name: 'What changed in the last day, by type', exact: true }).click();
  await picture(app, 'query-first');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const answer = page.getByRole('region', { name: 'The answer' });
  await expect(answer.getByRole('cell', { name: 'Files' }).first()).toBeVisible();
  await picture(app, 'query');
  await go(page, 'Alerts');
  await picture(app, 'alerts-first');
  await page.getByRole('button', { name: 'Look at the ready-made rules' }).click();
  await page.getByRole('button', { name: 'Add A scheduled job is new or was changed' }).click();
  await page.getByRole('button', { name: 'Add Who may sign in over ssh changed' }).click();
  await expect(page.getByRole('switch', { checked: true })).toHaveCount(2);
  await picture(app, 'alerts-rules');
  write('crontab', '17 * * * * root run-parts /etc/cron.hourly\n* * * * * root backup\n');
  write('ssh/sshd_config', sshd('yes', 'no'));
  await page.getByRole('tab', { name: 'Alerts' }).click();
  await expect(row(page, 'Who may sign in over ssh')).toBeVisible();
  await row(page, 'A scheduled job').click();
  await expect(page.getByRole('complementary', { name: 'The alert' })).toContainText('crontab');
  await picture(app, 'alerts');
  await page.getByRole('tab', { name: 'Noise' }).click();
  await page
    .getByRole('button', { name: /Directory/ })
    .first()
    .click();
  await expect(page.getByText(/^Ignoring it would have hidden/)).toBeVisible();
  await picture(app, 'alerts-noise');
  await go(page, 'Notifications');
  await picture(app, 'notifications');
  await go(page, 'Settings');
  await picture(app, 'settings');
  await go(page, 'Status');
  await picture(app, 'status');
});
