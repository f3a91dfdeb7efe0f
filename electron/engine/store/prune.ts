import { pruneAlerts } from './alerts.ts';
import { pruneCauses } from './causes.ts';
import { chainAnchor, chainHead, hex } from './chain.ts';
import { contentBytes } from './contents.ts';
import { pruneDeliveries } from './deliveries.ts';
import { pruneExpectations } from './expectations.ts';
import type { WriteStore } from './interface.ts';
import { getMeta, setMeta } from './meta.ts';
import { toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';

const day = 24 * 60 * 60 * 1000;

/** What was delivered is kept for this long, so that its owner can see that it arrived. */
const deliveredKeptFor = 14 * day;

/** Records of collections are kept for this long; nothing shows older ones, but the last of each type. */
const runsKeptFor = 30 * day;

/**
 * Content that nothing refers to is spared for this long: a collection that runs
 * may have handed it over, or found it here, for a change that is yet to be saved.
 */
const sparedFor = day;

type Pruned = ReturnType<WriteStore['prune']>;

/** Lets go what retention and the quota of content say, and gives its space back to the disk. */
export function pruneStore(db: Database, limits: Parameters<WriteStore['prune']>[0]): Pruned {
  const now = toMoment(limits.now);
  const pruned = db.transaction(() => {
    const changes = limits.days === null ? 0 : pruneHistory(db, now - limits.days * day);
    pruneRuns(db, now - runsKeptFor);
    pruneDeliveries(db, now - deliveredKeptFor);
    return { changes, contents: pruneOrphans(db, now - sparedFor) + pruneToQuota(db, limits.contentTotal) };
  });
  // The file itself grows shorter only once the log is played into it.
  if (pruned.changes + pruned.contents > 0) db.exec('PRAGMA incremental_vacuum; PRAGMA wal_checkpoint');
  return pruned;
}

/**
 * Takes the oldest changes, up to the first that is to be kept: the log stays one
 * unbroken chain, which begins after the anchor from now on.
 */
function pruneHistory(db: Database, before: number): number {
  const anchor = chainAnchor(db);
  const kept = db.get<{ readonly id: number }>(
    'SELECT id FROM changes WHERE noticed_at >= ? ORDER BY id LIMIT 1',
    before,
  );
  const last = (kept?.id ?? chainHead(db).id + 1) - 1;
  if (last > anchor.id) {
    const row = db.get<{ readonly hash: Uint8Array }>('SELECT hash FROM change_records WHERE id = ?', last);
    if (row === undefined) return 0; // The log is broken there: that is for `verify` to tell, not to be covered up.
    setMeta(db, 'anchor', { id: last, hash: hex(row.hash) });
    setMeta(db, 'prunedBefore', Math.max(before, getMeta(db, 'prunedBefore') ?? before));
    db.run('DELETE FROM change_search WHERE rowid <= ?', last);
    db.run('DELETE FROM changes WHERE id <= ?', last);
  }
  db.run('DELETE FROM ended_items WHERE ended_at < ?', before);
  db.run('DELETE FROM gaps WHERE to_moment < ?', before);
  db.run('DELETE FROM notices WHERE shown_at < ?', before);
  pruneAlerts(db, before);
  pruneExpectations(db, before);
  pruneCauses(db, before);
  return Math.max(0, last - anchor.id);
}

function pruneRuns(db: Database, before: number): void {
  db.run(
    `DELETE FROM collections WHERE ended_at < ?
       AND id NOT IN (SELECT max(id) FROM collections GROUP BY type)
       AND id NOT IN (SELECT max(id) FROM collections WHERE full = 1 GROUP BY type)`,
    before,
  );
}

/** What the present inventory refers to: see `contentHash` of the model. */
const presentContent = `SELECT coalesce(json_extract(fields, '$.contentHash'), json_extract(fields, '$.checksum'))
  FROM items WHERE type IN ('Files', 'Registry') AND json_extract(fields, '$.checksum') IS NOT NULL`;

/** Takes content whose changes have all gone, and which no present item has. */
function pruneOrphans(db: Database, before: number): number {
  const orphans = db.all<{ readonly id: number }>(
    `SELECT id FROM contents WHERE kept_at < ? AND last_change <= ? AND hash NOT IN (${presentContent})`,
    before,
    chainAnchor(db).id,
  );
  return dropContents(
    db,
    orphans.map(({ id }) => id),
  );
}

/** Takes content until the rest is within the quota: the oldest first, what the present inventory has last. */
function pruneToQuota(db: Database, quota: number): number {
  let excess = contentBytes(db) - quota;
  if (excess <= 0) return 0;
  const going: number[] = [];
  const byAge = db.all<{ readonly id: number; readonly packed_size: number }>(
    `SELECT id, packed_size FROM contents ORDER BY hash IN (${presentContent}), kept_at, id`,
  );
  for (const { id, packed_size } of byAge) {
    if (excess <= 0) break;
    going.push(id);
    excess -= packed_size;
  }
  return dropContents(db, going);
}

function dropContents(db: Database, ids: readonly number[]): number {
  if (ids.length === 0) return 0;
  const these = JSON.stringify(ids);
  const bytes = db.number(
    'SELECT sum(packed_size) AS n FROM contents WHERE id IN (SELECT value FROM json_each(?))',
    these,
  );
  const count = db.run('DELETE FROM contents WHERE id IN (SELECT value FROM json_each(?))', these);
  setMeta(db, 'contentBytes', contentBytes(db) - bytes);
  return count;
}
