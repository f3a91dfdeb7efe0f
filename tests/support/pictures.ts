import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { inRoot } from '../../build/support/paths.mjs';
import { emptySettings, type Settings } from '../../electron/shared/model/settings.ts';
import { expect, type RunningApp } from './electron-app.ts';
import { trackingFiles } from './settings.ts';

/** Where the pictures lie: to be looked at after a run; README shows copies of the first ones. */
export const pictures = inRoot('test-results', 'screens');

/** A small /etc of its own, so that the pictures show real changes and nothing of the machine that made them. */
export function etc(folder: string): (path: string, text: string) => string {
  return (path, text) => {
    const file = join(folder, 'etc', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
}

/** Settings that track that /etc, software, daemons and the machine. */
export function settingsFor(folder: string): Settings {
  const files = trackingFiles([
    { path: join(folder, 'etc'), name: 'Configuration', group: 'System', pathType: 'directory', recursion: true },
    { path: '~/.bashrc', name: 'My bash', group: 'Shells', mustExist: false },
  ]);
  return {
    ...emptySettings(),
    ...files,
    tracking: {
      ...files.tracking,
      software: { ...files.tracking.software, enabled: true },
      daemons: { ...files.tracking.daemons, enabled: true },
      machine: { enabled: true },
    },
  };
}

/** Waits until the window says that it tracks. */
export async function tracking(page: Page): Promise<void> {
  await expect(page.getByText(/^Tracking, (live|needs a look)$/).first()).toBeVisible({ timeout: 60_000 });
}

/** Takes a screen's picture in both themes. */
export async function picture({ page }: RunningApp, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.mouse.move(0, 0);
    // Colours fade from one theme to the other; a picture shows them arrived. What pulses for ever is not waited for.
    await page.evaluate(() =>
      Promise.all(
        document
          .getAnimations()
          .filter((each) => each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
          .map((each) => each.finished.catch(() => undefined)),
      ),
    );
    await page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
  }
}
