import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { inParallel } from '../../daemons/in-parallel.ts';
import { softwareItem } from '../item.ts';
import { createScopedSource, type Scope, type ScopeOptions } from '../scopes.ts';
import { ifThere, namesIn, readHead } from '../small-files.ts';
import type { SoftwareSource } from '../source.ts';
import { type UsualFolders, usualFolders } from '../usual-folders.ts';
import { Gathered, isOnItsWay, keyPath } from './gathered.ts';
import { isStash, type Named, namedBy, normalized, parseMetadata, publicUrl } from './pip-metadata.ts';
import { pythonFolders } from './python-folders.ts';

/** Bytes of metadata that are read: its fields come first, and then a description as long as a book. */
const headBytes = 16 * 1024;
const atOnce = 16;

/**
 * Python's packages that pip and its like have installed, for everyone and for people. The packages' own metadata is
 * read: pip itself takes a second to start, knows of one Python only, and runs what `.pth` files say.
 *
 * In folders of the distribution most packages are the system's own, which its package manager tells of already: there
 * only those count that say in INSTALLER that something else has installed them.
 */
export function createPipSource(options: ScopeOptions = {}): SoftwareSource {
  const folders = ({ user, base }: Scope): Promise<UsualFolders> =>
    usualFolders(base, pythonFolders(options.platform ?? process.platform, user === null));
  return createScopedSource(
    {
      id: 'pip',
      wanted: ({ tracking }) => tracking.software.optional.pip,
      read: async (scope) => {
        const gathered = new Gathered();
        const done = new Set<string>();
        for (const folder of (await folders(scope)).folders) await gather(folder, scope, gathered, done);
        return gathered.reading();
      },
      places: async (scope) => {
        const found = await folders(scope);
        return [...found.folders.map((folder) => ({ folder, wanted: isMetadata })), ...found.leads];
      },
    },
    options,
  );
}

const isMetadata = (name: string): boolean => /\.(?:dist|egg)-info$/.test(name);

async function gather(folder: string, scope: Scope, gathered: Gathered, done: Set<string>): Promise<void> {
  // lib64 is the same folder as lib on many machines.
  const stats = await ifThere(stat(folder, { bigint: true }));
  const identity = `${stats?.dev}:${stats?.ino}`;
  if (stats === undefined || done.has(identity)) return;
  done.add(identity);
  const ofDistribution = /^[/\\]?usr[/\\]lib(?:64)?[/\\]/.test(folder.slice(scope.base.replace(/[/\\]$/, '').length));
  await inParallel(await namesIn(folder), atOnce, async (entry) => {
    const named = namedBy(entry);
    if (named === undefined) return;
    const path = join(folder, entry);
    if (isStash(entry)) {
      const name = parseMetadata(await readHead(join(path, 'METADATA'), headBytes).catch(() => '')).get('name');
      if (name !== undefined && (await isOnItsWay(path))) gathered.waitFor(keyOf(folder, name));
      return;
    }
    try {
      if (ofDistribution && !(await isOfPip(path))) return;
      await addPackage(folder, entry, named, scope, gathered);
    } catch (error) {
      gathered.fail(keyOf(folder, named.name), path, error);
    }
  });
}

const keyOf = (folder: string, name: string): string => `pip:${keyPath(folder)}:${normalized(name)}`;

/** Names of what builds packages of distributions, in INSTALLER; most leave no such file. */
const distributions = new Set(['debian', 'rpm', 'apk', 'portage', 'installer', 'gpep517']);

async function isOfPip(path: string): Promise<boolean> {
  const installer = (await ifThere(readHead(join(path, 'INSTALLER'), 200)))?.trim().toLowerCase() ?? '';
  return installer !== '' && !distributions.has(installer.split(' ', 1)[0] ?? '');
}

async function addPackage(folder: string, entry: string, named: Named, scope: Scope, gathered: Gathered) {
  const path = join(folder, entry);
  const stats = await ifThere(stat(path));
  // Taken away since the folder was listed.
  if (stats === undefined) return;
  const file = stats.isFile() ? path : join(path, named.file);
  // It comes after its folder, whose name tells what matters.
  const fields = parseMetadata((await ifThere(readHead(file, headBytes))) ?? '');
  const field = (name: string): string | null => fields.get(name) || null;
  const name = field('name') ?? named.name;
  const item = softwareItem(keyOf(folder, named.version === null ? name : named.name), name, {
    version: named.version ?? field('version'),
    state: 'installed',
    publisher: field('author') ?? field('author-email') ?? field('maintainer'),
    description: field('summary'),
    softwareType: 'Package',
    source: stats.isFile() ? null : await originOf(path),
    section: keyPath(folder),
    installed: stats.mtime.toISOString(),
    manager: 'pip',
    user: scope.user,
  });
  gathered.add(item);
}

const directUrlSchema = z.object({ url: z.string() });

/** Where a package came from that came from no index: the PyPA's recording of direct URL origins. */
async function originOf(path: string): Promise<string | null> {
  const text = await readHead(join(path, 'direct_url.json'), 65_536).catch(() => undefined);
  if (text === undefined) return null;
  try {
    const parsed = directUrlSchema.safeParse(JSON.parse(text));
    return parsed.success ? publicUrl(parsed.data.url) : null;
  } catch {
    return null;
  }
}
