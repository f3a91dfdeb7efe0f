import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npm } from './npm.mjs';
import { Advice } from './say.mjs';

/**
 * One version of a package, with the hash of its tarball as lock files have it.
 *
 * @typedef {{ readonly name: string, readonly version: string, readonly integrity: string }} Pinned
 */

/**
 * Brings a package's tarball into an empty folder, for whatever platform it is made.
 *
 * @param {Pick<Pinned, 'name' | 'version'>} wanted
 * @param {string} folder
 * @returns {Promise<string>} its path
 */
export async function packFromNpm({ name, version }, folder) {
  const args = ['pack', `${name}@${version}`, '--pack-destination', folder, '--silent'];
  const outcome = await npm(args, { timeout: 10 * 60_000 });
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (outcome.status !== 0 || tarball === undefined) {
    throw new Advice(
      `${name}@${version} could not be fetched from the npm registry: ${outcome.output.trim() || 'npm gave no reason'}.`,
    );
  }
  return join(folder, tarball);
}

/**
 * Refuses a tarball that is not the one that was looked at when it was pinned, whatever the registry says of it.
 *
 * @param {Pinned} pinned
 * @param {string} tarball
 */
export async function checkIntegrity({ name, version, integrity }, tarball) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity) {
    throw new Advice(
      `${name}@${version} is not what it should be: its hash is ${found} and should be ${integrity}. ` +
        'Nothing of it was used.',
    );
  }
}
