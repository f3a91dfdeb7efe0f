/**
 * `npm run package`: the unpacked application in dist/linux-unpacked with its fuses set, and a .deb of it. Nothing is
 * downloaded: the Electron that was resolved is what goes in.
 */
import { readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepareWithElectron } from './prepare.mjs';
import { inRoot, root } from './support/paths.mjs';
import { run } from './support/run.mjs';
import { Advice, runMain, say } from './support/say.mjs';

/** What Debian calls the architectures that Node knows. */
const debianArch = /** @type {Record<string, string>} */ ({ x64: 'amd64', arm64: 'arm64' });

/** Where electron-builder puts the application. */
const unpacked = inRoot('dist', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);

/** The sizes of the icon theme that are drawn, see icons/make.mjs. */
const iconSizes = [16, 22, 24, 32, 48, 64, 128, 256, 512];

/**
 * Makes the packages of the bundles in out/.
 *
 * @param {import('./electron/runtime.mjs').Runtime} runtime
 * @returns {Promise<readonly string[]>} the paths of what was made
 */
export async function makePackages(runtime) {
  if (process.platform !== 'linux') {
    throw new Advice(
      'Only the Linux packages are made without downloads. Elsewhere: npm run build, then ' +
        'npx electron-builder --config build/electron-builder.yml',
    );
  }
  await rm(inRoot('dist'), { recursive: true, force: true });
  await makeFolder(runtime);
  // It would load any application named on the command line; the package has its own.
  await rm(join(unpacked, 'resources', 'default_app.asar'), { force: true });
  return [unpacked, await makeDeb()];
}

/** @param {import('./electron/runtime.mjs').Runtime} runtime */
async function makeFolder({ dist, version }) {
  const config = ['--config', 'build/electron-builder.yml', `-c.electronDist=${dist}`, `-c.electronVersion=${version}`];
  const script = inRoot('node_modules', 'electron-builder', 'cli.js');
  const outcome = await run(process.execPath, [script, '--linux', 'dir', '--publish', 'never', ...config], {
    cwd: root,
    timeout: 10 * 60_000,
  });
  if (outcome.status !== 0) {
    throw new Error(`electron-builder failed:\n${outcome.output}`);
  }
}

async function makeDeb() {
  const { default: debian } = await import('electron-installer-debian');
  /** What it makes, without depending on what Tidemark never uses. */
  class Deb extends debian.Installer {
    /** @override */
    generateOptions() {
      const options = super.generateOptions();
      // Tools for a desktop's trash: apt would take the first that is named, and some 200 packages of KDE with it.
      options.depends = options.depends.filter((name) => !name.includes('kde-cli-tools'));
      // A sound server, and key rings of long ago.
      options.recommends = [];
      options.suggests = [];
      return options;
    }
  }
  const about = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const deb = new Deb({
    src: unpacked,
    dest: inRoot('dist'),
    arch: debianArch[process.arch] ?? process.arch,
    options: {
      name: about.name,
      productName: about.productName,
      description: about.description,
      version: about.version,
      maintainer: about.author,
      bin: 'tidemark-launcher',
      // As small as gzip's result and several times as fast to make as xz's; dpkg of Debian 12 and Ubuntu 22.04 reads it.
      compression: 'zstd',
      desktopTemplate: inRoot('build', 'linux', 'desktop.ejs'),
      depends: ['libasound2t64 | libasound2'],
      icon: Object.fromEntries(
        iconSizes.map((size) => [`${size}x${size}`, inRoot('build', 'icons', 'app', `${size}x${size}.png`)]),
      ),
    },
    rename: (dest) => join(dest, '<%= name %>_<%= version %>_<%= arch %>.deb'),
    logger: () => {},
  });
  await deb.generateDefaults();
  deb.generateOptions();
  await deb.createStagingDir();
  await deb.createContents();
  await deb.createPackage();
  await deb.movePackage();
  const made = (await readdir(inRoot('dist'))).find((name) => name.endsWith('.deb'));
  if (made === undefined) {
    throw new Error('electron-installer-debian left no .deb in dist/.');
  }
  return inRoot('dist', made);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(async () => {
    const runtime = await prepareWithElectron('package');
    const { allParts, bundle } = await import('./support/bundle.mjs');
    await bundle(allParts);
    for (const made of await makePackages(runtime)) {
      say(`Made ${made}`);
    }
    return 0;
  });
}
