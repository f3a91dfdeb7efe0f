import { existsSync } from 'node:fs';
import { run } from '../support/run.mjs';
import { Advice } from '../support/say.mjs';

/** @typedef {import('./packages.mjs').Packages} Packages */

/** @param {Packages} packages */
const allNames = (packages) => packages.flat();

/**
 * Installs the Debian packages that are missing when this is root, and otherwise says the one command that does.
 * Elsewhere than on Debian and its children nothing is done: there is nothing known to install there.
 *
 * @param {Packages} packages
 * @param {(line: string) => void} say
 */
export async function installMissing(packages, say) {
  if (process.platform !== 'linux' || packages.length === 0 || !existsSync('/usr/bin/apt-get')) {
    return;
  }
  const missing = await missingOf(packages);
  if (missing.length === 0) {
    return;
  }
  if (process.getuid?.() !== 0) {
    const names = (await choose(missing)).names.join(' ');
    throw new Advice(
      'Some system packages are missing. Install them with this command and start again:\n' +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
    );
  }
  await install(missing, say);
}

/** A field in dpkg-query's own format, see dpkg-query(1): @param {string} name */
const field = (name) => `\${${name}}`;

/**
 * @param {Packages} packages
 * @returns {Promise<Packages>} those that are installed under none of their names
 */
async function missingOf(packages) {
  // Asked about a package that it doesn't know, dpkg-query says so, tells of the others and ends with 1.
  const format = `${field('Package')} ${field('db:Status-Status')}\n`;
  const { output } = await run('dpkg-query', ['-W', '-f', format, ...allNames(packages)], { timeout: 30_000 });
  const installed = new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((names) => !names.some((name) => installed.has(name)));
}

/**
 * The name of each package that this system's lists know.
 *
 * @param {Packages} packages
 * @returns {Promise<{ names: readonly string[], allKnown: boolean }>} the last name where none is known
 */
async function choose(packages) {
  const { output } = await run('apt-cache', ['madison', ...allNames(packages)], { timeout: 60_000 });
  // `name | version | source`: only of packages that can be had, unlike names that are merely provided.
  const known = new Set(output.split('\n').map((line) => line.split('|')[0]?.trim()));
  const chosen = packages.map((names) => names.find((name) => known.has(name)) ?? names.at(-1) ?? '');
  return { names: chosen, allKnown: chosen.every((name) => known.has(name)) };
}

/**
 * @param {Packages} missing
 * @param {(line: string) => void} say
 */
async function install(missing, say) {
  let { names, allKnown } = await choose(missing);
  // A fresh machine or container has no lists at all; old lists name versions that are gone.
  if (!allKnown) {
    await aptGet(['update']);
    ({ names } = await choose(missing));
  }
  say(`Installing ${names.length} system packages: ${names.join(' ')} …`);
  const args = ['install', '-y', '--no-install-recommends', ...names];
  let outcome = await aptGet(args);
  if (outcome.status !== 0) {
    await aptGet(['update']);
    outcome = await aptGet(args);
  }
  if (outcome.status !== 0) {
    throw new Advice(`apt-get could not install ${names.join(' ')}:\n${outcome.output.trim()}`);
  }
}

/** @param {readonly string[]} args */
function aptGet(args) {
  // Another apt may be at work, as on a machine that has just started.
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return run('apt-get', [...options, ...args], { timeout: 15 * 60_000, env });
}
