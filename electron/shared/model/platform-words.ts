import { type ItemType, itemTypes } from './item.ts';
import type { Platform } from './recommended.ts';

/** What a platform calls the things that are tracked on it. */
export interface PlatformWords {
  readonly directory: string;
  readonly directories: string;
  readonly daemon: string;
  readonly daemons: string;
}

const unix: PlatformWords = {
  directory: 'directory',
  directories: 'directories',
  daemon: 'daemon',
  daemons: 'daemons',
};
const words: Readonly<Record<Platform, PlatformWords>> = {
  linux: unix,
  macos: { ...unix, directory: 'folder', directories: 'folders' },
  windows: { directory: 'folder', directories: 'folders', daemon: 'service', daemons: 'services' },
};

export const platformWords = (platform: Platform): PlatformWords => words[platform];

/**
 * The platform that a path is of, by its form: a record keeps its words on whichever
 * machine it is read. The Unixes' paths look alike; Linux stands for them.
 */
export const platformOfPath = (path: string): Platform => (/^(?:[A-Za-z]:|[\\/]{2})/.test(path) ? 'windows' : 'linux');

/** A file's key as its platform writes paths: keys have slashes everywhere, Windows' paths have backslashes. */
export const shownPath = (key: string): string => (platformOfPath(key) === 'windows' ? key.replaceAll('/', '\\') : key);

/** The types that a platform has, in the order in which people see them. */
export function typesOf(platform: Platform): readonly ItemType[] {
  const foreign: readonly ItemType[] = platform === 'windows' ? ['Daemons'] : ['Registry', 'WindowsServices'];
  return itemTypes.filter((type) => !foreign.includes(type));
}
