import type { KqlType } from '../../../../shared/contract/kql.ts';
import { timespanText } from '../cells.ts';
import { type Expr, type Place, Unsupported } from '../plan.ts';
import { sql } from '../sql.ts';
import { datetimeOf, datetimeText } from './datetime-text.ts';
import { fromJson, type Json, parsedJson, plainText, toJson } from './json.ts';
import { callOf, native } from './native.ts';
import { timespanOf } from './timespan-text.ts';
import { isNumber, known, typed } from './values.ts';

/** A fraction as a string keeps its point: `3.0`. */
export function realText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** A whole number as people and programs write one; beyond 64 bits it is none. */
function longOf(text: string): number | null {
  const found = /^\s*([+-]?)(0x[0-9a-f]+|\d+)\s*$/i.exec(text);
  if (found === null) return null;
  const value = Number(found[2]) * (found[1] === '-' ? -1 : 1);
  return Math.abs(value) < 2 ** 63 ? value : null;
}

const realPattern = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const realOf = (text: string): number | null => (realPattern.test(text) ? Number(text) : null);

const bools: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };
const boolOf = (text: string): boolean | null => bools[text.trim().toLowerCase()] ?? null;

const truncated = (value: number): number | null => (Math.abs(value) < 2 ** 63 ? Math.trunc(value) : null);

/** What is made of a value in a dynamic by way of its text, where it holds a string, and of a number or a bool in it. */
const ofDynamic =
  <T>(ofText: (text: string) => T | null, ofNumber: (value: number) => T | null) =>
  (json: string): T | null => {
    const value: Json = fromJson(json);
    if (typeof value === 'string') return ofText(value);
    if (typeof value === 'number') return ofNumber(value);
    return typeof value === 'boolean' ? ofNumber(value ? 1 : 0) : null;
  };

const texts = {
  real: native('real_text', 'string', realText),
  datetime: native('datetime_text', 'string', datetimeText),
  timespan: native('timespan_text', 'string', timespanText),
  dynamic: native('dynamic_text', 'string', (json: string) => plainText(fromJson(json))),
};

const ofString = {
  long: native('long_of', 'long', longOf),
  real: native('real_of', 'real', realOf),
  bool: native('bool_of', 'bool', boolOf),
  datetime: native('datetime_of', 'datetime', datetimeOf),
  timespan: native('timespan_of', 'timespan', timespanOf),
  dynamic: native('json_of', 'dynamic', (text: string) => toJson(parsedJson(text))),
};

const none = () => null;
const fromDynamic = {
  long: native('dynamic_long', 'long', ofDynamic(longOf, truncated)),
  real: native(
    'dynamic_real',
    'real',
    ofDynamic(realOf, (value) => value),
  ),
  bool: native(
    'dynamic_bool',
    'bool',
    ofDynamic(boolOf, (value) => value !== 0),
  ),
  datetime: native('dynamic_datetime', 'datetime', ofDynamic(datetimeOf, none)),
  timespan: native('dynamic_timespan', 'timespan', ofDynamic(timespanOf, none)),
};

const realToLong = native('truncated', 'long', truncated);

/** A value as a string; NULL is an empty one. */
export function asString(value: Expr): Expr {
  const { type, constant } = value;
  if (type === 'string') return value;
  if (type === 'long') {
    if (typeof constant === 'number') return known('string', String(constant));
    return typed('string', sql`coalesce(CAST(${value} AS TEXT), '')`);
  }
  if (type === 'bool') return typed('string', sql`CASE ${value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE '' END`);
  return callOf(texts[type], value);
}

/** A value as one that a dynamic can hold, in JSON. What JSON lacks is held as its text. */
export function asDynamic(value: Expr): Expr {
  if (value.type === 'dynamic') return value;
  return callOf(toDynamic[value.type], value);
}

const quoted = (text: string): string => JSON.stringify(text);
const toDynamic = {
  string: native('json_string', 'dynamic', quoted),
  long: native('json_long', 'dynamic', String),
  real: native('json_real', 'dynamic', (value: number) =>
    Number.isFinite(value) ? String(value) : quoted(realText(value)),
  ),
  bool: native('json_bool', 'dynamic', (value: number) => String(value !== 0)),
  datetime: native('json_datetime', 'dynamic', (value: number) => quoted(datetimeText(value))),
  timespan: native('json_timespan', 'dynamic', (value: number) => quoted(timespanText(value))),
};

/**
 * A value as one of another type, as the language's `to…` functions make it; what can't be made is NULL.
 * Throws `Unsupported` for a pair of types that none of them takes.
 */
export function converted(value: Expr, type: KqlType, place: Place): Expr {
  if (value.type === type) return value;
  if (value.constant === null) return known(type, null);
  if (type === 'string') return asString(value);
  if (value.type === 'string') return callOf(ofString[type], value);
  if (type === 'dynamic') return asDynamic(value);
  if (value.type === 'dynamic') return callOf(fromDynamic[type], value);
  if (type === 'long' && value.type === 'real') return callOf(realToLong, value);
  if (type === 'long' && value.type === 'bool') return typed('long', value);
  if (type === 'real' && (value.type === 'long' || value.type === 'bool')) {
    if (typeof value.constant === 'number') return known('real', value.constant);
    return typed('real', sql`CAST(${value} AS REAL)`);
  }
  if (type === 'bool' && isNumber(value)) return typed('bool', sql`(${value} <> 0)`);
  throw new Unsupported(place, `A value of type ${value.type} can't be made one of type ${type} here.`);
}

/**
 * A value as an argument of a type: whole numbers are taken for fractions, and dynamics for what they hold, as the
 * language does by itself.
 */
export function argument(value: Expr, type: KqlType, place: Place): Expr {
  const fits =
    value.type === type ||
    value.type === 'dynamic' ||
    value.constant === null ||
    type === 'dynamic' ||
    type === 'string' ||
    (type === 'real' && value.type === 'long') ||
    (type === 'long' && value.type === 'bool');
  if (fits) return converted(value, type, place);
  throw new Unsupported(place, `A value of type ${type} is expected here, not one of type ${value.type}.`);
}
