import type { Database } from '../sqlite.ts';

/**
 * The first store. Moments are milliseconds since 1970, texts are as `toStored`
 * writes them, fields are JSON objects.
 */
export function firstStore(db: Database): void {
  db.exec(`
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE items (
      id INTEGER PRIMARY KEY,
      type TEXT NOT NULL,
      key TEXT NOT NULL,
      name TEXT NOT NULL,
      search TEXT,
      stamp TEXT NOT NULL,
      source TEXT NOT NULL,
      first_seen INTEGER NOT NULL,
      fields TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX items_by_key ON items (type, key);

    -- Items that are tracked no longer. They were not removed, so no change tells of them.
    CREATE TABLE ended_items (
      id INTEGER PRIMARY KEY,
      type TEXT NOT NULL,
      key TEXT NOT NULL,
      name TEXT NOT NULL,
      search TEXT,
      fields TEXT NOT NULL,
      first_seen INTEGER NOT NULL,
      ended_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX ended_items_by_end ON ended_items (type, ended_at);

    CREATE TABLE baselines (
      type TEXT NOT NULL,
      source TEXT NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (type, source)
    ) STRICT, WITHOUT ROWID;

    -- What a list of changes shows and filters by is kept apart from the wide rest, so that
    -- a count over a million changes reads few pages.
    CREATE TABLE changes (
      id INTEGER PRIMARY KEY,
      type TEXT NOT NULL,
      category TEXT NOT NULL,
      noticed_at INTEGER NOT NULL,
      since INTEGER NOT NULL,
      how TEXT NOT NULL,
      key TEXT NOT NULL,
      name TEXT NOT NULL,
      search TEXT
    ) STRICT;
    CREATE INDEX changes_by_kind ON changes (type, category, id, noticed_at);
    CREATE INDEX changes_by_time ON changes (type, category, noticed_at);
    CREATE INDEX changes_by_key ON changes (key, type);
    CREATE TABLE change_records (
      id INTEGER PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE,
      fields_changed TEXT NOT NULL,
      before TEXT,
      after TEXT,
      known_since INTEGER NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;
    -- Which changes can hold a word at all; the texts themselves are in changes.
    CREATE VIRTUAL TABLE change_search USING fts5 (
      text, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1'
    );

    CREATE TABLE contents (
      id INTEGER PRIMARY KEY,
      hash TEXT NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      packed_size INTEGER NOT NULL,
      kept_at INTEGER NOT NULL,
      last_change INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    -- Apart, because SQLite writes a whole row again when a part of it changes.
    CREATE TABLE content_bytes (
      id INTEGER PRIMARY KEY REFERENCES contents (id) ON DELETE CASCADE,
      packed BLOB NOT NULL
    ) STRICT;

    CREATE TABLE collections (
      id INTEGER PRIMARY KEY,
      type TEXT NOT NULL,
      how TEXT NOT NULL,
      full INTEGER NOT NULL,
      started_at INTEGER NOT NULL,
      ended_at INTEGER NOT NULL,
      items INTEGER NOT NULL,
      changes INTEGER NOT NULL,
      baseline INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX collections_by_type ON collections (type);
    CREATE INDEX collections_full ON collections (type) WHERE full = 1;

    CREATE TABLE problems (
      type TEXT NOT NULL,
      subject TEXT NOT NULL,
      kind TEXT NOT NULL,
      message TEXT NOT NULL,
      advice TEXT NOT NULL,
      first_seen INTEGER NOT NULL,
      last_seen INTEGER NOT NULL,
      by_watch INTEGER NOT NULL,
      PRIMARY KEY (type, subject, kind)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE gaps (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      type TEXT,
      reason TEXT NOT NULL,
      subject TEXT NOT NULL,
      from_moment INTEGER NOT NULL,
      to_moment INTEGER
    ) STRICT;
    CREATE INDEX gaps_open ON gaps (type) WHERE to_moment IS NULL;

    CREATE TABLE notices (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      shown_at INTEGER NOT NULL,
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      change_ids TEXT NOT NULL,
      count INTEGER NOT NULL,
      read INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX notices_unread ON notices (id) WHERE read = 0;
  `);
}
