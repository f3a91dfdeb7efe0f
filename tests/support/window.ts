import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { openStore } from '../../electron/engine/store/open.ts';
import type { NewChange } from '../../electron/shared/model/change.ts';
import type { Settings } from '../../electron/shared/model/settings.ts';
import { parseSettings } from '../../electron/shared/model/settings-migrations.ts';
import { saving } from './store-samples.ts';

type Screen = 'Changes' | 'Inventory' | 'Alerts' | 'Query' | 'Notifications' | 'Settings' | 'Status';

/** Goes to a screen by the side bar. */
export const go = (page: Page, screen: Screen) =>
  page.getByRole('navigation').getByRole('link', { name: screen }).click();

/** A change's row in the list. */
export const row = (page: Page, text: string | RegExp): Locator => page.getByRole('option').filter({ hasText: text });

/** The detail that stands beside the list. */
export const detail = (page: Page): Locator => page.getByRole('complementary', { name: 'The change' });

/** The settings as they lie on the disk, read as a start of Tidemark reads them. */
export const settingsOnDisk = (folder: string): Settings =>
  parseSettings(readFileSync(join(folder, 'data', 'settings.json'), 'utf8'));

/** Puts changes into the store that an application started on `<folder>/data` opens; the oldest first. */
export function storeChanges(folder: string, changes: readonly NewChange[]): void {
  const { store } = openStore(join(folder, 'data'), 'a test');
  for (const type of new Set(changes.map((change) => change.type))) {
    store.save(saving(0, { type, changes: changes.filter((change) => change.type === type) }));
  }
  store.close();
}
