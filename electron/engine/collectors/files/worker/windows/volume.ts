import { lstatSync } from 'node:fs';
import { nativePath, volumeOf } from '../../keys.ts';

/**
 * Whether the drive or the server of a key is out of reach: Windows says of what is on it that it does not exist,
 * which is not known then.
 */
export function isOutOfReach(key: string): boolean {
  if (process.platform !== 'win32') return false;
  try {
    return lstatSync(nativePath(volumeOf(key)), { throwIfNoEntry: false }) === undefined;
  } catch {
    return true;
  }
}
