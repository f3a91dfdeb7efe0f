import type { Database } from '../sqlite.ts';

/** Alerts that fired, how far each rule has been evaluated, and what is still to be handed over to actions. */
export function alerts(db: Database): void {
  db.exec(`
    CREATE TABLE alerts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      rule_id TEXT NOT NULL,
      rule TEXT NOT NULL,
      severity TEXT NOT NULL,
      why TEXT NOT NULL,
      evaluation TEXT NOT NULL,
      fired_at INTEGER NOT NULL,
      ended_at INTEGER,
      summary TEXT NOT NULL,
      count INTEGER NOT NULL,
      rows TEXT NOT NULL,
      change_ids TEXT NOT NULL,
      actions TEXT NOT NULL,
      muted INTEGER NOT NULL,
      read INTEGER NOT NULL,
      told INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX alerts_by_rule ON alerts (rule_id, fired_at);
    CREATE INDEX alerts_by_time ON alerts (fired_at);
    CREATE INDEX alerts_unread ON alerts (id) WHERE read = 0;
    CREATE INDEX alerts_untold ON alerts (id) WHERE told = 0;
    CREATE INDEX alerts_lasting ON alerts (id) WHERE evaluation = 'state' AND ended_at IS NULL;

    -- A rule whose condition was edited is another one: condition is the hash of it.
    CREATE TABLE rules (
      rule_id TEXT PRIMARY KEY,
      condition TEXT NOT NULL,
      up_to INTEGER NOT NULL,
      active_alert INTEGER REFERENCES alerts (id) ON DELETE SET NULL
    ) STRICT, WITHOUT ROWID;

    -- Written in the transaction of the alert, and taken from here until it arrived. The key names it to receivers:
    -- the id alone would come again in another store.
    CREATE TABLE deliveries (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))),
      alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
      action_id TEXT NOT NULL,
      occasion TEXT NOT NULL,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      made_at INTEGER NOT NULL,
      next_at INTEGER,
      ended_at INTEGER,
      fault TEXT NOT NULL,
      output TEXT NOT NULL
    ) STRICT;
    CREATE INDEX deliveries_waiting ON deliveries (action_id, id) WHERE state = 'waiting';
    CREATE INDEX deliveries_by_state ON deliveries (state, id);
    CREATE INDEX deliveries_by_alert ON deliveries (alert_id);

    -- Notifications tell of alerts too.
    ALTER TABLE notices ADD COLUMN alert_ids TEXT NOT NULL DEFAULT '[]';
  `);
}
