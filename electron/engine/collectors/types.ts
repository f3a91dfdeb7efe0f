import { platformOf } from '../../shared/model/data-dir.ts';
import type { ItemType } from '../../shared/model/item.ts';
import { typesOf } from '../../shared/model/platform-words.ts';
import type { Settings } from '../../shared/model/settings.ts';

/** The types that are collected on this platform, in the order in which people see them. */
export const collectedTypes: readonly ItemType[] = typesOf(platformOf(process.platform));

/** Whether the settings ask for a type: told here, so that who only reads the store need not load its collector. */
export function isAskedFor({ tracking }: Settings, type: ItemType): boolean {
  switch (type) {
    case 'Files':
      return tracking.files.some((each) => each.enabled);
    case 'Registry':
      return tracking.registry.some((each) => each.enabled);
    case 'Software':
      return tracking.software.enabled;
    case 'WindowsServices':
      return tracking.services.enabled;
    case 'Daemons':
      return tracking.daemons.enabled;
    case 'Machine':
      return tracking.machine.enabled;
  }
}
