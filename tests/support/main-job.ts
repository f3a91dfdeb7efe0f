import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { DesktopSession } from './desktop-session.ts';
import { displayed, history } from './dunst.ts';
import { trackingFiles, writeSettings } from './settings.ts';

/** Lays a tracked file and settings that track it alone into a test's folder; gives the file. */
export function trackOneFile(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  writeSettings(folder, trackingFiles([{ path: file, name: 'The file' }]));
  return file;
}

/** Waits until the window says that it tracks. */
export async function tracks(page: Page): Promise<void> {
  await expect(page.getByText('Tracking, live')).toBeVisible({ timeout: 30_000 });
}

/** Appends a line, and looks for it in the open window, in the notification service and in the diff. */
export async function appendAndSee(page: Page, desktop: DesktopSession, file: string): Promise<void> {
  const name = file.slice(file.lastIndexOf('/') + 1);
  // Whatever stands there of before is not what is waited for.
  await history(desktop);
  const begin = Date.now();
  appendFileSync(file, 'third = 3\n');
  const row = page.getByRole('option').filter({ hasText: name });
  await expect(row).toBeVisible({ timeout: 2000 });
  await expect(row).toContainText('1 line added');
  await expect.poll(() => displayed(desktop), { timeout: 2000, intervals: [50] }).toBeGreaterThan(0);
  // A promise to the user: within 2 seconds.
  expect(Date.now() - begin).toBeLessThan(2000);

  await row.click();
  await expect(page.getByText('third = 3')).toBeVisible();
  const [shown] = await history(desktop);
  expect(`${shown?.summary} ${shown?.body}`).toContain(name);
  expect(shown?.appname).toBe('Tidemark');
}
