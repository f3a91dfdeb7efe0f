import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  emptySettings,
  type Settings,
  type TrackedFile,
  type TrackedRegistry,
  trackedFileSchema,
  trackedRegistrySchema,
} from '../../electron/shared/model/settings.ts';

/** Settings that track just these files. */
export function trackingFiles(files: readonly (Pick<TrackedFile, 'path'> & Partial<TrackedFile>)[]): Settings {
  const empty = emptySettings();
  return {
    ...empty,
    tracking: {
      ...empty.tracking,
      files: files.map((each, n) => trackedFileSchema.parse({ id: `item-${n}`, name: each.path, ...each })),
    },
  };
}

/** Settings that track just these registry keys. */
export function trackingRegistry(keys: readonly (Pick<TrackedRegistry, 'key'> & Partial<TrackedRegistry>)[]): Settings {
  const empty = emptySettings();
  return {
    ...empty,
    tracking: {
      ...empty.tracking,
      registry: keys.map((each, n) => trackedRegistrySchema.parse({ id: `key-${n}`, name: each.key, ...each })),
    },
  };
}

/** Settings that track just the services of Windows. */
export function trackingServices(): Settings {
  const empty = emptySettings();
  const services = { ...empty.tracking.services, enabled: true };
  return { ...empty, tracking: { ...empty.tracking, services } };
}

/** Puts settings where an application that is started on `<folder>/data` finds them. */
export function writeSettings(folder: string, settings: Settings): void {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
}
