import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { inParallel } from '../../daemons/in-parallel.ts';
import { softwareItem } from '../item.ts';
import { createScopedSource, type Scope, type ScopeOptions } from '../scopes.ts';
import { ifThere, namesIn, readWhole } from '../small-files.ts';
import type { SoftwareSource } from '../source.ts';
import { type UsualFolders, usualFolders } from '../usual-folders.ts';
import { Gathered, isOnItsWay, keyPath } from './gathered.ts';

/** Bytes that a package.json has at most. */
const mostBytes = 2 * 1024 * 1024;
const atOnce = 16;

/**
 * Packages that npm has installed globally, for everyone and for people. Their package.json is read: npm itself is
 * slow, knows of the prefix of one Node only, and running it runs whatever lies first on the path under its name.
 */
export function createNpmSource(options: ScopeOptions = {}): SoftwareSource {
  const folders = ({ user, base }: Scope): Promise<UsualFolders> =>
    usualFolders(base, globalFolders(options.platform ?? process.platform, user === null));
  return createScopedSource(
    {
      id: 'npm',
      wanted: ({ tracking }) => tracking.software.optional.npm,
      read: async (scope) => {
        const gathered = new Gathered();
        for (const folder of (await folders(scope)).folders) await gather(folder, scope, gathered);
        return gathered.reading();
      },
      places: async (scope) => {
        const found = await folders(scope);
        const scopes = await Promise.all(found.folders.map((folder) => usualFolders(folder, ['@*'])));
        const watched = [...found.folders, ...scopes.flatMap((each) => each.folders)];
        return [...watched.map((folder) => ({ folder })), ...found.leads];
      },
    },
    options,
  );
}

/** Patterns of npm's folders of global packages, below the root or below a home: npm-folders(5), and nvm's. */
function globalFolders(platform: NodeJS.Platform, forEveryone: boolean): readonly string[] {
  if (platform === 'win32') {
    return forEveryone
      ? ['Program Files/nodejs/node_modules']
      : ['AppData/Roaming/npm/node_modules', 'AppData/Roaming/nvm/v*/node_modules'];
  }
  const ofNode = 'lib/node_modules';
  if (!forEveryone) return [`.npm-global/${ofNode}`, `.local/${ofNode}`, `.nvm/versions/node/*/${ofNode}`];
  return [`usr/${ofNode}`, `usr/local/${ofNode}`, ...(platform === 'darwin' ? [`opt/homebrew/${ofNode}`] : [])];
}

async function gather(folder: string, scope: Scope, gathered: Gathered): Promise<void> {
  const keyOf = (name: string) => `npm:${keyPath(folder)}:${name}`;
  await inParallel(await packagesIn(folder), atOnce, async (name) => {
    const path = join(folder, name);
    const retired = retiredName(name);
    if (retired !== undefined) {
      if (await isOnItsWay(path)) gathered.waitFor(keyOf(retired));
      return;
    }
    try {
      await addPackage(folder, name, keyOf(name), scope, gathered);
    } catch (error) {
      if (await isOnItsWay(path)) gathered.waitFor(keyOf(name));
      else gathered.fail(keyOf(name), join(path, 'package.json'), error);
    }
  });
}

/** Names as npm has them, `@scope/name` among them; what npm keeps for itself begins with a dot. */
async function packagesIn(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of await namesIn(folder)) {
    if (!name.startsWith('@')) names.push(name);
    else names.push(...(await namesIn(join(folder, name))).map((each) => `${name}/${each}`));
  }
  return names;
}

/** Under `.name-XXXXXXXX` npm puts aside what it replaces, and deletes it when the new one is whole. */
function retiredName(name: string): string | undefined {
  const [, scope, retired] = /^(@[^/]+\/)?\.(.+)-[A-Za-z0-9]{8}$/.exec(name) ?? [];
  return retired === undefined ? undefined : `${scope ?? ''}${retired}`;
}

const text = z.string().nullish().catch(null);
const packageSchema = z.object({
  version: z.string().min(1),
  description: text,
  author: z
    .union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])
    .nullish()
    .catch(null),
  _resolved: text,
});

async function addPackage(folder: string, name: string, key: string, scope: Scope, gathered: Gathered): Promise<void> {
  const path = join(folder, name);
  // npm's own notes, and files that lie there by accident.
  if (/(?:^|\/)\./.test(name)) return;
  const stats = await ifThere(lstat(path));
  if (stats === undefined || stats.isFile()) return;
  const found = packageSchema.parse(JSON.parse(await readWhole(join(path, 'package.json'), mostBytes)));
  gathered.add(
    softwareItem(key, name, {
      version: found.version,
      // A folder that someone works at, put there by `npm link`.
      state: stats.isSymbolicLink() ? 'linked' : 'installed',
      publisher: found.author || null,
      description: found.description || null,
      softwareType: 'Package',
      section: keyPath(folder),
      installed: stats.mtime.toISOString(),
      manager: 'npm',
      user: scope.user,
    }),
  );
}
