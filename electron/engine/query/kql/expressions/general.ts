import type { KqlType } from '../../../../shared/contract/kql.ts';
import type { Expr } from '../plan.ts';
import { joined, sql } from '../sql.ts';
import type { Call, Makers } from './call.ts';
import { argument, asString, converted } from './conversions.ts';
import { fromJson, isArray } from './json.ts';
import { condition, negated, sure } from './logic.ts';
import { callOf, native } from './native.ts';
import { isNumber, known, typed } from './values.ts';

/** The one type of values between which one is chosen; whole numbers and fractions make fractions. */
function commonType(call: Call, values: readonly Expr[]): KqlType {
  const types = new Set(values.map(({ type }) => type));
  const [first] = types;
  if (types.size === 1 && first) return first;
  if (values.every(isNumber)) return 'real';
  if (types.has('dynamic')) return 'dynamic';
  return call.refuse(`The values of ${call.name}() are of different types: ${[...types].join(', ')}.`);
}

const alike = (call: Call, values: readonly Expr[]): readonly [KqlType, readonly Expr[]] => {
  const type = commonType(call, values);
  return [type, values.map((value) => converted(value, type, call.node))];
};

/** Conditions and what holds where each is true, in turn; and what holds where none is. A NULL is not true. */
function choice(call: Call, conditions: readonly Expr[], values: readonly Expr[], otherwise: Expr): Expr {
  const [type, [last, ...chosen]] = alike(call, [otherwise, ...values]);
  if (last === undefined) return call.refuse(`${call.name}() needs more arguments.`);
  const branches = conditions.map((condition, at) => sql`WHEN ${condition} THEN ${chosen[at] ?? last}`);
  return typed(type, sql`CASE ${joined(branches, ' ')} ELSE ${last} END`);
}

const iff = (call: Call): Expr => choice(call, [condition(call.at(0), call.nodeAt(0))], [call.at(1)], call.at(2));

function caseOf(call: Call): Expr {
  const count = call.nodes.length;
  if (count < 3 || count % 2 === 0)
    return call.refuse('case() takes pairs of a condition and a value, and one value more.');
  const pairs = Array.from({ length: (count - 1) / 2 }, (_, at) => at * 2);
  return choice(
    call,
    pairs.map((at) => condition(call.at(at), call.nodeAt(at))),
    pairs.map((at) => call.at(at + 1)),
    call.at(count - 1),
  );
}

/** The first value that is not NULL; of strings, that is not empty. */
function coalesce(call: Call): Expr {
  const [type, values] = alike(call, call.all());
  if (type !== 'string') return typed(type, sql`coalesce(${joined(values, ', ')})`);
  const filled = values.map((value) => sql`nullif(${value}, '')`);
  return typed(type, sql`coalesce(${joined(filled, ', ')}, '')`);
}

const isNull = (call: Call): Expr => {
  const value = call.at(0);
  return value.type === 'string' ? known('bool', 0) : sure(sql`(${value} IS NULL)`);
};

const typeOfJson = native(
  'gettype',
  'string',
  (json: string | null) => {
    const value = fromJson(json);
    if (value === null) return 'null';
    if (isArray(value)) return 'array';
    if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
    return { string: 'string', boolean: 'bool', object: 'dictionary' }[typeof value as 'string' | 'boolean' | 'object'];
  },
  { nulls: true },
);

function getType(call: Call): Expr {
  const value = call.at(0);
  if (value.type === 'dynamic') return callOf(typeOfJson, value);
  return known('string', call.nodeAt(0).ResultType?.Name ?? value.type);
}

/** The function that makes a value one of a type. */
const to =
  (type: KqlType) =>
  (call: Call): Expr => {
    if (call.has(1)) return call.refuse(`${call.name}() takes one argument here.`);
    return converted(call.at(0), type, call.node);
  };

const asInt = native('int', 'long', (value: number) => (Math.abs(value + 0.5) < 2 ** 31 ? value : null));

function columnIfExists(call: Call): Expr {
  const { constant } = call.at(0);
  if (typeof constant !== 'string') return call.refuse('The name of the column has to be known.', call.nodeAt(0));
  return call.scope.column(constant) ?? call.at(1);
}

export const generalFunctions: Makers = {
  iff,
  iif: iff,
  case: caseOf,
  coalesce,
  not: (call) => negated(condition(call.at(0), call.nodeAt(0))),
  isnull: isNull,
  isnotnull: (call) => negated(isNull(call)),
  isempty: (call) => sure(sql`(${asString(call.at(0))} = '')`),
  isnotempty: (call) => sure(sql`(${asString(call.at(0))} <> '')`),
  gettype: getType,
  column_ifexists: columnIfExists,
  tostring: to('string'),
  tolong: to('long'),
  toint: (call) => callOf(asInt, to('long')(call)),
  todouble: to('real'),
  toreal: to('real'),
  tobool: to('bool'),
  toboolean: to('bool'),
  todatetime: to('datetime'),
  totimespan: to('timespan'),
  todynamic: (call) => asJson(call),
  parse_json: (call) => asJson(call),
};

/** Strings are read as JSON; what is a dynamic already stays what it is, but for a string in it, which is read too. */
const asJson = (call: Call): Expr => {
  const value = call.at(0);
  return argument(value.type === 'dynamic' ? value : asString(value), 'dynamic', call.nodeAt(0));
};
