import { categories } from '../../shared/model/change.ts';
import { type ItemType, itemTypes } from '../../shared/model/item.ts';
import type { Severity } from '../../shared/model/severity.ts';
import { chainHead } from './chain.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database, SqlValue } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

/** One thing; with `below`, what parts the levels of its keys, also all that lies below it. */
export interface Place {
  readonly type: ItemType;
  readonly key: string;
  readonly below: string | undefined;
}

/** How often one thing changed, and the number of its last change. */
export interface ThingCount {
  readonly type: ItemType;
  readonly key: string;
  readonly count: number;
  readonly last: number;
}

/** An alert, and the things whose changes fired it, as far as it and the log remember them. */
export interface AlertThings {
  readonly id: number;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly things: readonly Pick<ThingCount, 'type' | 'key'>[];
}

/** What tells where noise comes from. Changes are bounded by number, from one on: that takes no look at each. */
export interface NoiseReader {
  /** The number of the first change of those noticed from a moment on; `undefined` where there is none. */
  firstSince(since: string): number | undefined;
  /** How many changes there are from one on: their numbers have no gaps. */
  count(from: number): number;
  /** Counts by thing in the order of the keys' bytes, so many at most, of those after one. */
  counts(from: number, after: Pick<ThingCount, 'type' | 'key'> | undefined, limit: number): readonly ThingCount[];
  /** What things were called at these changes, and when those were noticed. */
  named(ids: readonly number[]): ReadonlyMap<number, { readonly name: string; readonly noticedAt: string }>;
  /** How many changes there are of a place, and the newest of them. */
  of(place: Place, from: number, limit: number): { readonly count: number; readonly newest: readonly number[] };
  /** The rules that fired since a moment, most often first; `changes` is what they matched. */
  alertsByRule(since: string): readonly {
    readonly ruleId: string;
    readonly rule: string;
    readonly alerts: number;
    readonly changes: number;
    readonly lastAt: string;
  }[];
  /** The alerts since a moment with a larger id than `after`, so many at most, the oldest first. */
  alerts(since: string, after: number, limit: number): readonly AlertThings[];
}

/** What noise is made of, read from narrow columns that indexes hold. */
export function createNoiseReader(db: Database): NoiseReader {
  return {
    firstSince: (since) => firstSince(db, since),
    count: (from) => chainHead(db).id - from + 1,
    counts: (from, after, limit) => readCounts(db, from, after, limit),
    named: (ids) =>
      new Map(
        db
          .all<{ readonly id: number; readonly name: string; readonly noticed_at: number }>(
            'SELECT id, name, noticed_at FROM changes WHERE id IN (SELECT value FROM json_each(?))',
            JSON.stringify(ids),
          )
          .map(({ id, name, noticed_at }) => [id, { name: fromStored(name), noticedAt: fromMoment(noticed_at) }]),
      ),
    of: (thing, from, limit) => {
      const { text, values } = scopeOf(thing);
      const where = `FROM changes INDEXED BY changes_by_key WHERE ${text} AND id >= ?`;
      return {
        count: db.number(`SELECT count(*) AS n ${where}`, ...values, from),
        newest: db
          .all<{ readonly id: number }>(`SELECT id ${where} ORDER BY id DESC LIMIT ?`, ...values, from, limit)
          .map(({ id }) => id),
      };
    },
    alertsByRule: (since) =>
      db
        .all<{
          readonly rule_id: string;
          readonly rule: string;
          readonly alerts: number;
          readonly changes: number;
          readonly last: number;
        }>(
          `SELECT rule_id, rule, count(*) AS alerts, sum(count) AS changes, max(fired_at) AS last
           FROM alerts WHERE fired_at >= ? GROUP BY rule_id ORDER BY alerts DESC`,
          toMoment(since),
        )
        .map((row) => ({
          ruleId: fromStored(row.rule_id),
          rule: fromStored(row.rule),
          alerts: row.alerts,
          changes: row.changes,
          lastAt: fromMoment(row.last),
        })),
    alerts: (since, after, limit) =>
      db
        .all<{ readonly id: number; readonly rule_id: string; readonly severity: Severity; readonly things: string }>(
          `SELECT id, rule_id, severity,
             (SELECT json_group_array(json_array(c.type, c.key)) FROM json_each(alerts.change_ids) j
              JOIN changes c ON c.id = j.value) AS things
           FROM alerts WHERE fired_at >= ? AND id > ? ORDER BY id LIMIT ?`,
          toMoment(since),
          after,
          limit,
        )
        .map(({ id, rule_id, severity, things }) => ({
          id,
          ruleId: fromStored(rule_id),
          severity,
          things: (JSON.parse(things) as [ItemType, string][]).map(([type, key]) => ({ type, key: fromStored(key) })),
        })),
  };
}

/** What parts columns and rows in a text: neither is in a stored key. */
const column = '\t';
const row = '\n';

/** All rows come as one text: a million of them, an object each, would take ten times as long. */
function readCounts(
  db: Database,
  from: number,
  after: Pick<ThingCount, 'type' | 'key'> | undefined,
  limit: number,
): readonly ThingCount[] {
  const read = db.get<{ readonly text: string | null }>(
    `SELECT group_concat(count || ? || last || ? || type || ? || key, ? ORDER BY key, type) AS text FROM (
       SELECT key, type, count(*) AS count, max(id) AS last FROM changes INDEXED BY changes_by_key
       WHERE (key, type) > (?, ?) AND id >= ? GROUP BY key, type ORDER BY key, type LIMIT ?)`,
    column,
    column,
    column,
    row,
    after === undefined ? '' : toStored(after.key),
    after?.type ?? '',
    from,
    limit,
  );
  if (!read?.text) return [];
  return read.text.split(row).map((line) => {
    const [count, last, type, key = ''] = line.split(column);
    return { type: type as ItemType, key: fromStored(key), count: Number(count), last: Number(last) };
  });
}

/**
 * The first change in the log of those noticed from a moment on. All after it count as noticed since then too: the log
 * is in the order of time but where the clock was set back.
 */
function firstSince(db: Database, since: string): number | undefined {
  const firsts = itemTypes.flatMap((type) =>
    categories.flatMap((category) => {
      const first = db.get<{ readonly id: number }>(
        `SELECT id FROM changes INDEXED BY changes_by_kind
         WHERE type = ? AND category = ? AND noticed_at >= ? ORDER BY id LIMIT 1`,
        type,
        category,
        toMoment(since),
      );
      return first === undefined ? [] : [first.id];
    }),
  );
  return firsts.length === 0 ? undefined : Math.min(...firsts);
}

function scopeOf({ type, key, below }: Place): { readonly text: string; readonly values: readonly SqlValue[] } {
  const stored = toStored(key);
  if (below === undefined) return { text: 'key = ? AND type = ?', values: [stored, type] };
  const prefix = stored + toStored(below);
  // One range of the index, in which also lie keys that begin alike and go on otherwise
  return {
    text: 'key >= ? AND key < ? AND (key = ? OR key >= ?) AND type = ?',
    values: [stored, `${prefix}\u{10ffff}`, stored, prefix, type],
  };
}
