import type { Expr } from '../plan.ts';
import { sql } from '../sql.ts';
import { sinceYearOne } from './arithmetic.ts';
import { type Call, type Makers, plain } from './call.ts';
import { callSql, native } from './native.ts';
import { isNumber, isShort, known, typed } from './values.ts';

const binned = native('bin', 'real', (value: number, size: number, from: number) =>
  size > 0 ? Math.floor((value - from) / size) * size + from : null,
);

/** A value rounded down to a multiple of a size, counted from a place. The size of a datetime's bin is a timespan. */
export function bin(value: Expr, size: Expr, from: Expr): Expr {
  const type = value.type === 'long' && size.type === 'real' ? 'real' : value.type;
  const isWhole = type === 'long' || type === 'datetime';
  const { constant } = size;
  if (isWhole && typeof constant === 'number' && constant > 0 && Number.isInteger(constant) && isShort(value, from)) {
    const width = known('long', constant);
    const offset = from.constant === 0 ? value : sql`(${value} - ${from})`;
    return typed(type, sql`(${value} - (((${offset} % ${width}) + ${width}) % ${width}))`);
  }
  const call = callSql(binned, value, size, from);
  return typed(type, isWhole ? sql`CAST(${call} AS INTEGER)` : call);
}

/** Bins of datetimes are counted from the first moment of the calendar. */
function binOf(call: Call): Expr {
  const value = call.at(0);
  const size = call.at(1);
  checkBin(call, value, size);
  return bin(value, size, known('long', value.type === 'datetime' ? -sinceYearOne : 0));
}

function binAt(call: Call): Expr {
  const value = call.at(0);
  const size = call.at(1);
  const from = call.at(2);
  checkBin(call, value, size);
  if (from.type !== value.type && !(isNumber(from) && isNumber(value))) {
    return call.refuse('The fixed point is to be of the type of the value.', call.nodeAt(2));
  }
  const exact = value.type === 'long' && from.type === 'real' ? typed('real', value) : value;
  return bin(exact, size, from);
}

function checkBin(call: Call, value: Expr, size: Expr): void {
  const isTime = value.type === 'datetime' || value.type === 'timespan';
  if (isTime ? size.type === 'timespan' : isNumber(value) && isNumber(size)) return;
  call.refuse(`A ${value.type} can't be rounded down by a ${size.type} here.`);
}

/** Halves are rounded away from zero, of the number as it is written: 2.15 gives 2.2. */
function rounded(value: number, digits = 0): number {
  if (!Number.isFinite(value)) return value;
  const shift = (text: string, by: number): number => {
    const [mantissa, exponent = '0'] = text.split('e');
    return Number(`${mantissa}e${Number(exponent) + by}`);
  };
  const size = shift(String(Math.round(shift(String(Math.abs(value)), digits))), -digits);
  return value < 0 ? -size : size;
}

/** The first of some values that is the least or the greatest, NULLs left out. */
const extreme =
  (isBetter: (one: number, other: number) => boolean) =>
  (...values: readonly (number | null)[]) =>
    values.reduce((best, value) => (value !== null && (best === null || isBetter(value, best)) ? value : best), null);

const extremes = {
  min_of: native(
    'min_of',
    'real',
    extreme((one, other) => one < other),
    { nulls: true },
  ),
  max_of: native(
    'max_of',
    'real',
    extreme((one, other) => one > other),
    { nulls: true },
  ),
};

const extremeOf =
  (name: keyof typeof extremes) =>
  (call: Call): Expr => {
    const values = call.all();
    const [first] = values;
    const types = new Set(values.map(({ type }) => type));
    const type = types.size === 2 && values.every(isNumber) ? 'real' : first?.type;
    if (
      !first ||
      type === undefined ||
      (types.size > 1 && type !== 'real') ||
      type === 'string' ||
      type === 'dynamic'
    ) {
      return call.refuse(`${call.name}() is supported here for numbers, datetimes and timespans, all of one type.`);
    }
    const found = callSql(extremes[name], ...values);
    return typed(type, type === 'real' || type === 'timespan' ? found : sql`CAST(${found} AS INTEGER)`);
  };

const real = (name: string, work: (value: number) => number) => plain(name, ['real'], 'real', work);

/** Of a whole number the same; of any other value a fraction. */
const kept = (name: 'abs' | 'ceiling') => {
  const ours = native(name, 'real', name === 'abs' ? Math.abs : Math.ceil);
  return (call: Call): Expr => {
    const value = call.at(0);
    if (value.type === 'long') return name === 'abs' ? typed('long', sql`abs(${value})`) : typed('real', value);
    if (value.type === 'timespan' && name === 'abs') return typed('timespan', callSql(ours, value));
    const number = call.as('real', 0);
    return typed('real', callSql(ours, number));
  };
};

function roundOf(call: Call): Expr {
  const digits = call.has(1) ? call.as('long', 1) : known('long', 0);
  return typed('real', callSql(roundedReal, call.as('real', 0), digits));
}
const roundedReal = native('round', 'real', rounded);

export const numberFunctions: Makers = {
  bin: binOf,
  floor: (call) => (call.has(1) ? binOf(call) : call.refuse('floor() needs what to round down to.')),
  bin_at: binAt,
  abs: kept('abs'),
  ceiling: kept('ceiling'),
  round: roundOf,
  sqrt: real('sqrt', Math.sqrt),
  exp: real('exp', Math.exp),
  exp2: real('exp2', (value) => 2 ** value),
  exp10: real('exp10', (value) => 10 ** value),
  log: real('log', Math.log),
  log2: real('log2', Math.log2),
  log10: real('log10', Math.log10),
  pow: plain('pow', ['real', 'real'], 'real', (base: number, power: number) => base ** power),
  pi: () => known('real', Math.PI),
  sign: plain('sign', ['real'], 'long', Math.sign),
  min_of: extremeOf('min_of'),
  max_of: extremeOf('max_of'),
  isfinite: plain('isfinite', ['real'], 'bool', Number.isFinite),
  isinf: plain('isinf', ['real'], 'bool', (value: number) => Math.abs(value) === Infinity),
};
