import type { KqlType } from '../../../../shared/contract/kql.ts';
import type { Bound, Expr, Sql } from '../plan.ts';
import { bind, raw, sql } from '../sql.ts';

/** A piece of a statement as a value of a type. It must stand by itself: a call, a name, or in parentheses. */
export const typed = (type: KqlType, { sql, values }: Sql): Expr => ({ sql, values, type });

/** Numbers are bound as fractions, so that whole ones are said to be whole: else 5 / 2 were 2.5. */
const whole = (value: Bound): Sql => sql`CAST(${bind(value)} AS INTEGER)`;

/** A known value. A `bool` is 0 or 1; a `dynamic` its JSON text. Only a string has no null. */
export function known(type: KqlType, value: string | number | null): Expr {
  if (value === null || (typeof value === 'number' && Number.isNaN(value))) {
    return type === 'string' ? known('string', '') : { sql: 'NULL', values: [], type, constant: null };
  }
  return { ...pieceOf(type, value), type, constant: value };
}

function pieceOf(type: KqlType, value: string | number): Sql {
  if (type === 'bool') return raw(value ? '1' : '0');
  return type === 'long' || type === 'datetime' ? whole(value) : bind(value);
}

/** A whole number beyond 2^53, by its digits: as a number of JavaScript's it would be another one. */
export const longOfDigits = (digits: string): Expr => ({ ...whole(digits), type: 'long' });

/** What is filled in when the query runs, as a datetime. */
export const moment = (at: 'now'): Expr => typed('datetime', whole({ at }));

export const isNow = ({ sql, values }: Expr): boolean => {
  const [only] = values;
  return sql === moment('now').sql && typeof only === 'object' && only !== null && 'at' in only;
};

export const isNumber = ({ type }: Expr): boolean => type === 'long' || type === 'real';

/** Whether a value can be NULL at all. */
export const canBeNull = ({ type, constant }: Expr): boolean =>
  type !== 'string' && (constant === undefined || constant === null);

/**
 * Whether a piece may be written twice into a statement: SQLite works it out twice then, and a chain of doubled
 * pieces doubles with each link.
 */
export const isShort = (...parts: readonly Sql[]): boolean =>
  parts.reduce((length, part) => length + part.sql.length, 0) <= 200;

/** A value as it is of a group without rows too: there a string is empty, as it is never NULL. */
export const orEmptyOf = (value: Expr): Expr =>
  value.type === 'string' ? typed('string', sql`coalesce(${value}, '')`) : typed(value.type, value);
