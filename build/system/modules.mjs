import { stat } from 'node:fs/promises';
import { npm } from '../support/npm.mjs';
import { inRoot } from '../support/paths.mjs';
import { Advice } from '../support/say.mjs';

/**
 * Runs `npm ci` when the lock file is newer than what is installed: npm writes its own copy of it last of all.
 *
 * @param {(line: string) => void} say
 */
export async function installModules(say) {
  const [wanted, installed] = await Promise.all([
    modified(inRoot('package-lock.json')),
    modified(inRoot('node_modules', '.package-lock.json')),
  ]);
  if (wanted === undefined) {
    throw new Advice(
      'package-lock.json is missing: the clone is not whole. `git checkout package-lock.json` puts it back.',
    );
  }
  if (installed !== undefined && installed >= wanted) {
    return;
  }
  say(`Installing npm packages (${installed === undefined ? 'none are there' : 'the lock file is newer'}) …`);
  // The development tools build what is started, whatever NODE_ENV says.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const outcome = await npm(args, { cwd: inRoot(), timeout: 15 * 60_000 });
  if (outcome.status !== 0) {
    throw new Advice(failure(outcome));
  }
}

/** @param {string} path @returns {Promise<number | undefined>} nothing when it is not there */
async function modified(path) {
  const found = await stat(path).catch(() => undefined);
  return found?.mtimeMs;
}

/** @param {import('../support/run.mjs').Outcome} outcome */
function failure({ status, output, timedOut }) {
  if (status === 127) {
    return 'npm was not found. Install Node 20.19 or newer together with npm.';
  }
  const cause = timedOut ? 'It did not end within 15 minutes.' : output.trim();
  return `npm could not install the packages:\n${cause}\nIs the npm registry within reach, and does the disk have 2 GB free?`;
}
