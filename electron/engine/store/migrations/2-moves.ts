import type { Database } from '../sqlite.ts';

/** Where a file that came was before, and where one that went is now: a stored key, of a change tied to another. */
export function moves(db: Database): void {
  db.exec('ALTER TABLE change_records ADD COLUMN moved TEXT');
}
