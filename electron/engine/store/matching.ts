import { verdicts } from '../../shared/model/explanation.ts';
import { chainHead } from './chain.ts';
import { type Filter, kinds, type Sql, timeBounds } from './change-filter.ts';
import { knownConditions, passesUnlooked } from './known-filter.ts';
import { knownIds, lookedUpTo, standings, tied } from './known-pages.ts';
import type { Database, SqlValue } from './sqlite.ts';
import { searched } from './stored-text.ts';

/** A search for words; `id` is the column of a change's number that it is quickest to bound and sort by. */
export interface Matching extends Sql {
  readonly id: string;
}

/** So few changes are looked at one by one, rather than searched for by their words. */
const fewAtMost = 20_000;

/**
 * `FROM` and `WHERE` for a filter with words. The index of three-letter pieces names the changes that can hold the
 * words; the text itself decides. Words of one or two letters have no such piece: then all changes are looked at, as
 * they are where all else in the filter lets only few pass. `e` is what is known of a change, if the filter asks for it.
 */
export function matching(db: Database, filter: Filter): Matching {
  const pieces = filter.words.flatMap(threes);
  const words = filter.words.map(() => `instr(${searched('c')}, ?)`).join(' AND ');
  const { known } = filter;
  const join = known === undefined ? '' : ' LEFT JOIN explanations e ON e.id = c.id';
  // What narrows nothing is no reason to pass the index by.
  const few = narrows(filter) && areFew(db, filter);
  if (known && few) {
    const ids = knownIds(db, filter, known, { below: Number.MAX_SAFE_INTEGER });
    if (ids === undefined) return { id: 'c.id', text: `FROM changes c${join} WHERE 0`, values: [] };
    // CROSS JOIN holds the order in which the tables are gone through.
    const text = `FROM (${ids.text}) k CROSS JOIN changes c ON c.id = k.id${join} WHERE ${words}`;
    return { id: 'c.id', text, values: [...ids.values, ...filter.words] };
  }
  const other = otherConditions(filter);
  const where = `${words}${other.text}`;
  const values: readonly SqlValue[] = [...filter.words, ...other.values];
  if (!filter.anyKind && few) {
    return { id: 'c.id', text: `FROM changes c INDEXED BY changes_by_kind WHERE ${where}`, values };
  }
  if (pieces.length === 0) return { id: 'c.id', text: `FROM changes c${join} WHERE ${where}`, values };
  return {
    id: 'change_search.rowid',
    text: `FROM change_search CROSS JOIN changes c ON c.id = change_search.rowid${join} WHERE change_search MATCH ? AND ${where}`,
    values: [[...new Set(pieces)].join(' AND '), ...values],
  };
}

/** What a filter asks for beside words, each condition with `AND` before it. */
function otherConditions(filter: Filter): Sql {
  const time = timeBounds(filter, 'c.');
  const known = filter.known && knownConditions(filter.known);
  const kind = filter.anyKind
    ? ''
    : ' AND c.type IN (SELECT value FROM json_each(?)) AND c.category IN (SELECT value FROM json_each(?))';
  return {
    text: `${kind}${time.text}${known === undefined ? '' : ` AND ${known.text}`}`,
    values: [
      ...(filter.anyKind ? [] : [JSON.stringify(filter.types), JSON.stringify(filter.categories)]),
      ...time.values,
      ...(known?.values ?? []),
    ],
  };
}

/** Whether a filter asks for anything beside words. */
function narrows({ anyKind, known }: Filter): boolean {
  if (!anyKind) return true;
  if (known === undefined) return false;
  return known.cause !== undefined || known.verdicts.length < verdicts.length || known.acknowledged.length < 2;
}

/** Whether all but the words of a filter lets few changes pass: they are counted only until there are more. */
function areFew(db: Database, filter: Filter): boolean {
  let left = fewAtMost;
  for (const { text, values } of ranges(db, filter)) {
    left -= db.number(`SELECT count(*) AS n FROM (${text} LIMIT ?)`, ...values, left + 1);
    if (left < 0) return false;
  }
  return true;
}

/** What a filter lets pass, whatever its words: in parts, of an index each. */
function* ranges(db: Database, filter: Filter): Generator<Sql> {
  const { known } = filter;
  if (known?.cause !== undefined) {
    yield tied(filter, known, known.cause, undefined);
    return;
  }
  const time = timeBounds(filter);
  const from = lookedUpTo(db);
  const unlooked = known && passesUnlooked(known) && chainHead(db).id > from;
  for (const kind of kinds(filter)) {
    const of = `WHERE type = ? AND category = ?${time.text}`;
    if (known === undefined) {
      yield { text: `SELECT 1 FROM changes INDEXED BY changes_by_time ${of}`, values: [...kind, ...time.values] };
    } else if (unlooked) {
      const text = `SELECT 1 FROM changes INDEXED BY changes_by_kind ${of} AND id > ?`;
      yield { text, values: [...kind, ...time.values, from] };
    }
    for (const standing of known === undefined ? [] : standings(known)) {
      const text = `SELECT 1 FROM explanations INDEXED BY explanations_by_time ${of} AND verdict = ? AND acknowledged = ?`;
      yield { text, values: [...kind, ...time.values, ...standing] };
    }
  }
}

/** The pieces of three characters that a word is made of, as the index's query language quotes them. */
function threes(word: string): readonly string[] {
  const characters = [...word];
  return characters.slice(2).map((_, index) => {
    const piece = characters.slice(index, index + 3).join('');
    return `"${piece.replaceAll('"', '""')}"`;
  });
}
