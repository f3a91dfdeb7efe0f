import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * An Electron that can be run.
 *
 * @typedef {object} Runtime
 * @property {string} dist the folder that holds it
 * @property {string} executable
 * @property {string} version as its `version` file has it
 * @property {string} why where it comes from, as the end of a sentence
 */

/**
 * Where the executable lies in a distribution.
 *
 * @param {NodeJS.Platform} [platform]
 */
export function executableIn(platform = process.platform) {
  if (platform === 'win32') {
    return 'electron.exe';
  }
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/**
 * The Electron in a folder.
 *
 * @param {string} dist
 * @param {string} why
 * @returns {Runtime | undefined} nothing when its executable or its version is missing
 */
export function runtimeIn(dist, why) {
  const executable = join(dist, executableIn());
  const versionFile = join(dist, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) {
    return undefined;
  }
  return { dist, executable, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, ''), why };
}

/**
 * The folder for what can be fetched again, outside the clone so that a new clone finds it.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheFolder(env) {
  // The XDG base directory specification: a path that is not absolute is to be ignored.
  const named = env.XDG_CACHE_HOME?.startsWith('/') ? env.XDG_CACHE_HOME : join(homedir(), '.cache');
  return join(named, 'tidemark', 'electron');
}
