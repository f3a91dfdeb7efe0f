import type { Database } from '../sqlite.ts';

/**
 * What explains changes, and what their owner said of them. It is known later than the changes, whose records can't be
 * touched any more, and so stands beside them; where nothing is known of a change, it has no row.
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
      fault TEXT
    ) STRICT;
    CREATE INDEX causes_by_time ON causes (started_at);
    CREATE INDEX causes_open ON causes (id) WHERE ended_at IS NULL;

    CREATE TABLE explanations (
      id INTEGER PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE,
      verdict TEXT NOT NULL,
      cause_id INTEGER REFERENCES causes (id) ON DELETE SET NULL,
      plan_id INTEGER REFERENCES causes (id) ON DELETE SET NULL,
      tie TEXT,
      package TEXT,
      bytes TEXT,
      conffile INTEGER NOT NULL,
      why TEXT NOT NULL,
      actor TEXT
    ) STRICT;
    CREATE INDEX explanations_by_cause ON explanations (cause_id, id) WHERE cause_id IS NOT NULL;
    CREATE INDEX explanations_by_plan ON explanations (plan_id, id) WHERE plan_id IS NOT NULL;
    CREATE INDEX explanations_pending ON explanations (id) WHERE verdict = 'pending';
    CREATE INDEX explanations_explained ON explanations (id) WHERE verdict IN ('explained', 'planned');

    -- condition: what a change must be like, as JSON; see expectationConditionSchema.
    CREATE TABLE expectations (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      scope TEXT NOT NULL,
      subject TEXT NOT NULL,
      condition TEXT NOT NULL,
      reason TEXT NOT NULL,
      made_at INTEGER NOT NULL,
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
}
