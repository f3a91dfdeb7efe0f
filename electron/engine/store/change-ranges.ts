import type { Category, Change } from '../../shared/model/change.ts';
import type { ItemType } from '../../shared/model/item.ts';
import { readChanges } from './change-log.ts';
import { getMeta } from './meta.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database, SqlValue } from './sqlite.ts';

/** A piece of the log, by the ids of its changes. */
export interface LogRange {
  /** Only changes after this one. */
  readonly after: number;
  /** The last one. */
  readonly upTo: number;
}

/** Which changes of a piece of the log are read; without lists, all. */
export interface RangeQuery extends LogRange {
  readonly types?: readonly ItemType[];
  readonly categories?: readonly Category[];
  readonly limit: number;
}

/** The changes of a piece of the log that are asked for, in the log's order; at most `limit` of them. */
export function readChangesInOrder(db: Database, query: RangeQuery): readonly Change[] {
  const { after, upTo, types, categories, limit } = query;
  const filters: (readonly [sql: string, value: SqlValue])[] = [];
  if (types) filters.push(['AND type IN (SELECT value FROM json_each(?))', JSON.stringify(types)]);
  if (categories) filters.push(['AND category IN (SELECT value FROM json_each(?))', JSON.stringify(categories)]);
  const ids = db.all<{ readonly id: number }>(
    // NOT INDEXED: the log's own order, from where the piece begins.
    `SELECT id FROM changes NOT INDEXED WHERE id > ? AND id <= ? ${filters.map(([sql]) => sql).join(' ')}
     ORDER BY id LIMIT ?`,
    after,
    upTo,
    ...filters.map(([, value]) => value),
    limit,
  );
  return readChanges(
    db,
    ids.map(({ id }) => id),
  ).toReversed();
}

/** Which collection found a change: its type and moment, which all that it found together share. */
export interface FoundTogether extends LogRange {
  readonly type: ItemType;
  readonly at: string;
}

/** The piece of the log that one collection wrote, by one of its changes; `undefined` where there is no such change. */
export function readFoundTogether(db: Database, id: number): FoundTogether | undefined {
  const found = db.get<{ readonly type: string; readonly noticed_at: number }>(
    'SELECT type, noticed_at FROM changes WHERE id = ?',
    id,
  );
  if (found === undefined) return undefined;
  const other = '(type <> ? OR noticed_at <> ?)';
  const edge = (sql: string) => db.get<{ readonly id: number }>(sql, id, found.type, found.noticed_at)?.id;
  const before = edge(`SELECT id FROM changes NOT INDEXED WHERE id < ? AND ${other} ORDER BY id DESC LIMIT 1`);
  const next = edge(`SELECT id FROM changes NOT INDEXED WHERE id > ? AND ${other} ORDER BY id LIMIT 1`);
  return {
    type: found.type as ItemType,
    at: fromMoment(found.noticed_at),
    after: before ?? 0,
    upTo: next === undefined ? readEnds(db).last : next - 1,
  };
}

/** The first and the last change that the log has; both 0 where it has none. */
export function readEnds(db: Database): { readonly first: number; readonly last: number } {
  const row = db.get<{ readonly first: number | null; readonly last: number | null }>(
    'SELECT min(id) AS first, (SELECT max(id) FROM changes) AS last FROM changes',
  );
  return { first: row?.first ?? 0, last: row?.last ?? 0 };
}

/** The last change that was noticed before a moment, in the log's order; 0 where there is none. */
export function readLastBefore(db: Database, moment: string): number {
  const next = db.get<{ readonly id: number }>(
    'SELECT id FROM changes WHERE noticed_at >= ? ORDER BY id LIMIT 1',
    toMoment(moment),
  );
  return (next?.id ?? readEnds(db).last + 1) - 1;
}

/** The newest moments at which changes of a piece of the log were noticed, the newest first, and how many there are. */
export function readMoments(
  db: Database,
  { after, upTo }: LogRange,
  limit: number,
): { readonly moments: readonly string[]; readonly total: number } {
  const found = 'SELECT DISTINCT noticed_at FROM changes NOT INDEXED WHERE id > ? AND id <= ?';
  const rows = db.all<{ readonly noticed_at: number }>(`${found} ORDER BY noticed_at DESC LIMIT ?`, after, upTo, limit);
  return {
    moments: rows.map((row) => fromMoment(row.noticed_at)),
    total: db.number(`SELECT count(*) AS n FROM (${found})`, after, upTo),
  };
}

/** From when on the past is known: the first thing that was seen, unless what followed was let go since. */
export function readKnownSince(db: Database): string | undefined {
  const first = db.number(
    `SELECT min(at) AS n FROM (SELECT min(since) AS at FROM baselines UNION ALL SELECT min(started_at) FROM collections
       UNION ALL SELECT (SELECT noticed_at FROM changes ORDER BY id LIMIT 1))`,
  );
  if (first === 0) return undefined;
  return fromMoment(Math.max(first, getMeta(db, 'prunedBefore') ?? 0));
}
