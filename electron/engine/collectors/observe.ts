import { hash } from 'node:crypto';
import type { Item } from '../../shared/model/item.ts';
import type { CollectRequest, Observed, Scope } from './collector.ts';

/** A digest of all that an item says: equal stamps, equal items. */
export function stampOf(item: Item): string {
  return hash('sha256', JSON.stringify([item.name, item.fields]), 'base64url');
}

/**
 * Parts items into those that the inventory holds as they are and those to be
 * compared, so that an idle machine's collection leads to no work further on.
 */
export function observe(
  items: Iterable<{ readonly item: Item; readonly source: string }>,
  request: Pick<CollectRequest, 'known' | 'full'>,
): { readonly observed: readonly Observed[]; readonly unchanged: ReadonlySet<string> } {
  const observed: Observed[] = [];
  const unchanged = new Set<string>();
  for (const { item, source } of items) {
    const stamp = stampOf(item);
    const known = request.known.get(item.key);
    if (!request.full && known?.stamp === stamp && known.source === source) unchanged.add(item.key);
    else observed.push({ item, stamp, source });
  }
  return { observed, unchanged };
}

/** Whether a key lies in a scope: see `CollectRequest.known`. */
export function inScope(key: string, scope: Scope, separator = '/'): boolean {
  return scope.kind === 'all' || scope.hints.some((hint) => key === hint || key.startsWith(`${hint}${separator}`));
}
