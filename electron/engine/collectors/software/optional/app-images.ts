import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inParallel } from '../../daemons/in-parallel.ts';
import { softwareItem } from '../item.ts';
import { createScopedSource, type Scope, type ScopeOptions } from '../scopes.ts';
import { ifThere, namesIn, readBytes } from '../small-files.ts';
import type { SoftwareSource } from '../source.ts';
import { usualFolders } from '../usual-folders.ts';
import { isAppImage, parseAppImageName } from './app-image-name.ts';
import { Gathered, keyPath } from './gathered.ts';
import { userFolders } from './user-dirs.ts';

export interface AppImageOptions extends ScopeOptions {
  /** Milliseconds since it was last written for which a file is taken to be on its way still, as in a download. */
  readonly quiet?: number;
}

const atOnce = 16;

/** A file that is an AppImage. */
interface Found {
  readonly folder: string;
  readonly file: string;
  readonly size: number;
  readonly modified: Date;
}

/**
 * AppImages in the folders where people put them. What is told of one is its name, size and time: what it says of
 * itself lies in a compressed file system inside of it, which only running it would open. An AppImage is known by
 * its folder and its name without the version, so that a newer file in an older one's place is one changed version.
 */
export function createAppImageSource(options: AppImageOptions = {}): SoftwareSource {
  const quiet = options.quiet ?? 3000;
  return createScopedSource(
    {
      id: 'appimage',
      wanted: ({ tracking }) => tracking.software.optional.appImages,
      read: async (scope) => {
        const gathered = new Gathered();
        for (const folder of (await folders(scope)).folders) await gather(folder, scope, quiet, gathered);
        return gathered.reading();
      },
      places: async (scope) => {
        const found = await folders(scope);
        return [...found.folders.map((folder) => ({ folder, wanted: isAppImage })), ...found.leads];
      },
    },
    options,
  );
}

async function folders({ user, base }: Scope) {
  if (user === null) return usualFolders(base, ['opt', 'opt/*']);
  const usual = await usualFolders(base, ['Applications', '.local/bin', 'bin']);
  const own = await userFolders(base);
  return { ...usual, folders: [...new Set([...usual.folders, ...own])] };
}

async function gather(folder: string, scope: Scope, quiet: number, gathered: Gathered): Promise<void> {
  const found: Found[] = [];
  const keyOf = (name: string) => `appimage:${keyPath(folder)}:${name}`;
  await inParallel((await namesIn(folder)).filter(isAppImage), atOnce, async (file) => {
    try {
      const stats = await ifThere(stat(join(folder, file)));
      if (stats === undefined || !stats.isFile()) return;
      const age = Date.now() - stats.mtimeMs;
      // A time that is still to come says nothing.
      if (age >= 0 && age < quiet) gathered.waitFor(keyOf(parseAppImageName(file).name));
      else if (await hasMark(join(folder, file))) found.push({ folder, file, size: stats.size, modified: stats.mtime });
    } catch (error) {
      gathered.fail(keyOf(parseAppImageName(file).name), join(folder, file), error);
    }
  });
  // The newest of one name has the name for its key, so that what comes in an older one's place goes on from it.
  found.sort((a, b) => b.modified.getTime() - a.modified.getTime() || (a.file < b.file ? -1 : 1));
  const names = new Set<string>();
  for (const each of found) {
    const { name, version, architecture } = parseAppImageName(each.file);
    const key = keyOf(names.has(name) ? each.file : name);
    names.add(name);
    gathered.add(
      softwareItem(key, name, {
        version,
        revision: `${each.modified.toISOString()}, ${each.size} bytes`,
        state: 'installed',
        architecture,
        softwareType: 'Application',
        source: keyPath(join(folder, each.file)),
        section: keyPath(folder),
        installedSize: each.size,
        manager: 'appimage',
        user: scope.user,
      }),
    );
  }
}

/** An AppImage is an ELF file with `AI` and its type, 1 or 2, at the eighth byte: its specification. */
async function hasMark(path: string): Promise<boolean> {
  const head = await readBytes(path, 11);
  const type = head[10] ?? 0;
  return (
    head.toString('latin1', 0, 4) === '\x7fELF' && head.toString('latin1', 8, 10) === 'AI' && type >= 1 && type <= 2
  );
}
