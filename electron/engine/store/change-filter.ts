import type { ChangeFilter } from '../../shared/contract/queries.ts';
import { categories } from '../../shared/model/change.ts';
import { itemTypes } from '../../shared/model/item.ts';
import { toMoment } from './moments.ts';
import type { SqlValue } from './sqlite.ts';
import { searched, searchWords } from './stored-text.ts';

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
  readonly any: boolean;
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
    any: filter.types === undefined && filter.categories === undefined && since === undefined && until === undefined,
  };
}

/** The conditions on time, each with `AND` before it. */
export function timeBounds({ since, until }: Pick<Filter, 'since' | 'until'>): Sql {
  return {
    text: `${since === undefined ? '' : ' AND noticed_at >= ?'}${until === undefined ? '' : ' AND noticed_at < ?'}`,
    values: [since, until].filter((moment) => moment !== undefined),
  };
}

/** Every pair of type and category that the filter lets pass: one range of an index each. */
export function kinds({ types, categories }: Filter): readonly (readonly [type: string, category: string])[] {
  return types.flatMap((type) => categories.map((category) => [type, category] as const));
}

/** A search for words; `id` is the column of a change's number that it is quickest to bound and sort by. */
export interface Matching extends Sql {
  readonly id: string;
}

/** So few changes are looked at one by one, rather than searched for by their words. */
const fewAtMost = 20_000;

/**
 * `FROM` and `WHERE` for a filter with words, of which `ofKinds` tells how many changes its
 * types, categories and time let pass. The index of three-letter pieces names the
 * changes that can hold the words; the text itself decides. Words of one or two
 * letters have no such piece: then all changes are looked at.
 */
export function matching(filter: Filter, ofKinds: number): Matching {
  const pieces = filter.words.flatMap(threes);
  const conditions = filter.words.map(() => `instr(${searched('c')}, ?)`);
  const values: SqlValue[] = [...filter.words];
  if (!filter.any) {
    conditions.push('c.type IN (SELECT value FROM json_each(?))', 'c.category IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(filter.types), JSON.stringify(filter.categories));
  }
  const time = timeBounds(filter);
  const where = `${conditions.join(' AND ')}${time.text}`;
  if (!filter.any && ofKinds <= fewAtMost) {
    const text = `FROM changes c INDEXED BY changes_by_kind WHERE ${where}`;
    return { id: 'c.id', text, values: [...values, ...time.values] };
  }
  if (pieces.length === 0) {
    return { id: 'c.id', text: `FROM changes c WHERE ${where}`, values: [...values, ...time.values] };
  }
  return {
    id: 'change_search.rowid',
    // CROSS JOIN holds the order: the index first.
    text: `FROM change_search CROSS JOIN changes c ON c.id = change_search.rowid WHERE change_search MATCH ? AND ${where}`,
    values: [[...new Set(pieces)].join(' AND '), ...values, ...time.values],
  };
}

/** The pieces of three characters that a word is made of, as the index's query language quotes them. */
function threes(word: string): readonly string[] {
  const characters = [...word];
  return characters.slice(2).map((_, index) => {
    const piece = characters.slice(index, index + 3).join('');
    return `"${piece.replaceAll('"', '""')}"`;
  });
}
