import type { ChangeFilter } from '../../shared/contract/queries.ts';
import { categories } from '../../shared/model/change.ts';
import { itemTypes } from '../../shared/model/item.ts';
import { type KnownFilter, knownConditions, passesUnlooked, toKnownFilter } from './known-filter.ts';
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

/** A search for words; `id` is the column of a change's number that it is quickest to bound and sort by. */
export interface Matching extends Sql {
  readonly id: string;
}

/** So few changes are looked at one by one, rather than searched for by their words. */
const fewAtMost = 20_000;

/**
 * `FROM` and `WHERE` for a filter with words, of which `others` tells how many changes all
 * else in it lets pass. The index of three-letter pieces names the
 * changes that can hold the words; the text itself decides. Words of one or two
 * letters have no such piece: then all changes are looked at.
 */
export function matching(filter: Filter, others: number): Matching {
  const pieces = filter.words.flatMap(threes);
  const conditions = filter.words.map(() => `instr(${searched('c')}, ?)`);
  const values: SqlValue[] = [...filter.words];
  const { known, anyKind } = filter;
  if (!anyKind) {
    conditions.push('c.type IN (SELECT value FROM json_each(?))', 'c.category IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(filter.types), JSON.stringify(filter.categories));
  }
  const time = timeBounds({ since: filter.since, until: filter.until }, 'c.');
  values.push(...time.values);
  const condition = known && knownConditions(known);
  if (condition) values.push(...condition.values);
  const where = `${conditions.join(' AND ')}${time.text}${condition === undefined ? '' : ` AND ${condition.text}`}`;
  // CROSS JOIN holds the order in which the tables are gone through.
  if (known && others <= fewAtMost && !passesUnlooked(known)) {
    return { id: 'e.id', text: `FROM explanations e CROSS JOIN changes c ON c.id = e.id WHERE ${where}`, values };
  }
  const join = known === undefined ? '' : ' LEFT JOIN explanations e ON e.id = c.id';
  if (!anyKind && others <= fewAtMost) {
    return { id: 'c.id', text: `FROM changes c INDEXED BY changes_by_kind${join} WHERE ${where}`, values };
  }
  if (pieces.length === 0) return { id: 'c.id', text: `FROM changes c${join} WHERE ${where}`, values };
  return {
    id: 'change_search.rowid',
    text: `FROM change_search CROSS JOIN changes c ON c.id = change_search.rowid${join} WHERE change_search MATCH ? AND ${where}`,
    values: [[...new Set(pieces)].join(' AND '), ...values],
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
