import { type Expr, type Place, type Sql, Unsupported } from '../plan.ts';
import { sql } from '../sql.ts';
import { argument } from './conversions.ts';
import { known, typed } from './values.ts';

/** A condition of a dynamic value is what it holds. */
export function condition(value: Expr, place: Place): Expr {
  if (value.type === 'bool') return value;
  if (value.type === 'dynamic') return argument(value, 'bool', place);
  throw new Unsupported(place, `A condition is expected here, not a value of type ${value.type}.`);
}

/** Bools that are made so that they are never NULL need no more words. */
const certain = new WeakSet<Expr>();

export function isCertain(value: Expr): boolean {
  return certain.has(value) || (value.constant !== undefined && value.constant !== null);
}

/** Says of a bool that it is never NULL. */
export function sure(piece: Sql): Expr {
  const value = typed('bool', piece);
  certain.add(value);
  return value;
}

const decided = (value: Expr): Sql => (isCertain(value) ? value : sql`coalesce(${value}, 0)`);

/**
 * `and`, `or`: of a NULL it is as of false (Kusto's page 'Logical operators': `and` is true only of two that are true,
 * `or` if either is).
 */
export function joinedBy(operator: 'and' | 'or', left: Expr, right: Expr): Expr {
  const word = operator === 'and' ? sql`AND` : sql`OR`;
  return sure(sql`(${decided(left)} ${word} ${decided(right)})`);
}

/** The same for a filter, which a row does not pass for NULL or for false: left to SQLite, which can use an index then. */
export const bothPass = (left: Sql, right: Sql): Sql => sql`(${left} AND ${right})`;
export const eitherPasses = (left: Sql, right: Sql): Sql => sql`(${left} OR ${right})`;

export function negated(value: Expr): Expr {
  if (typeof value.constant === 'number') return known('bool', value.constant ? 0 : 1);
  const piece = sql`(NOT ${value})`;
  return isCertain(value) ? sure(piece) : typed('bool', piece);
}
