import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FolderWatch, type FolderWatchOptions } from './folder-watch.ts';
import { linkFolder, ownFolder } from './unit-folders.ts';
import { isPlain, kindOf } from './words.ts';

/**
 * Watches the folders of units, and those of drop-ins and links in them, for what nobody tells systemd of: a file that
 * is edited and not yet reloaded, a link made by hand. `changed` gets the unit's name, or '' where it concerns many.
 */
export function watchUnitFolders(
  folders: readonly string[],
  changed: (unit: string) => void,
  failed: FolderWatchOptions['failed'],
): Promise<FolderWatch> {
  // What systemd fills by itself it tells of over D-Bus.
  const above = folders.filter((folder) => !ownFolder.test(basename(folder)));
  return FolderWatch.start({
    folders: async () => [...above, ...(await Promise.all(above.map(below))).flat()],
    changed: (path) => {
      const unit = unitOfChange(path, above);
      if (unit !== undefined) changed(unit);
    },
    failed,
  });
}

async function below(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && (entry.name.endsWith('.d') || linkFolder.test(entry.name)))
    .map(({ name }) => join(folder, name));
}

/** The unit that a changed path is about; '' for many, `undefined` for none. */
export function unitOfChange(path: string, folders: readonly string[]): string | undefined {
  if (folders.includes(path)) return '';
  const name = basename(path);
  const folder = dirname(path);
  if (folders.includes(folder)) return name.endsWith('.d') ? unitOfDropIns(name) : unitNamed(name);
  if (!folders.includes(dirname(folder))) return undefined;
  if (folder.endsWith('.d')) return name.endsWith('.conf') ? unitOfDropIns(basename(folder)) : undefined;
  return linkFolder.test(folder) ? unitNamed(name) : undefined;
}

/** A template is many units', and so is what may be an instance's for the first time. */
function unitNamed(name: string): string | undefined {
  if (kindOf(name) === undefined) return undefined;
  return isPlain(name) ? name : '';
}

/** `ssh.service.d` is one unit's; `service.d` and `foo-.service.d` are many units'. */
function unitOfDropIns(folder: string): string | undefined {
  const name = folder.slice(0, -'.d'.length);
  if (kindOf(`.${name}`) !== undefined && !name.includes('.')) return '';
  if (kindOf(name) === undefined) return undefined;
  return /-\.[a-z]+$/.test(name) ? '' : unitNamed(name);
}
