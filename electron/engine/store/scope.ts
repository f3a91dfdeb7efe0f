import type { Scope } from '../collectors/collector.ts';

/**
 * The keys of a hint: the one it equals, and those below it, which begin with
 * `prefix`. The root `/` has all that begins with a slash below it.
 */
export function hintKeys(hint: string): { readonly equals: string; readonly prefix: string } {
  const equals = hint.replace(/\/+$/u, '');
  return { equals: equals === '' ? '/' : equals, prefix: `${equals}/` };
}

/** Whether a scope is the whole type: it says so, or holds the empty hint. */
export function isWhole(scope: Scope): boolean {
  return scope.kind === 'all' || scope.hints.includes('');
}

/** Whether a key or a problem's subject lies within a scope. */
export function inScope(scope: Scope, subject: string): boolean {
  if (scope.kind === 'all' || isWhole(scope)) return true;
  return scope.hints.some((hint) => {
    const { equals, prefix } = hintKeys(hint);
    return subject === equals || subject.startsWith(prefix);
  });
}
