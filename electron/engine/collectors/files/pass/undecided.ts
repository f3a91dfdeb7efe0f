import { parentKey } from '../keys.ts';
import type { Failure } from '../worker/protocol.ts';

/**
 * Of what nothing can be said: what could not be read, all that lies below it, and
 * what the limit left out. None of it is taken for removed.
 */
export function undecidedBy(failures: readonly Failure[], leftOut: ReadonlySet<string>): (key: string) => boolean {
  const itself = new Set(failures.filter((each) => each.of === 'entry').map((each) => each.key));
  const above = new Set(failures.map((each) => each.key));
  return (key) => {
    if (itself.has(key) || leftOut.has(key)) return true;
    if (above.size === 0) return false;
    for (let folder = key; ; ) {
      const parent = parentKey(folder);
      if (parent === folder || folder === '') return false;
      if (above.has(parent)) return true;
      folder = parent;
    }
  };
}
