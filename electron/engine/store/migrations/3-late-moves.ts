import type { Database } from '../sqlite.ts';

/**
 * The other end of a move that was noticed later than the change itself, whose record can't be touched any more. It
 * repeats what the later record says (`moved`), which the chain holds.
 */
export function lateMoves(db: Database): void {
  db.exec(`
    CREATE TABLE late_moves (
      id INTEGER PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE,
      later INTEGER NOT NULL UNIQUE REFERENCES changes (id) ON DELETE CASCADE
    ) STRICT;
  `);
}
