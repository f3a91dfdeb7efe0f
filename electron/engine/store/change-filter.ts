import type { ChangeFilter } from '../../shared/contract/queries.ts';
import { categories } from '../../shared/model/change.ts';
import { itemTypes } from '../../shared/model/item.ts';
import { type KnownFilter, toKnownFilter } from './known-filter.ts';
import { toMoment } from './moments.ts';
import type { SqlValue } from './sqlite.ts';
import { searchWords } from './stored-text.ts';

/** A part of a statement with the values that it binds, in their order. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** A filter made ready for statements. Moments are milliseconds: from `since` on, and before `until`. */
export interface Filter {
  readonly types: readonly string[];
  readonly categories: readonly string[];
  readonly since: number | undefined;
  readonly until: number | undefined;
  readonly words: readonly string[];
  /** Whether it lets every type and category pass, at any time. */
  readonly anyKind: boolean;
  /** What must be known of changes; `undefined` where that is all the same. */
  readonly known: KnownFilter | undefined;
}

export function toFilter(filter: ChangeFilter): Filter {
  const since = filter.since === undefined ? undefined : toMoment(filter.since);
  const until = filter.until === undefined ? undefined : toMoment(filter.until);
  return {
    types: filter.types ?? itemTypes,
    categories: filter.categories ?? categories,
    since,
    until,
    words: searchWords(filter.text),
    anyKind:
      filter.types === undefined && filter.categories === undefined && since === undefined && until === undefined,
    known: toKnownFilter(filter),
  };
}

/** The conditions on time, each with `AND` before it; `of` names the table where there are others, with its dot. */
export function timeBounds({ since, until }: Pick<Filter, 'since' | 'until'>, of = ''): Sql {
  const from = since === undefined ? '' : ` AND ${of}noticed_at >= ?`;
  return {
    text: `${from}${until === undefined ? '' : ` AND ${of}noticed_at < ?`}`,
    values: [since, until].filter((moment) => moment !== undefined),
  };
}

/** Every pair of type and category that the filter lets pass: one range of an index each. */
export function kinds({ types, categories }: Filter): readonly (readonly [type: string, category: string])[] {
  return types.flatMap((type) => categories.map((category) => [type, category] as const));
}
