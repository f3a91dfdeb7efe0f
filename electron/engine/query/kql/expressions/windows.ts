import type { Expr, Sql } from '../plan.ts';
import { sql } from '../sql.ts';
import type { Call, Makers } from './call.ts';
import { converted } from './conversions.ts';
import { known, typed } from './values.ts';

/**
 * Whether a value is worked out over several rows: SQL knows it only after its conditions and groups, so that what is
 * put on it has to go around it. Texts of a query are never in a piece of SQL, so that the word stands for itself.
 */
export const looksBeside = ({ sql }: Sql): boolean => sql.includes(' OVER (');

/** The rows in the order in which they come. */
function order(call: Call): Sql {
  const { order } = call.scope;
  if (order === undefined) return call.refuse(`${call.name}() needs rows that are in an order: put a sort before it.`);
  return order;
}

const neighbour =
  (way: 'lag' | 'lead') =>
  (call: Call): Expr => {
    const value = call.at(0);
    const offset = call.has(1) ? call.at(1) : known('long', 1);
    if (typeof offset.constant !== 'number' || offset.constant < 0) {
      return call.refuse('How many rows away has to be a known number, not below 0.', call.nodeAt(1));
    }
    const otherwise = call.has(2) ? converted(call.at(2), value.type, call.nodeAt(2)) : known(value.type, null);
    const name = way === 'lag' ? sql`lag` : sql`lead`;
    return typed(value.type, sql`${name}(${value}, ${offset}, ${otherwise}) OVER (${order(call)})`);
  };

function rowNumber(call: Call): Expr {
  if (call.has(1)) return call.refuse('row_number() that begins anew is not supported here.');
  const first = call.has(0) ? call.as('long', 0) : known('long', 1);
  return typed('long', sql`(row_number() OVER (${order(call)}) - 1 + ${first})`);
}

function rowCumsum(call: Call): Expr {
  if (call.has(1)) return call.refuse('row_cumsum() that begins anew is not supported here.');
  const value = call.at(0);
  return typed(value.type, sql`coalesce(sum(${value}) OVER (${order(call)} ROWS UNBOUNDED PRECEDING), 0)`);
}

export const windowFunctions: Makers = {
  prev: neighbour('lag'),
  next: neighbour('lead'),
  row_number: rowNumber,
  row_cumsum: rowCumsum,
};
