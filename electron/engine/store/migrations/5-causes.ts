import { chainHead } from '../chain.ts';
import { setMeta } from '../meta.ts';
import type { Database } from '../sqlite.ts';

/**
 * What explains changes, and what their owner said of them. It is known later than the changes, whose records can't be
 * touched any more, and so stands beside them.
 */
export function causes(db: Database): void {
  db.exec(`
    -- A transaction of a package manager (identity: see transactionSchema), or a plan (identity NULL).
    CREATE TABLE causes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      identity TEXT UNIQUE,
      name TEXT,
      tool TEXT,
      manager TEXT,
      started_at INTEGER NOT NULL,
      ended_at INTEGER,
      command TEXT,
      user TEXT,
      packages TEXT NOT NULL,
      fault TEXT,
      -- What it is called, see causeTitle.
      title TEXT NOT NULL
    ) STRICT;
    CREATE INDEX causes_by_time ON causes (started_at);
    CREATE INDEX causes_open ON causes (id) WHERE ended_at IS NULL;

    -- Every change that was looked at has a row. What filters go by is repeated in it, so that an index holds it all.
    -- group_id: the cause whose card shows the change.
    CREATE TABLE explanations (
      id INTEGER PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE,
      type TEXT NOT NULL,
      category TEXT NOT NULL,
      noticed_at INTEGER NOT NULL,
      verdict TEXT NOT NULL,
      acknowledged INTEGER NOT NULL DEFAULT 0,
      group_id INTEGER,
      cause_id INTEGER REFERENCES causes (id) ON DELETE SET NULL,
      plan_id INTEGER REFERENCES causes (id) ON DELETE SET NULL,
      tie TEXT
    ) STRICT;
    -- The rest of it, apart so that going through many explanations reads few pages; only where there is any.
    -- changed_by: see actorWords.
    CREATE TABLE explanation_records (
      id INTEGER PRIMARY KEY REFERENCES explanations (id) ON DELETE CASCADE,
      package TEXT,
      bytes TEXT,
      conffile INTEGER NOT NULL,
      why TEXT NOT NULL,
      actor TEXT,
      changed_by TEXT
    ) STRICT;
    CREATE INDEX explanations_by_kind ON explanations
      (verdict, acknowledged, type, category, id, noticed_at, group_id);
    CREATE INDEX explanations_by_time ON explanations (verdict, acknowledged, type, category, noticed_at);
    CREATE INDEX explanations_single ON explanations (id) WHERE group_id IS NULL;
    CREATE INDEX explanations_by_group ON explanations
      (group_id, id, type, category, verdict, acknowledged, noticed_at) WHERE group_id IS NOT NULL;
    CREATE INDEX explanations_by_cause ON explanations (cause_id, id, type, verdict, acknowledged)
      WHERE cause_id IS NOT NULL;
    CREATE INDEX explanations_by_plan ON explanations (plan_id, id, type, verdict, acknowledged)
      WHERE plan_id IS NOT NULL;

    -- condition: what a change must be like, as JSON; see conditionSchema. after_change: the last change that there was
    -- when it was made.
    CREATE TABLE expectations (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      scope TEXT NOT NULL,
      subject TEXT NOT NULL,
      condition TEXT NOT NULL,
      reason TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      after_change INTEGER NOT NULL,
      until_moment INTEGER,
      ended_at INTEGER,
      uses INTEGER NOT NULL,
      last_used_at INTEGER
    ) STRICT;
    CREATE INDEX expectations_holding ON expectations (id) WHERE ended_at IS NULL;

    CREATE TABLE acknowledgements (
      id INTEGER PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      reason TEXT NOT NULL,
      expectation_id INTEGER REFERENCES expectations (id) ON DELETE SET NULL
    ) STRICT;
    CREATE INDEX acknowledgements_by_expectation ON acknowledgements (expectation_id) WHERE expectation_id IS NOT NULL;

    -- Which paths each package has, as 64-bit hashes (see explain/ownership/path-hash.ts), by the name that its manager
    -- knows its list by; package: a PackageRef, as JSON. With gone_at, what a package had before it changed or went.
    CREATE TABLE package_files (
      id INTEGER PRIMARY KEY,
      manager TEXT NOT NULL,
      list TEXT NOT NULL,
      package TEXT NOT NULL,
      stamp TEXT NOT NULL,
      hashes BLOB NOT NULL,
      gone_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX package_files_now ON package_files (manager, list) WHERE gone_at IS NULL;
    CREATE INDEX package_files_gone ON package_files (id) WHERE gone_at IS NOT NULL;
  `);
  passOverOld(db, Date.now() - lookedBackFor);
}

/** What is older than this when causes come to be known is not looked at any more: no log tells of it. */
const lookedBackFor = 30 * 24 * 60 * 60 * 1000;

function passOverOld(db: Database, before: number): void {
  const kept = db.get<{ readonly id: number }>(
    'SELECT id FROM changes WHERE noticed_at >= ? ORDER BY id LIMIT 1',
    before,
  );
  const last = (kept?.id ?? chainHead(db).id + 1) - 1;
  db.run(
    `INSERT INTO explanations (id, type, category, noticed_at, verdict)
     SELECT id, type, category, noticed_at, 'unexplained' FROM changes WHERE id <= ?`,
    last,
  );
  setMeta(db, 'explainedUpTo', last);
}
