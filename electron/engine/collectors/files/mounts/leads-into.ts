import { lstatSync } from 'node:fs';
import { nameOf, nativePath, parentKey } from '../keys.ts';
import { codeOf, linkTarget } from '../worker/status.ts';
import { follow } from './follow.ts';

/**
 * The first mount point, of those to be avoided, that following a path's last name
 * would lead into; undefined if it is no link, or leads elsewhere. Goes by names, and
 * so never touches the mount. The path itself lies in none of them.
 */
export function leadsInto(key: string, avoided: (key: string) => boolean): string | undefined {
  try {
    const end = follow(parentKey(key), [nameOf(key)], targetOf, avoided);
    return end.kind === 'avoided' ? end.key : undefined;
  } catch (error) {
    // The look that follows meets the same, and says so.
    if (codeOf(error) === 'EUNKNOWN') throw error;
    return undefined;
  }
}

const targetOf = (key: string) => (lstatSync(nativePath(key)).isSymbolicLink() ? linkTarget(key) : undefined);
