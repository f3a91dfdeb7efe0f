import type { Platform } from './recommended.ts';

/** Node's name of a platform as Tidemark's; every other Unix is treated as Linux. */
export function platformOf(nodePlatform: string): Platform {
  if (nodePlatform === 'win32') return 'windows';
  return nodePlatform === 'darwin' ? 'macos' : 'linux';
}

/** What the place of the data depends on: the platform, its environment variables, and the user's home folder. */
export interface Surroundings {
  readonly platform: Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * The folder that holds everything Tidemark keeps, where no `--data` names
 * another one. On Linux by the XDG Base Directory Specification, by which a
 * relative value is to be ignored; on Windows not in the roaming profile, since
 * it tells of this machine alone.
 */
export function defaultDataDir({ platform, env, home }: Surroundings): string {
  switch (platform) {
    case 'linux': {
      const base = env.XDG_DATA_HOME;
      return `${base?.startsWith('/') ? withoutEnd(base, '/') : `${home}/.local/share`}/tidemark`;
    }
    case 'windows': {
      const base = env.LOCALAPPDATA;
      return `${base ? withoutEnd(base, '\\') : `${home}\\AppData\\Local`}\\Tidemark`;
    }
    case 'macos':
      return `${home}/Library/Application Support/Tidemark`;
  }
}

/** The settings file of a data folder, where no `--settings` names another one. */
export function defaultSettingsFile(dataDir: string, platform: Platform): string {
  const separator = platform === 'windows' ? '\\' : '/';
  return `${withoutEnd(dataDir, separator)}${separator}settings.json`;
}

function withoutEnd(path: string, separator: string): string {
  return path.length > 1 && path.endsWith(separator) ? path.slice(0, -1) : path;
}
