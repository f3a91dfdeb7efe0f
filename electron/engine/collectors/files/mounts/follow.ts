import { childKey, parentKey } from '../keys.ts';

/** The most links that the kernel follows on one way: path_resolution(7). */
const mostLinks = 40;

/** Where a way of names ends: at what they lead to, at what is to be avoided, or in a circle of links. */
export type WayEnd = { readonly kind: 'real' | 'avoided'; readonly key: string } | { readonly kind: 'circle' };

/**
 * Follows names from a folder on, and every link among them, as the kernel does.
 * `targetOf`: where a path leads if it is a link, as it is written; what it throws ends the way.
 */
export function follow(
  from: string,
  way: readonly string[],
  targetOf: (key: string) => string | undefined,
  avoided: (key: string) => boolean,
): WayEnd {
  const names = [...way];
  let at = from;
  let links = 0;
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      at = parentKey(at);
      continue;
    }
    const next = childKey(at, name);
    if (avoided(next)) return { kind: 'avoided', key: next };
    const target = targetOf(next);
    if (target === undefined) {
      at = next;
      continue;
    }
    if (++links > mostLinks) return { kind: 'circle' };
    if (target.startsWith('/')) at = '/';
    names.unshift(...target.split('/'));
  }
  return { kind: 'real', key: at };
}
