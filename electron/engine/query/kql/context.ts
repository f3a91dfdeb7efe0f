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

/** Most parts that a statement may be made of: a query whose tables use one another may double with each line. */
const mostParts = 5000;

/** The statement of a query would be larger than SQLite takes, or than is worth to be made. */
export class TooLarge extends Error {}

export function newContext(scope: QueryScope, strict: boolean): Context {
  let count = 0;
  const aliases: Aliases = (prefix) => {
    if (++count > mostParts) throw new TooLarge();
    return `${prefix}${count}`;
  };
  return { scope, strict, aliases, notices: [] };
}
