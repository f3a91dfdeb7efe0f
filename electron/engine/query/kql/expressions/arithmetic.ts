import type { KqlType } from '../../../../shared/contract/kql.ts';
import { type Expr, type Place, type Sql, Unsupported } from '../plan.ts';
import { sql } from '../sql.ts';
import { argument } from './conversions.ts';
import { momentOf } from './datetime-text.ts';
import { callOf, callSql, native } from './native.ts';
import { isNow, isNumber, isShort, known, typed } from './values.ts';

/** A timespan that is at most so long (milliseconds) takes no moment of our time out of the calendar. */
const safeSpan = 1000 * 366 * 86_400_000;

const toMoment = native('moment', 'datetime', momentOf);

/** A sum as a moment: whole milliseconds, and NULL beyond the calendar. Of now and a known timespan it is within it. */
function atMoment(sum: Sql, at: Expr, span: Expr): Expr {
  const isSafe = isNow(at) && typeof span.constant === 'number' && Math.abs(span.constant) <= safeSpan;
  return typed('datetime', isSafe ? sql`CAST(${sum} AS INTEGER)` : callSql(toMoment, sum));
}

/** The language's remainder is never negative. */
const remainder = native('remainder', 'real', (value: number, by: number) => {
  const size = Math.abs(by);
  return size === 0 ? null : ((value % size) + size) % size;
});

const divided = native('divided', 'real', (value: number, by: number) => value / by);

type Operator = '+' | '-' | '*' | '/' | '%';
type Maker = (left: Expr, right: Expr) => Expr | undefined;

const numbers = (left: Expr, right: Expr): KqlType | undefined => {
  if (!isNumber(left) || !isNumber(right)) return undefined;
  return left.type === 'real' || right.type === 'real' ? 'real' : 'long';
};

const isKnown = (value: Expr): value is Expr & { readonly constant: number } => typeof value.constant === 'number';

/** Of two known values the result is known too, where it is exact as a number of JavaScript's. */
function worked(
  type: KqlType,
  left: Expr,
  right: Expr,
  work: (one: number, other: number) => number,
  piece: Sql,
): Expr {
  const { constant: one } = left;
  const { constant: other } = right;
  if (typeof one === 'number' && typeof other === 'number') {
    const result = work(one, other);
    if (type === 'real' || type === 'timespan' || Number.isSafeInteger(result)) return known(type, result);
  }
  return typed(type, piece);
}

const kinds = (left: Expr, right: Expr): string => `${left.type} ${right.type}`;

const makers: Readonly<Record<Operator, Maker>> = {
  '+': (left, right) => {
    const type = numbers(left, right) ?? (kinds(left, right) === 'timespan timespan' ? 'timespan' : undefined);
    if (type) return worked(type, left, right, (one, other) => one + other, sql`(${left} + ${right})`);
    if (kinds(left, right) === 'datetime timespan') return atMoment(sql`(${left} + ${right})`, left, right);
    return kinds(left, right) === 'timespan datetime' ? atMoment(sql`(${left} + ${right})`, right, left) : undefined;
  },
  '-': (left, right) => {
    const type =
      numbers(left, right) ??
      (/^(timespan timespan|datetime datetime)$/.test(kinds(left, right)) ? 'timespan' : undefined);
    if (type) return worked(type, left, right, (one, other) => one - other, sql`(${left} - ${right})`);
    return kinds(left, right) === 'datetime timespan' ? atMoment(sql`(${left} - ${right})`, left, right) : undefined;
  },
  '*': (left, right) => {
    const isSpan = (left.type === 'timespan' && isNumber(right)) || (isNumber(left) && right.type === 'timespan');
    const type = numbers(left, right) ?? (isSpan ? 'timespan' : undefined);
    return type && worked(type, left, right, (one, other) => one * other, sql`(${left} * ${right})`);
  },
  '/': (left, right) => {
    // Whole numbers give a whole one, by leaving the fraction away; by zero there is none.
    if (numbers(left, right) === 'long') return typed('long', sql`(${left} / ${right})`);
    const isSpan = left.type === 'timespan' && isNumber(right);
    const type = isSpan
      ? 'timespan'
      : (numbers(left, right) ?? (kinds(left, right) === 'timespan timespan' ? 'real' : undefined));
    if (type === undefined) return undefined;
    if (isKnown(right) && right.constant !== 0) {
      return worked(type, left, right, (one, other) => one / other, sql`(CAST(${left} AS REAL) / ${right})`);
    }
    // SQLite has no answer where the language has an infinite one.
    return { ...callOf(divided, left, right), type };
  },
  '%': (left, right) => {
    const type =
      numbers(left, right) ?? (/^(timespan|datetime) timespan$/.test(kinds(left, right)) ? 'timespan' : undefined);
    if (type === undefined) return undefined;
    if (type === 'long' && isShort(right)) {
      return typed('long', sql`(((${left} % ${right}) + abs(${right})) % abs(${right}))`);
    }
    const given = left.type === 'datetime' ? typed('timespan', sql`(${left} + ${known('long', sinceYearOne)})`) : left;
    const rest = callSql(remainder, given, right);
    return typed(type, type === 'long' ? sql`CAST(${rest} AS INTEGER)` : rest);
  },
};

/** What lies between the first moment of the calendar and 1970: bins and remainders of datetimes begin there. */
export const sinceYearOne = 62_135_596_800_000;

export const arithmeticOperators = Object.keys(makers) as readonly Operator[];

export const isArithmetic = (operator: string): operator is Operator => operator in makers;

/** Two values with `+`, `-`, `*`, `/` or `%` between them. */
export function arithmetic(operator: Operator, left: Expr, right: Expr, place: Place): Expr {
  if (left.sortable || right.sortable) throw new Unsupported(place, 'There is no arithmetic with versions here.');
  // A number in a dynamic is taken as a fraction if it is to be worked with.
  const one = left.type === 'dynamic' ? argument(left, right.type === 'dynamic' ? 'real' : right.type, place) : left;
  const other = right.type === 'dynamic' ? argument(right, one.type, place) : right;
  const result = makers[operator](one, other);
  if (result) return result;
  throw new Unsupported(place, `${operator} is not supported between ${left.type} and ${right.type} here.`);
}

/** A value with a sign before it. */
export function signed(operator: string, value: Expr, place: Place): Expr {
  if (!isNumber(value) && value.type !== 'timespan') {
    throw new Unsupported(place, `A sign before a value of type ${value.type} is not supported here.`);
  }
  if (operator === '+') return value;
  return isKnown(value) ? known(value.type, -value.constant) : typed(value.type, sql`(- ${value})`);
}
