import { readFileSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../support/run.mjs';
import { runtimeIn } from './runtime.mjs';

/** How long the releases page may take to answer before it counts as out of reach. */
const probeLimit = 4_000;
/** About 110 MB: enough for a line of 2 Mbit/s. */
const downloadLimit = 8 * 60_000;
/** After the releases page was out of reach it is asked again a day later, so that every other start is quick. */
const patience = 24 * 60 * 60_000;

/**
 * The Electron that package.json names, fetched by the `electron` package's own installer, which checks it against the
 * hashes that the package ships.
 *
 * @param {{ env: NodeJS.ProcessEnv, module: string, cache: string, say: (line: string) => void }} where `module` is the
 *   folder of the package `electron`
 * @returns {Promise<import('./runtime.mjs').Runtime | undefined>} nothing when it can't be fetched
 */
export async function downloadedElectron({ env, module, cache, say }) {
  const refused = join(cache, 'download-refused');
  if (env.TIDEMARK_ELECTRON_DOWNLOAD === 'off' || (await isFresh(refused))) {
    return undefined;
  }
  const version = JSON.parse(readFileSync(join(module, 'package.json'), 'utf8')).version;
  if (await answers(env, version)) {
    say(`Fetching Electron ${version} …`);
    const outcome = await run(process.execPath, [join(module, 'install.js')], { timeout: downloadLimit, env });
    const found = outcome.status === 0 ? runtimeIn(join(module, 'dist'), 'fetched from its releases page') : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  await mkdir(cache, { recursive: true });
  await writeFile(refused, '');
  return undefined;
}

/** @param {string} marker */
async function isFresh(marker) {
  const found = await stat(marker).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < patience;
}

/**
 * Asks quickly whether the releases page can be reached at all: the installer itself has no limit for a network that
 * drops what it is sent.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} version
 */
async function answers(env, version) {
  // Node's fetch knows no proxy; the installer does.
  if (env.HTTPS_PROXY || env.https_proxy || env.ELECTRON_GET_USE_PROXY) {
    return true;
  }
  const base =
    env.ELECTRON_MIRROR || env.npm_config_electron_mirror || 'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(`${base}v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(probeLimit),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
