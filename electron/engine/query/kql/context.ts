import type { Remark } from './plan.ts';
import type { Aliases } from './relation.ts';

/**
 * What a query is asked of. `all`: everything. `changes`: of the table that it begins with, only changes after one and
 * up to another. `past`: everything as it was at a moment.
 */
export type QueryScope = 'all' | 'changes' | 'past';

/** What all parts of one translation share. */
export interface Context {
  readonly scope: QueryScope;
  /** Without the leniencies that Tidemark adds. */
  readonly strict: boolean;
  readonly aliases: Aliases;
  readonly notices: Remark[];
}

export function newContext(scope: QueryScope, strict: boolean): Context {
  let count = 0;
  return { scope, strict, aliases: (prefix) => `${prefix}${++count}`, notices: [] };
}
