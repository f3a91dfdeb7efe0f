import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptAs, pinned } from '../../../build/electron/from-npm.mjs';
import { introduce, resolveElectron } from '../../../build/electron/resolve.mjs';
import { cacheFolder, executableIn } from '../../../build/electron/runtime.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-electron-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Puts an Electron's two telling files into a folder. */
async function putElectron(dist: string, version: string): Promise<string> {
  const executable = join(dist, executableIn());
  await mkdir(join(executable, '..'), { recursive: true });
  await writeFile(executable, '');
  await writeFile(join(dist, 'version'), `v${version}\n`);
  return dist;
}

/** The package `electron` as npm leaves it, with its binary when `installed` says which. */
async function putModule(installed?: string): Promise<string> {
  const module = join(folder, 'node_modules', 'electron');
  await mkdir(module, { recursive: true });
  await writeFile(join(module, 'package.json'), JSON.stringify({ version: '45.0.0' }));
  if (installed !== undefined) {
    await putElectron(join(module, 'dist'), installed);
    await writeFile(join(module, 'path.txt'), executableIn());
  }
  return module;
}

const putCached = () => putElectron(join(folder, 'cache', keptAs), pinned.electron);

/** Resolves in the test's folder, without any download. */
function resolveHere(module: string, env: NodeJS.ProcessEnv = {}) {
  return resolveElectron({
    env: { TIDEMARK_ELECTRON_DOWNLOAD: 'off', ...env },
    module,
    cache: join(folder, 'cache'),
    fetch: () => Promise.reject(new Error('the npm package was asked for')),
  });
}

test('a folder that the environment names comes first', async () => {
  const wanted = await putElectron(join(folder, 'mine'), '44.1.0');
  await putCached();
  const found = await resolveHere(await putModule('45.0.0'), { ELECTRON_OVERRIDE_DIST_PATH: wanted });
  expect(found).toMatchObject({ dist: wanted, version: '44.1.0', executable: join(wanted, executableIn()) });
  expect(introduce(found)).toBe('Electron 44.1.0, named by ELECTRON_OVERRIDE_DIST_PATH.');
});

test('a folder that the environment names and that has no Electron is an error, not passed over', async () => {
  const module = await putModule('45.0.0');
  const answer = resolveHere(module, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nothing') });
  await expect(answer).rejects.toThrow(/ELECTRON_OVERRIDE_DIST_PATH is .*nothing/);
});

test('the installed binary comes before the one in the cache', async () => {
  await putCached();
  const found = await resolveHere(await putModule('45.0.0'));
  expect(found).toMatchObject({ version: '45.0.0', dist: join(folder, 'node_modules', 'electron', 'dist') });
});

test('an installed binary of another version than the package is not taken', async () => {
  const cached = await putCached();
  expect(await resolveHere(await putModule('44.9.9'))).toMatchObject({ dist: cached });
});

test('a binary whose unpacking was broken off is not taken', async () => {
  const cached = await putCached();
  const module = await putModule('45.0.0');
  await rm(join(module, 'path.txt'));
  expect(await resolveHere(module)).toMatchObject({ dist: cached });
});

test('the one in the cache is used again, and says where it comes from', async () => {
  await putCached();
  const found = await resolveHere(await putModule());
  expect(introduce(found)).toBe(
    `Electron ${pinned.electron}, taken out of the npm package ${pinned.name}, since Electron's releases page can't be reached.`,
  );
});

test('the npm package is asked for last of all', async () => {
  await expect(resolveHere(await putModule())).rejects.toThrow('the npm package was asked for');
});

test('the cache lies where the environment says, if that is an absolute path', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me' })).toBe('/var/cache/me/tidemark/electron');
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative' })).toBe(cacheFolder({}));
});
