import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Advice } from '../support/say.mjs';

/** Set-user-ID, as chrome-sandbox needs it (chmod(1), 4755). */
const setUserId = 0o4000;

/**
 * How Electron is to be started on this machine so that its sandbox works: as root Chromium refuses to use one; for
 * everybody else it needs either user namespaces or a helper that belongs to root.
 *
 * @param {import('./runtime.mjs').Runtime} runtime
 * @returns {readonly string[]} switches
 */
export function sandboxSwitches({ dist }) {
  if (process.platform !== 'linux') {
    return [];
  }
  if (process.getuid?.() === 0) {
    return ['--no-sandbox'];
  }
  const helper = join(dist, 'chrome-sandbox');
  if (!namespacesAllowed() && !isSetUp(helper)) {
    throw new Advice(
      "This system keeps programs from making user namespaces, so Electron's sandbox needs its helper set up, once:\n" +
        `  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
    );
  }
  return [];
}

/** Debian and Ubuntu have switches of their own for it; elsewhere neither file is there. */
function namespacesAllowed() {
  return (
    read('/proc/sys/kernel/unprivileged_userns_clone') !== '0' &&
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') !== '1' &&
    read('/proc/sys/user/max_user_namespaces') !== '0'
  );
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** @param {string} helper */
function isSetUp(helper) {
  const found = statSync(helper, { throwIfNoEntry: false });
  return found !== undefined && found.uid === 0 && (found.mode & setUserId) !== 0;
}
