import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { inRoot } from '../../build/support/paths.mjs';
import { emptySettings, type Settings } from '../../electron/shared/model/settings.ts';
import { expect, type RunningApp, test } from '../support/electron-app.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';

/** Where the pictures lie: to be looked at after a run; README shows copies of the first ones. */
const pictures = inRoot('test-results', 'screens');

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

/** A small /etc of its own, so that the pictures show real changes and nothing of the machine that made them. */
function etc(folder: string): (path: string, text: string) => string {
  return (path, text) => {
    const file = join(folder, 'etc', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
}

function settingsFor(folder: string): Settings {
  const files = trackingFiles([
    { path: join(folder, 'etc'), name: 'Configuration', group: 'System', pathType: 'directory', recursion: true },
    { path: '~/.bashrc', name: 'My bash', group: 'Shells', mustExist: false },
  ]);
  return {
    ...emptySettings(),
    ...files,
    tracking: {
      ...files.tracking,
      software: { enabled: true },
      daemons: { enabled: true },
      machine: { enabled: true },
    },
  };
}

async function tracking(page: Page): Promise<void> {
  await expect(page.getByText(/Tracking, live|Needs attention/i).first()).toBeVisible({ timeout: 60_000 });
}

/** Takes a screen's picture in both themes. */
async function picture({ page }: RunningApp, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.mouse.move(0, 0);
    // Colours fade from one theme to the other; a picture shows them arrived.
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined))),
    );
    await page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
  }
}

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
  const row = (name: string) => page.getByRole('option').filter({ hasText: name });
  await expect(row('hosts')).toBeVisible();
  rmSync(join(folder, 'etc/default/telnet'));
  await expect(row('telnet')).toBeVisible();
  write(
    'systemd/system/backup-agent.service',
    '[Service]\nExecStart=/usr/local/bin/backup\n\n[Install]\nWantedBy=multi-user.target\n',
  );
  await expect(row('backup-agent.service')).toBeVisible();
  write('ssh/sshd_config', `${sshd('yes', 'yes')}AllowUsers alice backup\n`);
  await expect(row('sshd_config')).toContainText('added');

  await row('sshd_config').click();
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
  await expect(row('sshd_config')).toHaveCount(2);

  const go = (name: string) => page.getByRole('navigation').getByRole('link', { name }).click();
  await go('Inventory');
  for (const type of ['Files', 'Software', 'Daemons', 'Machine']) {
    await page.getByRole('tab', { name: new RegExp(`^${type}`) }).click();
    await picture(app, `inventory-${type.toLowerCase()}`);
  }
  await go('Notifications');
  await picture(app, 'notifications');
  await go('Settings');
  await picture(app, 'settings');
  await go('Status');
  await picture(app, 'status');
});
