import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

/** @typedef {'main' | 'preload' | 'renderer'} Part */

/**
 * What each part is made from, and the file whose time says when. A part is out of date when anything below its
 * sources (folders included, since a removed file changes its folder's time) is newer.
 *
 * @type {Record<Part, { readonly from: readonly string[], readonly made: string }>}
 */
const parts = {
  main: { from: ['electron/shared', 'electron/engine', 'electron/cli', 'electron/main'], made: 'cli.js' },
  preload: { from: ['electron/shared', 'electron/preload'], made: 'index.cjs' },
  renderer: { from: ['electron/shared', 'renderer'], made: 'index.html' },
};
const always = ['build/electron.vite.config.ts', 'package-lock.json'];

/** @type {readonly Part[]} */
export const allParts = ['main', 'preload', 'renderer'];

/**
 * Bundles the parts that are older than their sources.
 *
 * @param {readonly Part[]} wanted
 * @param {{ quiet?: boolean, force?: boolean }} [options]
 * @returns {Promise<readonly Part[]>} the parts that were made
 */
export async function bundle(wanted, { quiet = false, force = false } = {}) {
  /** @type {Part[]} */
  const stale = [];
  for (const part of wanted) {
    if (force || (await isStale(part))) {
      stale.push(part);
    }
  }
  for (const part of stale) {
    await make(part, quiet);
  }
  return stale;
}

/** @param {Part} part */
async function isStale(part) {
  const made = await stat(inRoot('out', part, parts[part].made)).catch(() => undefined);
  if (made === undefined) {
    return true;
  }
  const sources = [...parts[part].from, ...always].map((path) => newest(inRoot(path)));
  return Math.max(...(await Promise.all(sources))) > made.mtimeMs;
}

/**
 * @param {string} path
 * @returns {Promise<number>} the newest time of modification at and below a path, in milliseconds
 */
async function newest(path) {
  const found = await stat(path);
  if (!found.isDirectory()) {
    return found.mtimeMs;
  }
  const below = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
  return Math.max(found.mtimeMs, ...below);
}

/**
 * Makes a part beside its place and then swaps it in, so that two runs at once, or a run that reads while another
 * builds, never meet half a bundle.
 *
 * @param {Part} part
 * @param {boolean} quiet
 */
async function make(part, quiet) {
  const { build } = await import('electron-vite');
  const started = new Date();
  const workshop = inRoot('out', `.making-${process.pid}`);
  try {
    await build({
      configFile: inRoot('build', 'electron.vite.config.ts'),
      ignoreConfigWarning: true,
      mode: part,
      logLevel: quiet ? 'error' : 'warn',
      build: { outDir: workshop },
    });
    // A source edited while the build ran is newer than its start, so the next run builds again.
    await utimes(join(workshop, part, parts[part].made), started, started);
    await mkdir(inRoot('out'), { recursive: true });
    await swap(join(workshop, part), inRoot('out', part), join(workshop, 'old'));
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/**
 * @param {string} fresh
 * @param {string} place
 * @param {string} aside
 */
async function swap(fresh, place, aside) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(place, aside).catch((error) => {
        if (error.code !== 'ENOENT') {
          throw error;
        }
      });
      return await rename(fresh, place);
    } catch (error) {
      // Another run put its own bundle there between the two renames.
      if (attempt === 5) {
        throw error;
      }
      await rm(aside, { recursive: true, force: true });
    }
  }
}
