import type { Connection } from '../../../sqlite-module.ts';
import { fromStored } from '../../../store/stored-text.ts';
import type { Sql } from '../plan.ts';
import { toQueried } from '../queried-text.ts';
import { sql } from '../sql.ts';

/** The functions that the tables' columns call for the few texts which SQLite can't unescape by itself. */
export function registerTextFunctions(connection: Connection): void {
  const pure = { deterministic: true };
  connection.function('queried_stored', pure, (stored) =>
    stored === null ? null : toQueried(fromStored(String(stored))),
  );
  connection.function('queried_field', pure, (fields, name) => {
    const value = (JSON.parse(String(fields)) as Readonly<Record<string, unknown>>)[String(name)];
    return value === null || value === undefined ? null : toQueried(String(value));
  });
}

/**
 * A stored text (see `toStored`) as a query has it. Most have nothing escaped; a backslash or a quotation mark is
 * unescaped by SQLite; only what may be a NUL or half a surrogate pair needs a function.
 */
export function storedText(stored: Sql): Sql {
  return sql`(CASE WHEN instr(${stored}, '\\') = 0 THEN ${stored}
    WHEN instr(${stored}, '\\u') = 0 THEN ('"' || ${stored} || '"') ->> '$' ELSE queried_stored(${stored}) END)`;
}
