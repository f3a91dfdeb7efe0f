import type { ItemType } from '../../shared/model/item.ts';
import type { Settings } from '../../shared/model/settings.ts';

/** Whether the settings ask for notifications of a type. */
export function wanted(type: ItemType, { notifications }: Pick<Settings, 'notifications'>): boolean {
  if (!notifications.enabled) return false;
  switch (type) {
    case 'Files':
      return notifications.files;
    case 'Registry':
      return notifications.registry;
    case 'Software':
      return notifications.software;
    case 'WindowsServices':
      return notifications.services;
    case 'Daemons':
      return notifications.daemons;
    case 'Machine':
      return notifications.machine;
  }
}
