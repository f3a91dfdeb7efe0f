import type { ItemType } from '../../shared/model/item.ts';
import { foldKey, keySeparator } from '../../shared/model/key-tree.ts';
import type { Scope } from '../collectors/collector.ts';

/**
 * The keys of a hint: the one it equals, and those below it, which begin with
 * `prefix`. The root `/` has all that begins with a slash below it.
 */
export function hintKeys(type: ItemType, hint: string): { readonly equals: string; readonly prefix: string } {
  const separator = keySeparator(type);
  const folded = foldKey(type, hint);
  let end = folded.length;
  while (folded.endsWith(separator, end)) end -= separator.length;
  const equals = folded.slice(0, end);
  return { equals: equals === '' ? separator : equals, prefix: `${equals}${separator}` };
}

/** Whether a scope is the whole type: it says so, or holds the empty hint. */
export function isWhole(scope: Scope): boolean {
  return scope.kind === 'all' || scope.hints.includes('');
}

/** Whether a key or a problem's subject lies within a scope. */
export function inScope(type: ItemType, scope: Scope, subject: string): boolean {
  if (scope.kind === 'all' || isWhole(scope)) return true;
  const folded = foldKey(type, subject);
  return scope.hints.some((hint) => {
    const { equals, prefix } = hintKeys(type, hint);
    return folded === equals || folded.startsWith(prefix);
  });
}
