import type { ItemType } from '../../shared/model/item.ts';
import type { Settings } from '../../shared/model/settings.ts';

/** The settings that decide what a type's collections find, as one comparable text. */
export function trackingPart(settings: Settings, type: ItemType): string {
  const { files, registry, hash, software, services, daemons, machine, live } = settings.tracking;
  const { limits, secrets } = settings;
  switch (type) {
    case 'Files':
      return JSON.stringify([live, files, hash, limits, secrets]);
    case 'Registry':
      return JSON.stringify([live, registry, limits.registry, limits.contentPerFile, secrets]);
    case 'Software':
      return JSON.stringify([live, software, limits.software]);
    case 'WindowsServices':
      return JSON.stringify([live, services, limits.services]);
    case 'Daemons':
      return JSON.stringify([live, daemons, limits.daemons]);
    case 'Machine':
      return JSON.stringify([live, machine]);
  }
}

/** Seconds between a type's scheduled collections. */
export function everyOf(settings: Settings, type: ItemType): number {
  const { files, registry, software, services, daemons, machine } = settings.frequencies;
  const every: Readonly<Record<ItemType, number>> = {
    Files: files,
    Registry: registry,
    Software: software,
    WindowsServices: services,
    Daemons: daemons,
    Machine: machine,
  };
  return every[type];
}

/** The limit on a type's items, where it has one. */
export function limitOf(settings: Settings, type: ItemType): number | null {
  const { files, registry, software, services, daemons } = settings.limits;
  const limits: Partial<Record<ItemType, number>> = {
    Files: files,
    Registry: registry,
    Software: software,
    WindowsServices: services,
    Daemons: daemons,
  };
  return limits[type] ?? null;
}
