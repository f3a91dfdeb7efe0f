/**
 * What an Electron runs when it was told on its command line which application to load: `electron [--switch…] FOLDER`.
 * An Electron taken out of another application lacks it. It gives the application named the place it would have had.
 */
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/**
 * Electron's own loader uses these two as well; its type definitions leave them out.
 *
 * @typedef {{ setVersion(version: string): void, setAppPath(path: string): void }} Unlisted
 */

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (named === undefined && process.argv.includes('--version')) {
  process.stdout.write(`v${process.versions.electron}\n`);
  app.exit(0);
} else if (named === undefined) {
  process.stderr.write('Name the application to run: electron FOLDER\n');
  app.exit(2);
} else {
  await load(resolve(named));
}

/** @param {string} place a folder with a package.json, or a script */
async function load(place) {
  let entry = place;
  if (statSync(place).isDirectory()) {
    const about = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
    const whole = /** @type {Electron.App & Unlisted} */ (app);
    whole.setName(about.productName ?? about.name);
    whole.setVersion(about.version);
    whole.setAppPath(place);
    entry = join(place, about.main ?? 'index.js');
  }
  // Read by applications to know that they run from a folder and not from a package.
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  await import(pathToFileURL(entry).href);
}
