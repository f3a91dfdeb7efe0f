import type { ItemType } from '../../shared/model/item.ts';
import type { Settings } from '../../shared/model/settings.ts';

/** Whether the settings ask for notifications of a type. A type without a switch of its own follows the main one. */
export function wanted(type: ItemType, { notifications }: Pick<Settings, 'notifications'>): boolean {
  if (!notifications.enabled) return false;
  switch (type) {
    case 'Files':
      return notifications.files;
    case 'Software':
      return notifications.software;
    case 'Daemons':
      return notifications.daemons;
    case 'Machine':
      return notifications.machine;
    case 'Registry':
    case 'WindowsServices':
      return true;
  }
}
