import type { ItemType } from '../../shared/model/item.ts';
import type { Settings } from '../../shared/model/settings.ts';

/** The settings that decide what a type's collections find, as one comparable text. */
export function trackingPart(settings: Settings, type: ItemType): string {
  const { files, hash, software, daemons, machine, live } = settings.tracking;
  const { limits, secrets } = settings;
  switch (type) {
    case 'Files':
      return JSON.stringify([live, files, hash, limits, secrets]);
    case 'Software':
      return JSON.stringify([live, software, limits.software]);
    case 'Daemons':
      return JSON.stringify([live, daemons, limits.daemons]);
    default:
      return JSON.stringify([live, machine]);
  }
}

/** Seconds between a type's scheduled collections; types that are not collected yet have none. */
export function everyOf(settings: Settings, type: ItemType): number | undefined {
  const { files, software, daemons, machine } = settings.frequencies;
  const every: Partial<Record<ItemType, number>> = {
    Files: files,
    Software: software,
    Daemons: daemons,
    Machine: machine,
  };
  return every[type];
}

/** The limit on a type's items, where it has one. */
export function limitOf(settings: Settings, type: ItemType): number | null {
  const { files, software, daemons } = settings.limits;
  const limits: Partial<Record<ItemType, number>> = { Files: files, Software: software, Daemons: daemons };
  return limits[type] ?? null;
}
