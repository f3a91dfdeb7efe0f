import { type Expr, type Place, type Sql, Unsupported } from '../plan.ts';
import { sql } from '../sql.ts';
import { argument, asDynamic } from './conversions.ts';
import { canonical, fromJson } from './json.ts';
import { sure } from './logic.ts';
import { matched } from './matching.ts';
import { callSql, native } from './native.ts';
import { canBeNull, isNumber, isShort, known, typed } from './values.ts';

type Same = '==' | '!=';
const orders: Readonly<Record<string, string>> = { '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

export const comparisonOperators: readonly string[] = ['==', '!=', '<>', ...Object.keys(orders)];

/** What equal dynamics have in common. */
export const canonicalJson = native('canonical', 'string', (json: string) => canonical(fromJson(json)), {
  nulls: true,
});

/** The two values as ones of a type, so that SQLite compares them as the language does; `undefined` where it does not. */
function alike(left: Expr, right: Expr, place: Place): readonly [Expr, Expr] | undefined {
  const isSimple = ({ type }: Expr) => type === 'long' || type === 'real' || type === 'bool';
  if (left.type === right.type || (isSimple(left) && isSimple(right))) return [left, right];
  if (left.type === 'dynamic') return [argument(left, isNumber(right) ? 'real' : right.type, place), right];
  if (right.type === 'dynamic') return [left, argument(right, isNumber(left) ? 'real' : left.type, place)];
  return undefined;
}

/**
 * `==` and `!=`. A NULL is unequal to every value; of two of them it is unknown whether they are equal (Kusto's page
 * 'Null values'). `IS` says the first by itself, and is as fast.
 */
function same(operator: Same, left: Expr, right: Expr): Expr {
  const is = operator === '==' ? sql`IS` : sql`IS NOT`;
  if (!canBeNull(left) && !canBeNull(right)) {
    return sure(operator === '==' ? sql`(${left} = ${right})` : sql`(${left} <> ${right})`);
  }
  if (!canBeNull(left) || !canBeNull(right)) return sure(sql`(${left} ${is} ${right})`);
  if (left.constant === null || right.constant === null) {
    const other = left.constant === null ? right : left;
    return typed('bool', sql`CASE WHEN ${other} IS NOT NULL THEN ${known('bool', operator === '==' ? 0 : 1)} END`);
  }
  if (isShort(left, right)) {
    return typed('bool', sql`CASE WHEN coalesce(${left}, ${right}) IS NOT NULL THEN ${left} ${is} ${right} END`);
  }
  return typed('bool', callSql(operator === '==' ? equal : unequal, left, right));
}

type Known = string | number | null;
const sameness = (wanted: boolean) => (one: Known, other: Known) =>
  one === null && other === null ? null : (one === other) === wanted;
const equal = native('equal', 'bool', sameness(true), { nulls: true });
const unequal = native('unequal', 'bool', sameness(false), { nulls: true });

/** A value that equals another one of its kind exactly where SQLite says so. */
const comparable = (value: Expr): Expr =>
  value.type === 'dynamic' && value.constant !== null ? typed('dynamic', nullKept(value)) : value;

const nullKept = (value: Expr): Sql => sql`nullif(${callSql(canonicalJson, value)}, 'null')`;

export function compared(operator: string, left: Expr, right: Expr, place: Place): Expr {
  if (left.sortable !== right.sortable) {
    throw new Unsupported(place, 'A version is compared with another one, which parse_version() makes.');
  }
  const pair = alike(left, right, place);
  if (pair === undefined) {
    throw new Unsupported(place, `${left.type} and ${right.type} can't be compared here; convert one of them.`);
  }
  const [one, other] = pair.map(comparable) as [Expr, Expr];
  const order = orders[operator];
  const spelled = left.spelling === undefined ? right : left;
  if (order === undefined && spelled.spelling !== undefined && left.type === right.type) {
    return matched(operator === '==' ? '=~' : '!~', spelled, spelled === left ? right : left, place);
  }
  if (order === undefined) return same(operator === '==' ? '==' : '!=', one, other);
  if (one.type === 'dynamic' && !(left.sortable && right.sortable)) {
    throw new Unsupported(place, 'Which of two dynamic values is greater is not known here; convert them first.');
  }
  return typed('bool', sql`(${one} ${{ sql: order, values: [] }} ${other})`);
}

/** Whether a value equals one of a list; a value or an element that is NULL equals none. */
export function equalsOne(value: Expr, elements: Sql): Expr {
  const found = sql`(${value} IN ${elements})`;
  return sure(canBeNull(value) ? sql`coalesce(${found}, 0)` : found);
}

/** A value as it is looked for among dynamics. */
export const asComparable = (value: Expr): Expr => comparable(asDynamic(value));
