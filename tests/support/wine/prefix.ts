import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, readdir, readlink, rename, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../machine/tool.ts';
import { wineCache } from './cache.ts';

/** What every program under Wine is started with, beside the prefix that it lives in. */
export const wineEnvironment = {
  WINEARCH: 'win64',
  WINEDEBUG: '-all',
  // No offer to fetch .NET or a browser engine.
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
  DISPLAY: '',
};

/** Files of Windows that are larger than this are programs and libraries, which nobody writes to in place. */
const shared = 32 * 1024;

/** The edition of the making below: a change of it makes a new template. */
const edition = 1;

/**
 * A prefix (Wine's whole Windows: a registry, a drive C) as Windows 10, made once for
 * each version of Wine and kept in the cache folder, where it appears whole or not at all.
 */
export async function prefixTemplate(): Promise<string> {
  const version = (await mustRun('wine', ['--version'], { environment: { WINEDEBUG: '-all' } })).trim();
  const place = join(wineCache(), `prefix-${version.replace(/[^\w.-]+/g, '-')}-${edition}`);
  if (existsSync(place)) return place;
  await mkdir(wineCache(), { recursive: true });
  const workshop = await mkdtemp(join(wineCache(), '.making-'));
  const made = join(workshop, 'prefix');
  const environment = { ...wineEnvironment, WINEPREFIX: made };
  try {
    await mustRun('wineboot', ['-i'], { seconds: 180, environment });
    await mustRun('wine', ['winecfg', '-v', 'win10'], { seconds: 60, environment });
    // The server writes the registry to its files when the last program has ended.
    await mustRun('wineserver', ['-w'], { seconds: 60, environment });
    await rename(made, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return place;
}

/** Makes a prefix of its own at a path that is free: as the template is, with the large files of its Windows shared. */
export async function makePrefix(path: string): Promise<void> {
  await copyTree(await prefixTemplate(), path);
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.name.endsWith('.reg') || (await stat(source)).size <= shared) await copyFile(source, target);
    // On another file system there is nothing to share.
    else await link(source, target).catch(() => copyFile(source, target));
  }
}
