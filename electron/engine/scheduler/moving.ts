import type { Collection } from '../collectors/collector.ts';

/**
 * Leaves out what was in motion when it was seen: a file whose times are so fresh that its collector gave it
 * no stamp. A program that writes in steps is then one change, and not one for each moment at which somebody
 * looked. Not while a source sets its baseline: what it leaves out would be taken for added later.
 */
export function leaveMoving(
  collection: Collection,
  baselines: ReadonlySet<string>,
): { readonly collection: Collection; readonly moving: readonly string[] } {
  const moving = new Set(collection.observed.filter((each) => each.stamp === '').map((each) => each.item.key));
  const first = collection.sources.some((each) => each.state === 'collected' && !baselines.has(each.id));
  if (moving.size === 0 || first) return { collection, moving: [] };
  return {
    collection: {
      ...collection,
      observed: collection.observed.filter((each) => !moving.has(each.item.key)),
      undecided: (key) => moving.has(key) || collection.undecided(key),
    },
    moving: [...moving],
  };
}
