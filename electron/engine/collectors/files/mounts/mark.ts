import type { Known } from '../../collector.ts';

/**
 * The stamp of what lies on a file system that is collected by schedule begins with
 * the point where that was mounted: so it is known, whenever the mount is gone, over
 * a restart too, that the item went out of sight with it and was not removed.
 */
export const markOf = (point: string) => `@${point.length}:${point}`;

const mark = /^@(\d+):/;

/** The point where the file system was mounted that an item was last seen on; undefined for any other. */
export function markedPoint(stamp: string): string | undefined {
  const found = mark.exec(stamp);
  return found === null ? undefined : stamp.slice(found[0].length, found[0].length + Number(found[1]));
}

/** A stamp as the file worker made it. */
export function unmarked(stamp: string): string {
  const point = markedPoint(stamp);
  return point === undefined ? stamp : stamp.slice(markOf(point).length);
}

/** Known items by the point of their mount, of those mounts that are there no longer. */
export function goneMounts(
  known: ReadonlyMap<string, Known>,
  there: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const gone = new Map<string, Set<string>>();
  for (const [key, { stamp }] of known) {
    const point = markedPoint(stamp);
    if (point === undefined || there.has(point)) continue;
    const keys = gone.get(point);
    if (keys === undefined) gone.set(point, new Set([key]));
    else keys.add(key);
  }
  return gone;
}
