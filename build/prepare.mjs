/**
 * Brings a fresh clone to where it can be started: `npm start` and `npm test` run this first, and when everything is
 * there it takes a fraction of a second. It imports nothing but Node's own modules until npm's packages are installed.
 *
 * By hand: `node build/prepare.mjs [command-line|window|tests|package|bench]`.
 */
import { pathToFileURL } from 'node:url';
import { Advice, runMain, say } from './support/say.mjs';
import { installMissing } from './system/apt.mjs';
import { installModules } from './system/modules.mjs';
import { neededFor } from './system/packages.mjs';

/** @typedef {'command-line' | 'window' | 'tests' | 'package' | 'bench'} Purpose */
/** @typedef {import('./electron/runtime.mjs').Runtime} Runtime */

/** The oldest Node that the packages run on. */
const oldestNode = [20, 19];

/**
 * Installs what the purpose needs and is missing.
 *
 * @param {Purpose} purpose
 */
export async function prepare(purpose) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Advice(`Tidemark needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`);
  }
  await installModules(say);
  await installMissing(neededFor[purpose], say);
}

/**
 * Prepares, and resolves the Electron to run with, saying in one line which it is and why.
 *
 * @param {Exclude<Purpose, 'command-line' | 'bench'>} purpose
 * @returns {Promise<Runtime>}
 */
export async function prepareWithElectron(purpose) {
  await prepare(purpose);
  const { introduce, resolveElectron } = await import('./electron/resolve.mjs');
  const runtime = await resolveElectron({ say });
  say(introduce(runtime));
  return runtime;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(async () => {
    const purpose = /** @type {Purpose} */ (process.argv[2] ?? 'window');
    if (!(purpose in neededFor)) {
      throw new Advice(`Prepare for what? One of: ${Object.keys(neededFor).join(', ')}.`);
    }
    await (purpose === 'command-line' || purpose === 'bench' ? prepare(purpose) : prepareWithElectron(purpose));
    return 0;
  });
}
