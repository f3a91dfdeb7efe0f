import type { KqlType } from '../../../../shared/contract/kql.ts';
import type { Expr, Sql } from '../plan.ts';
import { nothing, raw, sql } from '../sql.ts';
import { merged } from './bags.ts';
import type { Call, Maker, Makers } from './call.ts';
import { canonicalJson } from './comparisons.ts';
import { argument, asDynamic } from './conversions.ts';
import { fromJson, isBag, toJson } from './json.ts';
import { condition } from './logic.ts';
import { callSql, native, nativeAggregate } from './native.ts';
import { isNumber, typed } from './values.ts';

/** Which rows of a group count: those for which a condition at a place of the call is true. */
const filter = (call: Call, at: number | undefined): Sql =>
  at === undefined ? nothing : sql` FILTER (WHERE ${condition(call.at(at), call.nodeAt(at))})`;

/** An aggregate, and the same with a condition after what it aggregates. */
function pair(name: string, make: (call: Call, rows: Sql, others: number) => Expr): Makers {
  const plainOne: Maker = (call) => make(call, nothing, 1);
  const conditional: Maker = (call) => make(call, filter(call, 1), 2);
  const second = name.startsWith('make_') ? `${name}_if` : `${name}if`;
  return { [name]: plainOne, [second]: conditional };
}

/** A number or a timespan; a number in a dynamic is a fraction. */
function amount(call: Call): Expr {
  const value = call.at(0);
  if (value.type === 'dynamic') return argument(value, 'real', call.nodeAt(0));
  if (isNumber(value) || value.type === 'timespan') return value;
  return call.refuse(`${call.name}() of values of type ${value.type} is not supported here.`, call.nodeAt(0));
}

/** What tells values apart. */
const distinct = (value: Expr): Sql =>
  value.type === 'dynamic' ? sql`nullif(${callSql(canonicalJson, value)}, 'null')` : value;

const distinctCount = (call: Call, rows: Sql): Expr =>
  typed('long', sql`count(DISTINCT ${distinct(call.at(0))})${rows}`);

const sum = (call: Call, rows: Sql): Expr => {
  const value = amount(call);
  return typed(value.type, sql`coalesce(sum(${value})${rows}, 0)`);
};

const average = (call: Call, rows: Sql): Expr => {
  const value = amount(call);
  return typed(value.type === 'timespan' ? 'timespan' : 'real', sql`avg(${value})${rows}`);
};

/** Of no rows an empty string or NULL. */
const orEmpty = (type: KqlType, found: Sql): Expr =>
  typed(type, type === 'string' ? sql`coalesce(${found}, '')` : found);

const extreme =
  (word: 'min' | 'max') =>
  (call: Call, rows: Sql): Expr => {
    const value = call.at(0);
    if (value.type === 'dynamic' && !value.sortable) {
      return call.refuse(`Of dynamic values ${call.name}() is not known here; convert them first.`, call.nodeAt(0));
    }
    const found = orEmpty(value.type, sql`${raw(word)}(${value})${rows}`);
    return value.sortable ? { ...found, sortable: true } : found;
  };

/** A value as JSON, by SQLite itself where it writes what the language does. */
function inJson(value: Expr): Sql {
  if (value.type === 'string') return sql`json_quote(${value})`;
  return value.type === 'long' ? value : asDynamic(value);
}

const firstOf = native('first_of', 'dynamic', (json: string, count: number) => {
  const list = fromJson(json);
  return Array.isArray(list) ? JSON.stringify(list.slice(0, Math.max(0, count))) : null;
});

/** The list as it is, or so many of it at most as a place of the call says. */
function atMost(call: Call, at: number, list: Sql): Expr {
  const whole = sql`('[' || coalesce(${list}, '') || ']')`;
  return typed('dynamic', call.has(at) ? callSql(firstOf, whole, call.as('long', at)) : whole);
}

/** NULLs are left out, whatever other condition there is. */
function thatAre(value: Expr, call: Call, others: number): Sql {
  const there = value.type === 'string' ? undefined : sql`${value} IS NOT NULL`;
  const wanted = others === 2 ? condition(call.at(1), call.nodeAt(1)) : undefined;
  if (there === undefined) return wanted === undefined ? nothing : sql` FILTER (WHERE ${wanted})`;
  return wanted === undefined ? sql` FILTER (WHERE ${there})` : sql` FILTER (WHERE ${there} AND ${wanted})`;
}

/** In the order of the rows, where they have one. */
const ordered = ({ scope }: Call): Sql => scope.order ?? nothing;

const list = (call: Call, _: Sql, others: number): Expr => {
  const value = call.at(0);
  return atMost(call, others, sql`group_concat(${inJson(value)}, ','${ordered(call)})${thatAre(value, call, others)}`);
};

const listWithNulls = (call: Call): Expr =>
  atMost(call, 1, sql`group_concat(coalesce(${inJson(call.at(0))}, 'null'), ','${ordered(call)})`);

const set = (call: Call, _: Sql, others: number): Expr => {
  const value = call.at(0);
  const element = value.type === 'dynamic' ? distinct(value) : inJson(value);
  return atMost(call, others, sql`group_concat(DISTINCT ${element})${thatAre(value, call, others)}`);
};

const mergedBags = nativeAggregate('make_bag', 'dynamic', (bags: readonly string[]) => {
  const found = bags.map(fromJson).filter(isBag);
  return toJson(merged(found)) ?? '{}';
});
const bag = (call: Call, rows: Sql): Expr =>
  typed('dynamic', sql`coalesce(${callSql(mergedBags, call.as('dynamic', 0))}${rows}, '{}')`);

/** The nearest rank: the least value that at least so many percent of them are not above. */
const nearestRank = nativeAggregate('percentile', 'real', (values: readonly number[], percent: number) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? null;
});

/** One percentile of a call's first value. */
function percentileOf(call: Call, at: number): Expr {
  const value = call.at(0);
  if (value.type !== 'datetime') amount(call);
  const percent = call.as('real', at);
  if (typeof percent.constant !== 'number' || percent.constant < 0 || percent.constant > 100) {
    return call.refuse('A known number from 0 to 100 is expected here.', call.nodeAt(at));
  }
  const number = value.type === 'dynamic' ? argument(value, 'real', call.nodeAt(0)) : value;
  const found = callSql(nearestRank, number, percent);
  const isWhole = number.type === 'long' || number.type === 'datetime';
  return typed(number.type, isWhole ? sql`CAST(${found} AS INTEGER)` : found);
}

/** The mean of the squares of the distances from the mean; of a sample, one is taken off the count. */
const spread = (sample: boolean, root: boolean) => (values: readonly number[]) => {
  const count = values.length - (sample ? 1 : 0);
  if (count <= 0) return 0;
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / count;
  return root ? Math.sqrt(variance) : variance;
};

const spreads = {
  stdev: nativeAggregate('stdev', 'real', spread(true, true)),
  stdevp: nativeAggregate('stdevp', 'real', spread(false, true)),
  variance: nativeAggregate('variance', 'real', spread(true, false)),
  variancep: nativeAggregate('variancep', 'real', spread(false, false)),
};

const spreadOf =
  (name: keyof typeof spreads) =>
  (call: Call, rows: Sql): Expr =>
    typed('real', sql`coalesce(${callSql(spreads[name], call.as('real', 0))}${rows}, 0.0)`);

/** Of one value any that is not NULL and not empty, if there is one: the greatest is. */
const any = (call: Call, rows: Sql): Expr => {
  const value = call.at(0);
  return orEmpty(value.type, sql`max(${value})${rows}`);
};

export const aggregateFunctions: Makers = {
  count: () => typed('long', sql`count(*)`),
  countif: (call) => typed('long', sql`count(*)${filter(call, 0)}`),
  ...pair('dcount', distinctCount),
  ...pair('count_distinct', distinctCount),
  ...pair('sum', sum),
  ...pair('avg', average),
  ...pair('min', extreme('min')),
  ...pair('max', extreme('max')),
  ...pair('make_list', list),
  make_list_with_nulls: listWithNulls,
  ...pair('make_set', set),
  ...pair('make_bag', bag),
  percentile: (call) => percentileOf(call, 1),
  ...pair('stdev', spreadOf('stdev')),
  stdevp: (call) => spreadOf('stdevp')(call, nothing),
  ...pair('variance', spreadOf('variance')),
  ...pair('variancep', spreadOf('variancep')),
  ...pair('take_any', any),
  ...pair('any', any),
};

/** The columns of a `percentiles()`, in the order in which they are given. */
export const percentiles = (call: Call): readonly Expr[] =>
  call.nodes.slice(1).map((_, at) => percentileOf(call, at + 1));
