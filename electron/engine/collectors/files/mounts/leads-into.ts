import { lstatSync } from 'node:fs';
import { childKey, nativePath, parentKey } from '../keys.ts';
import { codeOf, linkTarget } from '../worker/status.ts';

/** The most links that the kernel follows on one way: path_resolution(7). */
const mostLinks = 40;

/**
 * The first mount point, of those to be avoided, that following a path's last name
 * would lead into; undefined if it is no link, or leads elsewhere. Goes by names, and
 * so never touches the mount. The path itself lies in none of them.
 */
export function leadsInto(key: string, avoided: (key: string) => boolean): string | undefined {
  let at = parentKey(key);
  const names = [key.slice(key.lastIndexOf('/') + 1)];
  let links = 0;
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      at = parentKey(at);
      continue;
    }
    const next = childKey(at, name);
    if (avoided(next)) return next;
    try {
      const stats = lstatSync(nativePath(next), { throwIfNoEntry: false });
      if (stats === undefined) return undefined;
      if (!stats.isSymbolicLink()) {
        at = next;
        continue;
      }
      if (++links > mostLinks) return undefined;
      const target = linkTarget(next);
      if (target.startsWith('/')) at = '/';
      names.unshift(...target.split('/'));
    } catch (error) {
      // The look that follows meets the same, and says so.
      if (codeOf(error) === 'EUNKNOWN') throw error;
      return undefined;
    }
  }
  return undefined;
}
