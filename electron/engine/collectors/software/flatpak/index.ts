import { join } from 'node:path';
import { systemPath } from '../../run-tool.ts';
import { ownName } from '../homes.ts';
import { parseKeyFile } from '../key-file.ts';
import { createScopedSource, type Scope, type ScopeOptions } from '../scopes.ts';
import { isThere, namesIn, readHead } from '../small-files.ts';
import type { SoftwareSource } from '../source.ts';
import { readInstallation } from './installation.ts';

export interface FlatpakOptions extends ScopeOptions {
  /** The system's installation; $FLATPAK_SYSTEM_DIR or /var/lib/flatpak by default. */
  readonly systemDir?: string;
  /** The own installation of whom Tidemark runs as; by default $FLATPAK_USER_DIR or in $XDG_DATA_HOME. */
  readonly userDir?: string;
  /** Where further installations of the system are named; /etc/flatpak/installations.d by default. */
  readonly installations?: string;
  /** Folders parted by `:` in which the program lies where it is installed. */
  readonly path?: string;
}

/** Applications and runtimes of Flatpak: the system's, its further installations', and people's own. */
export function createFlatpakSource(options: FlatpakOptions = {}): SoftwareSource {
  const { env } = process;
  const systemDir = options.systemDir ?? (env.FLATPAK_SYSTEM_DIR || '/var/lib/flatpak');
  const ownUser = options.homes?.[0]?.user ?? ownName();
  const ownDir = options.userDir ?? (env.FLATPAK_USER_DIR || (env.XDG_DATA_HOME && join(env.XDG_DATA_HOME, 'flatpak')));

  function folderOf({ id, user, base }: Scope): string {
    if (id === 'system') return systemDir;
    if (user === null) return base;
    return (user === ownUser && ownDir) || join(base, '.local/share/flatpak');
  }
  return createScopedSource(
    {
      id: 'flatpak',
      further: () => furtherInstallations(options.installations ?? '/etc/flatpak/installations.d'),
      read: async (scope) => {
        const folder = folderOf(scope);
        // Without the program a folder that is not there is no installation; with it, it is an empty one.
        if (!(await isThere(folder)) && !(await isInstalled(options.path ?? systemPath)))
          return { state: 'unsupported' };
        return readInstallation(folder, scope);
      },
      // Flatpak touches `.changed` at the end of every step, and keeps masks in the repository's configuration.
      places: async (scope) => [
        { folder: folderOf(scope), wanted: (name) => name === '.changed' },
        { folder: join(folderOf(scope), 'repo'), wanted: (name) => name === 'config' },
      ],
    },
    options,
  );
}

/** Installations that the system has beside its usual one: flatpak-installation(5). */
async function furtherInstallations(folder: string): Promise<readonly Scope[]> {
  const files = (await namesIn(folder).catch(() => [])).filter((name) => name.endsWith('.conf')).sort();
  const found = await Promise.all(files.map((name) => readHead(join(folder, name), 65_536).catch(() => '')));
  return found.flatMap((text) =>
    [...parseKeyFile(text)].flatMap(([group, keys]): Scope[] => {
      const name = /^Installation "(.+)"$/.exec(group)?.[1];
      const path = keys.get('Path');
      return name === undefined || !path?.startsWith('/')
        ? []
        : [{ id: `installation:${name}`, user: null, base: path }];
    }),
  );
}

async function isInstalled(path: string): Promise<boolean> {
  for (const folder of path.split(':')) if (await isThere(join(folder, 'flatpak')).catch(() => false)) return true;
  return false;
}
